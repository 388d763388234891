"""Random sequences of what a user of the debugger does; after each the kernel must be well.

    .venv/bin/python test/wire/debugger_fuzz.py --sequences 200 --seed 1
"""

from __future__ import annotations

import argparse
import os
import random
import re
import sys
import tempfile
import time
from pathlib import Path

from debugging import Debugging
from driver import PATIENCE, Driver

CELLS = [
    "let total = {n};\nfor (let i = 0; i < 20; i++) {{\n  total += i;\n}}\ntotal",
    "function double(x: number): number {{\n  const y = x * {n};\n  return y;\n}}\n[1, 2, 3].map(double)",
    "const later = async (n: number) => {{\n  await new Promise((resolve) => setTimeout(resolve, 2));\n  return n + {n};\n}};\nlet sum = 0;\nfor (const k of [1, 2, 3]) {{\n  sum += await later(k);\n}}\nsum",
    "try {{\n  throw new Error('{n}');\n}} catch (error) {{\n  console.log(String(error));\n}}",
    "const t = tf.tensor1d([{n}, 2]);\nconst u = tf.square(t);\nu.dataSync()[0]",
    "throw new Error('uncaught {n}')",
    "let spins = 0;\nwhile (spins < 3e7) {{\n  spins += {n} > -1 ? 1 : 2;\n}}",
]
FILTERS = [[], ["uncaught"], ["caught"], ["caught", "uncaught"]]


class User:
    def __init__(self, driver: Driver, seed: int):
        self.driver = driver
        self.debugging = Debugging(driver)
        self.random = random.Random(seed)
        self.texts = [cell.format(n=1) for cell in CELLS]
        self.running: list[str] = []
        self.exits = 0
        self.did: list[str] = []

    def act(self) -> None:
        acts = [self.set, self.set, self.clear, self.execute, self.execute, self.execute, self.go, self.go, self.step]
        acts += [self.step, self.step, self.pause, self.interrupt, self.look, self.evaluate, self.redefine, self.errors]
        acts += [self.reconnect] + ([self.exit] if self.random.random() < 0.2 else [])
        act = self.random.choice(acts)
        self.did.append(act.__name__)
        act()

    def text(self) -> str:
        return self.random.choice(self.texts)

    def set(self) -> None:
        text = self.text()
        lines = self.random.sample(range(1, text.count("\n") + 2), k=min(2, text.count("\n") + 1))
        path = self.debugging.body("dumpCell", code=text)["sourcePath"]
        condition = {"condition": "1 < 2"} if self.random.random() < 0.3 else {}
        wanted = [{"line": line, **condition} for line in lines]
        self.debugging.ask("setBreakpoints", source={"path": path}, breakpoints=wanted)

    def clear(self) -> None:
        self.clear_of(self.text())

    def clear_of(self, text: str) -> None:
        path = self.debugging.body("dumpCell", code=text)["sourcePath"]
        self.debugging.ask("setBreakpoints", source={"path": path}, breakpoints=[])

    def execute(self) -> None:
        if len(self.running) < 3:
            self.running.append(self.driver.execute(self.text(), stop_on_error=False))
        time.sleep(self.random.choice([0, 0.02, 0.1]))

    def go(self) -> None:
        self.debugging.ask("continue", threadId=1)

    def step(self) -> None:
        self.debugging.ask(self.random.choice(["next", "stepIn", "stepOut"]), threadId=1)
        time.sleep(self.random.choice([0, 0.02]))

    def pause(self) -> None:
        self.debugging.ask("pause", threadId=1)

    def interrupt(self) -> None:
        self.driver.interrupt()

    def look(self) -> None:
        frames = self.debugging.ask("stackTrace", threadId=1).get("body", {}).get("stackFrames", [])
        for frame in frames[:2]:
            for scope in self.debugging.ask("scopes", frameId=frame["id"]).get("body", {}).get("scopes", []):
                self.debugging.ask("variables", variablesReference=scope["variablesReference"])
        # A session that exits cannot say.
        self.debugging.ask("inspectVariables")

    def evaluate(self) -> None:
        self.debugging.ask("evaluate", expression=self.random.choice(["1 + 1", "total", "y", "nope"]), frameId=1)

    def redefine(self) -> None:
        index = self.random.randrange(len(CELLS))
        self.texts[index] = CELLS[index].format(n=self.random.randrange(9))

    def errors(self) -> None:
        self.debugging.ask("setExceptionBreakpoints", filters=self.random.choice(FILTERS))

    def reconnect(self) -> None:
        self.debugging.ask("disconnect")
        self.start()

    def start(self) -> None:
        """A cell that exits may end the session in between: the next one answers."""
        deadline = time.monotonic() + PATIENCE
        while True:
            try:
                return self.debugging.start()
            except AssertionError as refused:
                is_ending = self.exits > 0 and re.search("exit code 0|session is ending", str(refused))
                if not is_ending or time.monotonic() > deadline:
                    raise
                time.sleep(0.05)

    def exit(self) -> None:
        self.exits += 1
        self.running.append(self.driver.execute("process.exit(0)", stop_on_error=False))

    def check(self) -> None:
        """Everything ends when nothing stops it any more, and a breakpoint stops again."""
        self.debugging.ask("disconnect")
        for cell in self.running:
            self.driver.reply(cell)
        run = self.driver.run("20 + 1")
        assert run.result == "21", run
        self.debugging.start()
        text = "const before = 1;\nconst after = before + 1;\nafter"
        self.debugging.set(text, 2)
        self.debugging.seen.clear()
        cell = self.debugging.stops(text)
        assert self.debugging.scopes()["Locals"]["before"]["value"] == "1"
        self.clear_of(text)
        self.debugging.go()
        assert self.debugging.finish(cell).result == "2"
        assert self.debugging.body("debugInfo")["stoppedThreads"] == []


def sequence(driver: Driver, seed: int, length: int = 25) -> None:
    user = User(driver, seed)
    user.debugging.start()
    try:
        for _ in range(length):
            user.act()
        user.check()
    except Exception as error:
        raise AssertionError(f"seed {seed}: {' '.join(user.did)}") from error


def main() -> None:
    sys.path.insert(0, str(Path(__file__).parent))
    from conftest import ROOT, install_kernel
    from jupyter_client.manager import KernelManager

    given = argparse.ArgumentParser()
    given.add_argument("--sequences", type=int, default=200)
    given.add_argument("--seed", type=int, default=1)
    options = given.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ["JUPYTER_PATH"] = install_kernel(ROOT, Path(folder))
        os.environ["TENSORCELL_HISTORY"] = str(Path(folder) / "history.sqlite")
        manager = KernelManager(kernel_name="tensorcell")
        manager.start_kernel(cwd=folder)
        client = manager.blocking_client()
        client.start_channels()
        client.wait_for_ready(timeout=60)
        begun = time.monotonic()
        try:
            for seed in range(options.seed, options.seed + options.sequences):
                sequence(Driver(client), seed)
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)
        print(f"{options.sequences} sequences in {time.monotonic() - begun:.0f} s: the kernel is well.")


if __name__ == "__main__":
    main()

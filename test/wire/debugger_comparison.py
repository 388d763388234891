"""The same session with the debuggers of ipykernel and of this kernel: what is sent, in which order.

    .venv/bin/python test/wire/debugger_comparison.py     # prints both, side by side
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from debugging import Debugging
from driver import PATIENCE, Driver
from jupyter_client.manager import KernelManager

PYTHON = "def f(x):\n    y = x + 1\n    return y\na = 3\nb = f(a)\nprint(b)\n"
TYPESCRIPT = "function f(x: number): number {\n  const y = x + 1;\n  return y;\n}\nconst a = 3;\nconst b = f(a);\nconsole.log(b);\n"
#: What debugpy tells of itself.
ITS_OWN = {"output", "debugpySockets", "debugpyWaitingForServer", "module"}


class Transcript:
    def __init__(self, driver: Driver):
        self.debugging = Debugging(driver)
        self.driver = driver
        self.lines: list[str] = []
        self.heard = 0

    def ask(self, command: str, **arguments) -> dict:
        answer = self.debugging.ask(command, **arguments)
        said = f"{command}: {answer['success']} {shape(answer.get('body'))}".strip()
        self.lines.append(said)
        return answer.get("body") or {}

    def hear(self, name: str) -> None:
        self.debugging.event(name)
        self.write()

    def write(self) -> None:
        """The events since; one thread counts, since Python's helpers are its own."""
        for message in self.debugging.seen[self.heard :]:
            event = message["content"].get("event")
            if message["msg_type"] != "debug_event" or event in ITS_OWN:
                continue
            body = message["content"].get("body") or {}
            if event == "thread" and body["threadId"] != 1:
                continue
            self.lines.append(f"    {event} {body.get('reason', '')}".rstrip())
        self.heard = len(self.debugging.seen)


def shape(value: object) -> str:
    """The names that both must give, without values and without what is a kernel's own."""
    if not isinstance(value, dict):
        return ""
    wanted = ("breakpoints", "stackFrames", "scopes", "variables", "sourcePath", "content", "result", "data", "isStarted")
    return " ".join(key for key in wanted if key in value)


def session(driver: Driver, code: str, call: int) -> list[str]:
    """@param call the line that calls the function"""
    script = Transcript(driver)
    script.ask("debugInfo")
    script.ask("initialize", clientID="test", adapterID="test", pathFormat="path", linesStartAt1=True)
    script.ask("attach")
    script.hear("thread")
    path = script.ask("dumpCell", code=code)["sourcePath"]
    script.ask("setBreakpoints", source={"path": path}, breakpoints=[{"line": call}], sourceModified=False)
    script.ask("configurationDone")
    script.ask("debugInfo")
    script.ask("source", source={"path": path})
    cell = driver.execute(code)
    script.hear("stopped")
    for how in ("stepIn", "next", "stepOut"):
        frame = script.ask("stackTrace", threadId=1)["stackFrames"][0]
        for scope in script.ask("scopes", frameId=frame["id"])["scopes"]:
            script.lines.append(f"    {scope['name']}")
            script.ask("variables", variablesReference=scope["variablesReference"])
        script.ask("evaluate", expression="a + 1", frameId=frame["id"], context="repl")
        script.ask("evaluate", expression="unknown", frameId=frame["id"], context="repl")
        script.ask(how, threadId=1)
        script.hear("stopped")
    script.ask("continue", threadId=1)
    script.debugging.finish(cell)
    script.ask("inspectVariables")
    script.ask("setExceptionBreakpoints", filters=[])
    script.ask("disconnect", restart=False, terminateDebuggee=False)
    script.ask("debugInfo")
    return script.lines


def run(kernel: str, code: str, call: int) -> list[str]:
    with tempfile.TemporaryDirectory() as folder:
        manager = KernelManager(kernel_name=kernel)
        manager.start_kernel(cwd=folder)
        client = manager.blocking_client()
        client.start_channels()
        client.wait_for_ready(timeout=PATIENCE)
        try:
            return session(Driver(client), code, call)
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)


def transcripts() -> dict[str, list[str]]:
    return {"ipykernel": run("python3", PYTHON, 5), "tensorcell": run("tensorcell", TYPESCRIPT, 6)}


def main() -> None:
    import os
    import sys

    sys.path.insert(0, str(Path(__file__).parent))
    from conftest import ROOT, install_kernel

    with tempfile.TemporaryDirectory() as prefix:
        os.environ["JUPYTER_PATH"] = install_kernel(ROOT, Path(prefix))
        both = transcripts()
    for left, right in zip(both["ipykernel"], both["tensorcell"]):
        print(f"{'  ' if left == right else '≠ '}{left:60} {right}")


if __name__ == "__main__":
    main()

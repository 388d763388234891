"""Cells that should not be able to do harm. Each stands under `// %% name` with its expectations:

- `ends`: the cell itself ends its session; without it, the variables of before must still be there;
- `stop S`: Stop is pressed after S seconds;
- `ok`, `error`: how it has to end; without them either will do;
- `says /…/`: what has to be in its output or error.
"""

from __future__ import annotations

import json
import re
import time
from dataclasses import dataclass
from pathlib import Path

PATIENCE = 10
#: What changes the session for the cells after it.
TRACES = r"prototype|globalThis|process\.(on|remove|stdout|stderr|emit|chdir)|Object\.(freeze|define)|Symbol\.for =|Error\.|closeSync|Worker"
KEPT = 41


@dataclass
class Cell:
    name: str
    code: str
    ends: bool
    stop: float | None
    status: str | None
    says: str | None


def read_cells(path: Path) -> list[Cell]:
    parts = re.split(r"(?m)^// %% ", path.read_text())[1:]
    return [cell_of(*part.split("\n", 1)) for part in parts]


def cell_of(head: str, code: str) -> Cell:
    name, _, rest = head.partition(" | ")
    says = re.search(r"says /(.*)/", rest)
    words = (rest[: says.start()] if says else rest).split()
    stop = float(words[words.index("stop") + 1]) if "stop" in words else None
    status = next((word for word in words if word in ("ok", "error")), None)
    return Cell(name.strip(), code.strip(), "ends" in words, stop, status, says and says[1])


def run_cells(cells: list[Cell], start, close) -> list[str]:
    """What went wrong. One kernel serves until a cell has harmed it."""
    problems = []
    kernel = None
    for cell in cells:
        if kernel is None:
            kernel = start()
        found = run_cell(cell, kernel[1])
        problems += [f"cell '{cell.name}': {problem}" for problem in found]
        for problem in found:
            print(f"  cell '{cell.name}': {problem}", flush=True)
        # What a cell did to the session's globals must not fall back on the next.
        if found or cell.ends or leaves_traces(cell):
            close(*kernel)
            kernel = None
    if kernel:
        close(*kernel)
    return problems


def leaves_traces(cell: Cell) -> bool:
    return re.search(TRACES, cell.code) is not None


def run_cell(cell: Cell, driver) -> list[str]:
    try:
        driver.run(f"var kept = {KEPT}")
        msg_id = driver.execute(cell.code)
        if cell.stop is not None:
            time.sleep(cell.stop)
            driver.interrupt()
        run = driver.finish(msg_id, timeout=PATIENCE)
    except TimeoutError:
        return [f"did not end within {PATIENCE} s"]
    return judge(cell, run) + after(cell, driver)


def judge(cell: Cell, run) -> list[str]:
    problems = []
    text = json.dumps([run.reply, *(message["content"] for message in run.published)], ensure_ascii=False)
    try:
        text.encode("utf8")
    except UnicodeEncodeError:
        problems.append("half a surrogate pair came out")
    if cell.status and run.status != cell.status:
        problems.append(f"ended with {run.status}: {run.reply.get('evalue', '')[:200]}")
    if cell.says and not re.search(cell.says, text):
        problems.append(f"does not say {cell.says}: {text[:300]}")
    if len(str(run.reply.get("evalue", ""))) > 100_000:
        problems.append("an error without end")
    if run.status == "error" and not run.contents("error"):
        problems.append("its error is not shown")
    return problems


def after(cell: Cell, driver) -> list[str]:
    """The kernel answers, and unless the cell ended its session, the variables are there."""
    try:
        if driver.ask("kernel_info_request", channel="control", timeout=PATIENCE)["status"] != "ok":
            return ["kernel_info failed afterwards"]
        run = driver.run("kept", timeout=PATIENCE)
        if cell.ends:
            return [] if driver.run("6 * 7", timeout=PATIENCE).result == "42" else ["no fresh session"]
        return [] if run.result == str(KEPT) else [f"the session was lost: {run.reply.get('evalue', run.result)}"]
    except TimeoutError:
        return ["nothing was answered afterwards"]

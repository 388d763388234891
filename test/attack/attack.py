"""Attacks the kernel: mutated requests, then hostile cells.

    npm run attack -- [--seed 1] [--first 0] [--requests 20000] [--cells 150] [--name PART]

Ends with 1 when a session was lost that no cell ended, when something took more than 10 s, or when a message could not be
read. A request is known by its seed and number, a cell by its name; with them each can be repeated.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "wire")]

from driver import Driver  # noqa: E402
from jupyter_client.manager import KernelManager  # noqa: E402

from fuzz import fuzz  # noqa: E402
from hostile import read_cells, run_cells  # noqa: E402


def main() -> int:
    options = arguments()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        start = starter(Path(folder))
        problems = []
        if options.requests > 0:
            problems += attack_by_requests(start, options)
        if options.cells > 0:
            problems += attack_by_cells(start, options)
    for problem in problems:
        print(f"FAILED {problem}")
    return 1 if problems else 0


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--requests", type=int, default=20_000)
    parser.add_argument("--cells", type=int, default=1000, help="how many, evenly taken from all")
    parser.add_argument("--from", dest="start", type=int, default=0, help="leaves out as many cells")
    parser.add_argument("--name", default="", help="only cells whose name holds this")
    return parser.parse_args()


def attack_by_requests(start, options) -> list[str]:
    manager, driver = start()
    begun = time.monotonic()
    result = fuzz(manager, driver, options.seed, options.first, options.requests)
    print(
        f"{result.sent} requests of seed {options.seed} in {time.monotonic() - begun:.0f} s: "
        f"{result.answered} replies and idles came, the slowest after {result.longest:.1f} s; "
        f"the protocol process holds {result.memory:.0f} MB; {len(result.problems)} problems"
    )
    close(manager, driver)
    return result.problems


def attack_by_cells(start, options) -> list[str]:
    cells = [cell for cell in read_cells(HERE / "hostile.cells") if options.name in cell.name][options.start :]
    chosen = cells[:: max(1, -(-len(cells) // options.cells))]
    begun = time.monotonic()
    problems = run_cells(chosen, start, close)
    print(f"{len(chosen)} hostile cells in {time.monotonic() - begun:.0f} s: {len(problems)} problems")
    return problems


def starter(folder: Path):
    from conftest import ROOT, install_kernel

    os.environ["JUPYTER_PATH"] = install_kernel(ROOT, folder / "prefix")
    notebook = folder / "notebook"
    notebook.mkdir()

    def start():
        manager = KernelManager(kernel_name="tensorcell")
        environment = {**os.environ, "TENSORCELL_HISTORY": str(folder / "history.sqlite")}
        manager.start_kernel(cwd=str(notebook), env=environment)
        client = manager.blocking_client()
        client.start_channels()
        client.wait_for_ready(timeout=60)
        return manager, Driver(client)

    return start


def close(manager, driver) -> None:
    driver.client.stop_channels()
    manager.shutdown_kernel(now=True)


if __name__ == "__main__":
    sys.exit(main())

"""Runs lessons headless on the real kernel and checks each against the claims beside its source.

    python scripts/lessons.py                   every lesson in its quick form
    python scripts/lessons.py 05-02 --full      one lesson as its saved outputs show it
    python scripts/lessons.py --full --save     all, and keep the outputs in the notebooks

A claim is an expression in TypeScript that is evaluated in the lesson's own session after its last cell, with
bounds (`min`, `max`, `equals`) for the full and for the quick form. Needs nbclient and the registered kernel.
"""

import argparse
import asyncio
import json
import os
import re
import sys
import tempfile
import time
from pathlib import Path

import nbformat
from jupyter_client.kernelspec import KernelSpecManager
from nbclient import NotebookClient
from nbclient.exceptions import CellControlSignal, CellExecutionError, DeadKernelError

NOTEBOOKS = Path(__file__).resolve().parent.parent / "notebooks"
EXECUTED = NOTEBOOKS.parent / ".cache" / "lessons"  # what ran last, claims kept or not, to look at
MARK = "lesson claims: "


def main():
    options = read_options()
    os.environ["TENSORCELL_LESSONS"] = "full" if options.full else "quick"
    names = [n for n in lesson_names() if not options.lessons or n.startswith(tuple(options.lessons))]
    if not names:
        sys.exit(f"No lesson starts with {', '.join(options.lessons)}. There are: {', '.join(lesson_names())}.")
    if "tensorcell" not in KernelSpecManager().find_kernel_specs():
        sys.exit("The tensorcell kernel is not registered in this Python environment. Run `npm start` once; it does.")
    results = asyncio.run(run_all(names, options))
    print_table(results)
    failed = sum(bool(result["failures"]) for result in results)
    print(f"{len(results) - failed} passed, {failed} failed")
    sys.exit(1 if failed else 0)


def read_options():
    parser = argparse.ArgumentParser(prog="npm run lessons --", description=__doc__.splitlines()[0])
    parser.add_argument("lessons", nargs="*", help="beginnings of lesson names, such as 05-02")
    parser.add_argument("--full", action="store_true", help="the full form instead of the quick one")
    parser.add_argument("--save", action="store_true", help="keep the outputs in the notebooks")
    parser.add_argument("--twice", action="store_true", help="run all cells twice in one session")
    parser.add_argument("--jobs", type=int, help="lessons at a time (default 2; 1 in full, so that times are true)")
    options = parser.parse_args()
    options.jobs = options.jobs or (1 if options.full else 2)
    return options


def lesson_names():
    return sorted(path.stem for path in (NOTEBOOKS / "source").glob("*.md"))


async def run_all(names, options):
    slots = asyncio.Semaphore(options.jobs)

    async def run_one(name):
        async with slots:
            print(f"{name} …", flush=True)
            result = await run_lesson(name, options)
            print(f"{name} {'FAILED' if result['failures'] else 'passed'} in {result['seconds']:.0f} s", flush=True)
            return result

    return await asyncio.gather(*map(run_one, names))


async def run_lesson(name, options):
    form = "full" if options.full else "quick"
    notebook = nbformat.read(NOTEBOOKS / f"{name}.ipynb", as_version=4)
    claims = read_claims(name)
    started = time.monotonic()
    try:
        values = await execute(notebook, claims, options.twice)
        failures = [text for claim, value in zip(claims, values) if (text := judge(claim, value, form))]
        failures += [f"a mistake is told of: {text}" for text in mistakes_told(notebook)]
    except (CellControlSignal, CellExecutionError, DeadKernelError) as error:
        values, failures = [], [str(error)]
    seconds = time.monotonic() - started
    notebook.metadata["tensorcell"] = {"form": form}
    EXECUTED.mkdir(parents=True, exist_ok=True)
    nbformat.write(notebook, EXECUTED / f"{name}.ipynb")
    if options.save and not failures:
        nbformat.write(notebook, NOTEBOOKS / f"{name}.ipynb")
    return {"name": name, "seconds": seconds, "values": values, "claims": claims, "failures": failures}


def read_claims(name):
    path = NOTEBOOKS / "source" / f"{name}.claims.json"
    return json.loads(path.read_text("utf8"))["claims"] if path.exists() else []


async def execute(notebook, claims, twice):
    """Runs the cells in a folder of their own, so that what a lesson writes is gone with it."""
    with tempfile.TemporaryDirectory() as folder:
        client = NotebookClient(
            notebook,
            kernel_name="tensorcell",
            timeout=3600,
            resources={"metadata": {"path": folder}},
            record_timing=False,
        )
        async with client.async_setup_kernel():
            for _ in range(2 if twice else 1):
                for index, cell in enumerate(notebook.cells):
                    await client.async_execute_cell(cell, index, execution_count=None)
            return await claim_values(client, claims)


async def claim_values(client, claims):
    """Evaluates the claims in one more cell, which is not kept."""
    values = ", ".join(f"() => ({claim['value']})" for claim in claims)
    cell = nbformat.v4.new_code_cell(f"console.log('{MARK}' + JSON.stringify([{values}].map((value) => value())));")
    client.nb.cells.append(cell)
    try:
        await client.async_execute_cell(cell, len(client.nb.cells) - 1)
    finally:
        client.nb.cells.pop()
    printed = "".join(output.get("text", "") for output in cell.outputs)
    return json.loads(re.search(re.escape(MARK) + "(.*)", printed)[1])


def judge(claim, value, form):
    """None when the claim holds in this form, else a sentence on how it does not."""
    bounds = claim.get(form)
    if bounds is None:
        return None
    holds = value is not None and all(
        {"min": lambda b: value >= b, "max": lambda b: value <= b, "equals": lambda b: value == b}[kind](bound)
        for kind, bound in bounds.items()
    )
    return None if holds else f"{claim['says']}: {claim['value']} is {value}, expected {json.dumps(bounds)}"


def mistakes_told(notebook):
    """What `fit` says of likely mistakes: a lesson makes none."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    texts = ["".join(output.get("data", {}).get("text/plain", "")) for output in outputs]
    return [text for text in texts if text.startswith("Note: ")]


def print_table(results):
    print()
    for result in results:
        print(f"{'FAIL' if result['failures'] else 'ok':5}{result['name']:55}{result['seconds']:6.0f} s")
        for claim, value in zip(result["claims"], result["values"]):
            print(f"{'':9}{claim['says']}: {value if not isinstance(value, float) else round(value, 5)}")
        for failure in result["failures"]:
            print(f"{'':5}{failure}")


if __name__ == "__main__":
    main()

"""One command for the comparison of kernels: `npm run bench:kernel -- [speed] [behaviours] [long] [debugger] [KERNEL …]`.

Measures each kernel in turn, TensorCell with a long notebook as well, and rewrites results.json and the tables in README.md. Peers that were not measured
in this run keep what stands in results.json.
"""

from __future__ import annotations

import json
import os
import platform
import subprocess
import sys
from datetime import date
from pathlib import Path

from behaviours import CHECKS, try_all
from debugger_cost import debugger_cost
from long_run import long_run
from peers import peers, prepare
from speed import measure
from while_checking import answers_while_checking

HERE = Path(__file__).resolve().parent
RESULTS = HERE / "results.json"
README = HERE / "README.md"
BEGIN, END = "<!-- results -->", "<!-- end of results -->"


def main(parts: list[str]) -> None:
    prepare()
    results = json.loads(RESULTS.read_text()) if RESULTS.exists() else {"speed": {}, "behaviours": {}}
    results["machine"] = {"date": str(date.today()), "cores": os.cpu_count(), "system": platform.system()}
    named = [peer for peer in peers() if peer.name in parts]
    whole = not {"speed", "behaviours", "long", "debugger"} & set(parts)
    if whole or "speed" in parts:
        print("Speed", flush=True)
        measured = measure(named or peers())
        results["speed"].update(measured)
        for name, seconds in restarts_in_browser(list(measured)).items():
            results["speed"][name]["Restart in JupyterLab to a cell's result, s"] = seconds
        RESULTS.write_text(json.dumps(results, indent=2, ensure_ascii=False) + "\n")
    for peer in named or peers():
        if whole or "behaviours" in parts:
            print(f"{peer.name}: behaviours", flush=True)
            results["behaviours"][peer.name] = try_all(peer)
        if peer.name == "TensorCell" and (whole or "long" in parts):
            print(f"{peer.name}: a long notebook", flush=True)
            results["long"] = long_run(peer)
            print(" ", results["long"], flush=True)
            print(f"{peer.name}: answers while a cell is checked", flush=True)
            results["checking"] = answers_while_checking(peer)
            print(" ", results["checking"], flush=True)
        if peer.name == "TensorCell" and (whole or "debugger" in parts):
            print(f"{peer.name}: the debugger's cost", flush=True)
            results["debugger"] = debugger_cost(peer)
            print(" ", results["debugger"], flush=True)
        RESULTS.write_text(json.dumps(results, indent=2, ensure_ascii=False) + "\n")
    write_readme(results)


def restarts_in_browser(names: list[str]) -> dict[str, float]:
    """Nothing where there is no Chromium."""
    told = subprocess.run(["node", str(HERE / "browser.mjs"), *names], check=True, capture_output=True, text=True).stdout
    return json.loads(told or "{}")


def write_readme(results: dict) -> None:
    before, rest = README.read_text().split(BEGIN)
    after = rest.split(END)[1]
    README.write_text(f"{before}{BEGIN}\n\n{tables(results)}\n\n{END}{after}")


def tables(results: dict) -> str:
    names = [peer.name for peer in peers()]
    machine = results["machine"]
    speed = results["speed"]
    rows = list(dict.fromkeys(row for figures in speed.values() for row in figures))
    figures = table(names, [[row, *(cell(speed.get(name, {}).get(row)) for name in names)] for row in rows])
    behaviours = results["behaviours"]
    checks = [[check, *(mark(behaviours.get(name, {}).get(check)) for name in names)] for check in CHECKS]
    totals = [f"{sum(behaviours.get(name, {}).values())} of {len(CHECKS)}" for name in names]
    checked = table(names, [*checks, ["**together**", *(f"**{total}**" for total in totals)]])
    note = f"Measured {machine['date']} on {machine['cores']} cores ({machine['system']}). Medians."
    alone = [row for part in ("long", "checking", "debugger") for row in results.get(part, {}).items()]
    long = table(["TensorCell"], [[row, cell(value)] for row, value in alone])
    return f"{note}\n\n{figures}\n\n{long}\n\n{checked}"


def table(names: list[str], rows: list[list[str]]) -> str:
    lines = [["", *names], ["---", *("---:" for _ in names)], *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def cell(value: float | str | None) -> str:
    return "–" if value is None else str(value)


def mark(value: bool | None) -> str:
    return {True: "yes", False: "no", None: "–"}[value]


if __name__ == "__main__":
    main(sys.argv[1:])

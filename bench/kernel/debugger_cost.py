"""What JupyterLab's debugger costs: cells and a training where it was never used, where it is attached without a
breakpoint, and after it has gone. With TENSORCELL_BENCH_BEFORE (the main.js of a build of before the debugger, or of any
other) the same cells run there in turn: what the debugger costs while it is off.

Each figure is a factor of medians of rounds that alternate, so that a machine that slows down slows both.
"""

from __future__ import annotations

import os
import statistics
import sys
from dataclasses import replace
from pathlib import Path

from peers import Peer, Running

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "test" / "wire"))
from debugging import Debugging  # noqa: E402

ROUNDS = 7
#: Each gives its own milliseconds, without the check before it.
CELLS = {
    "a dense loop": "for (let i = 0; i < 30_000_000; i++) total = (total * 31 + i) % 1_000_003;",
    "a loop with a function's call": "for (let i = 0; i < 20_000_000; i++) total = step(total, i);",
    "a loop that awaits": "for (let i = 0; i < 100_000; i++) total = await later(total + i);",
    "a training": "await model.fit(x, y, { epochs: 20, batchSize: 32, verbose: 0 });",
}
SETUP = """let total = 1;
const step = (sum: number, i: number) => (sum * 31 + i) % 1_000_003;
const later = async (value: number) => value % 1_000_003;
const x = tf.randomNormal([640, 20]);
const y = tf.randomNormal([640, 1]);
const model = sequential([layers.dense({ units: 32, activation: 'relu', inputShape: [20] }), layers.dense({ units: 1 })]);
model.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
await model.fit(x, y, { epochs: 1, verbose: 0 });"""


def debugger_cost(peer: Peer) -> dict[str, float]:
    """Factors by row."""
    before = os.environ.get("TENSORCELL_BENCH_BEFORE")
    figures = against_itself(peer)
    if before:
        figures.update(against_another(peer, replace(peer, argv=[peer.argv[0], before, *peer.argv[2:]])))
    return figures


def against_itself(peer: Peer) -> dict[str, float]:
    with Running(peer) as never, Running(peer) as other:
        for kernel in (never, other):
            set_up(kernel)
        debugging = Debugging(other.driver)
        debugging.start()
        attached = factors(never, other)
        debugging.end()
        return {
            **{f"{name}, the debugger attached": factor for name, factor in attached.items()},
            **{f"{name}, after it has gone": factor for name, factor in factors(never, other).items()},
        }


def against_another(peer: Peer, before: Peer) -> dict[str, float]:
    with Running(before) as without, Running(peer) as never:
        for kernel in (without, never):
            set_up(kernel)
        return {f"{name}, never used, as a factor of before": factor for name, factor in factors(without, never).items()}


def set_up(kernel: Running) -> None:
    kernel.ready()
    assert kernel.driver.run(SETUP, 120).status == "ok"


def factors(one: Running, other: Running) -> dict[str, float]:
    found = {}
    for name, work in CELLS.items():
        times: tuple[list[float], list[float]] = ([], [])
        for _ in range(ROUNDS):
            for kernel, own in zip((one, other), times):
                own.append(milliseconds(kernel, work))
        found[name] = round(statistics.median(times[1]) / statistics.median(times[0]), 2)
    return found


def milliseconds(kernel: Running, work: str) -> float:
    code = f"{{\n  const begun = performance.now();\n  {work}\n  console.log(performance.now() - begun);\n}}"
    return float(kernel.driver.run(code, 120).text())

"""A long notebook in TensorCell: 500 cells of ten kinds. What do the last ones take beside the first, and how much
memory do the processes hold that serve and check them?"""

from __future__ import annotations

import statistics
import time

import psutil
from peers import Peer, Running

ROUNDS = 50
#: Rounds at the begin and at the end that are compared: 50 cells each.
COMPARED = 5

SETUP = """
const xs = tf.randomNormal([64, 8]), ys = tf.randomNormal([64, 1]);
interface Row { id: number; name: string }
const rows: Row[] = [];
"""
KINDS = {
    "class declared again": """/** Round {n}. */ class Shape {
  readonly sides = {n}; constructor(readonly name = 'shape {n}') {}
  area(scale: number): number { return this.sides * scale; }
}
new Shape().area({n})""",
    "class of its own": "class Shape{n} extends Shape { extra = [{n}, '{n}'] as const } const shape{n} = new Shape{n}(); shape{n}.extra",
    "function": "function step{n}(row: Row): Row { return { ...row, id: row.id + {n} }; } rows.push(step{n}({ id: 1, name: 'r' })); rows.length",
    "fit": """const net = sequential([layers.dense({ units: 4, activation: 'relu', inputShape: [8] }), layers.dense({ units: 1 })]);
net.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
const history = await net.fit(xs, ys, { epochs: 2, batchSize: 32, verbose: 0 }); history.history.loss.length""",
    "plot": "plot.functions({ wave: (x) => Math.sin({n} * x) }, { from: 0, to: 6 })",
    "comm": "const comm = comms.open('bench', { round: {n} }); comm.send({ more: [{n}] }); comm.close()",
    "display": "display.html('<b>{n}</b>', { displayId: 'd' }); display.html('<i>{n}</i>', { displayId: 'd', update: true })",
    "import": "import { createHash } from 'node:crypto'; createHash('sha1').update('{n}').digest('hex').length",
    "mistake": "const wrong{n}: number = 'text {n}';",
    "await": "const waited = await Promise.resolve(rows.map((row) => row.name + {n})); waited.length",
}


def long_run(peer: Peer) -> dict[str, float]:
    with Running(peer) as kernel:
        kernel.ready()
        assert kernel.driver.run(SETUP).status == "ok"
        times: dict[str, list[float]] = {kind: [] for kind in KINDS}
        for n in range(ROUNDS):
            for kind, code in KINDS.items():
                begun = time.perf_counter()
                run = kernel.driver.run(code.replace("{n}", str(n)))
                times[kind].append((time.perf_counter() - begun) * 1000)
                assert run.status == ("error" if kind == "mistake" else "ok"), run.reply
            ask_in_between(kernel, n)
        for kind, all_ in times.items():
            print(f"    {kind}: {middle(all_[:COMPARED]):.1f} → {middle(all_[-COMPARED:]):.1f} ms", flush=True)
        first, last = (sum(middle(all_[part]) for all_ in times.values()) for part in (slice(COMPARED), slice(-COMPARED, None)))
        return {
            "ten cells of ten kinds, ms": round(first, 1),
            "the same after 450 cells, ms": round(last, 1),
            **memory(psutil.Process(kernel.manager.provisioner.pid)),
        }


def memory(protocol: psutil.Process) -> dict[str, float]:
    """Where the checker is a thread, the protocol process holds its memory."""
    checkers = [child for child in protocol.children() if "--snapshot-blob" in child.cmdline()]
    return {
        "memory of the protocol process, MB": megabytes(protocol),
        "memory of the checker's, MB": round(sum(megabytes(checker) for checker in checkers)),
    }


def megabytes(process: psutil.Process) -> int:
    return round(process.memory_info().rss / 1e6)


def ask_in_between(kernel: Running, n: int) -> None:
    """A front end completes and inspects while its user types."""
    kernel.driver.ask("complete_request", {"code": f"shape{n}.", "cursor_pos": len(f"shape{n}.")})
    kernel.driver.ask("inspect_request", {"code": f"step{n}", "cursor_pos": 3, "detail_level": 1})


def middle(values: list[float]) -> float:
    return statistics.median(values)

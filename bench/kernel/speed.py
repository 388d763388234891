"""How fast each kernel is: start, a trivial cell, a cell with the library, completion, Stop, much output."""

from __future__ import annotations

import statistics
import threading
import time
from contextlib import suppress

import psutil
from peers import Peer, Running

ROUNDS = 3
CELLS = 70
LATER = 300
LONG_RUN = 500
SHORT = 5
OUTPUT = {"width": 999, "lines": 100_000}

Figures = dict[str, float | str | None]


def measure(peers: list[Peer]) -> dict[str, Figures]:
    """All peers in turn, several rounds, so that a busy minute of the machine falls on all alike; medians of the rounds."""
    rounds: dict[str, list[Figures]] = {peer.name: [] for peer in peers}
    for peer in peers:
        start(peer)  # not counted: the first leaves what later ones read from the disk
    for _ in range(ROUNDS):
        for peer in peers:
            rounds[peer.name].append({**quick(peer), **library(peer)})
            print(" ", peer.name, rounds[peer.name][-1], flush=True)
    return {peer.name: {**together(rounds[peer.name]), **output(peer)} for peer in peers}


def together(rounds: list[Figures]) -> Figures:
    """A peer that failed in a round is not measured."""
    return {
        name: None if None in values else round(statistics.median(values), 2)
        for name in rounds[0]
        for values in [[figures[name] for figures in rounds]]
    }


def quick(peer: Peer) -> Figures:
    figures: Figures = {
        "start to first result, s": start(peer),
        "to a library cell's, s": start(peer, *library_cell(peer)) if peer.library else None,
    }
    with Running(peer) as kernel:
        kernel.ready()
        figures["Restart to first result, s"] = restart(kernel)
        run = kernel.driver.run
        run("1")
        figures["trivial cell, ms"] = median_ms(lambda n: run(f"{n} + {n}", SHORT), CELLS)
        median_ms(lambda n: run(f"{n} + {n}", SHORT), LATER - 2 * CELLS)
        figures[f"trivial cell after {LATER}, ms"] = median_ms(lambda n: run(f"{n} + {n}", SHORT), CELLS)
        figures["completion, ms"] = median_ms(lambda _: complete(kernel), 20)
        figures["Stop of an endless loop, ms"] = stop(kernel)
    return figures


def start(peer: Peer, *cells: str) -> float:
    begun = time.perf_counter()
    with Running(peer) as kernel:
        kernel.ready()
        for cell in cells or ("1 + 1",):
            kernel.driver.run(cell, timeout=120)
        return round(time.perf_counter() - begun, 3)


def library_cell(peer: Peer) -> tuple[str, ...]:
    load, use = peer.library
    return (load, use.replace("{n}", "3"))


def restart(kernel: Running) -> float:
    kernel.driver.run("1 + 1")
    begun = time.perf_counter()
    kernel.restart_politely()
    kernel.driver.run("1 + 1")
    return round(time.perf_counter() - begun, 3)


def median_ms(work, count: int) -> float:
    """A round that hangs is left out: tslab now and then loses a message."""
    times = []
    for n in range(count):
        with suppress(TimeoutError):
            times.append(timed(work, n))
    return round(statistics.median(times), 2)


def timed(work, n: int) -> float:
    begun = time.perf_counter()
    work(n)
    return (time.perf_counter() - begun) * 1000


def complete(kernel: Running) -> None:
    kernel.driver.ask("complete_request", {"code": "Math.ma", "cursor_pos": 7})


def stop(kernel: Running) -> float | None:
    try:
        cell = kernel.driver.execute(kernel.peer.say("loop"))
        kernel.driver.wait_for_stream(cell, "begun", timeout=10)
        time.sleep(0.2)
        begun = time.perf_counter()
        kernel.manager.interrupt_kernel()
        kernel.driver.reply(cell, timeout=10)
        return round((time.perf_counter() - begun) * 1000, 1)
    except TimeoutError:
        kernel.restart()
        return None


def library(peer: Peer) -> Figures:
    names = ("library cell, ms", f"library cell after {LONG_RUN}, ms")
    if peer.library is None:
        return dict.fromkeys(names)
    load, use = peer.library
    with Running(peer) as kernel:
        kernel.ready()
        if kernel.driver.run(load, timeout=120).status != "ok":
            return dict.fromkeys(names)

        def use_it(n: int) -> None:
            kernel.driver.run(use.replace("{n}", str(n)), SHORT)

        use_it(0)
        early = median_ms(use_it, 50)
        median_ms(use_it, LONG_RUN - 100)
        return dict(zip(names, (early, median_ms(use_it, 50))))


def output(peer: Peer) -> Figures:
    expected = OUTPUT["lines"] * (OUTPUT["width"] + 1)
    with Running(peer) as kernel:
        kernel.ready()
        watch = MemoryWatch(kernel)
        begun = time.perf_counter()
        try:
            length = len(kernel.driver.run(peer.say("output", **OUTPUT), timeout=60).text())
            whole = "yes" if length == expected else f"{100 * length / expected:.0f} %"
        except TimeoutError:
            whole = "no end after 60 s"
        seconds = time.perf_counter() - begun
        growth = watch.finish()
    return {"100 MB of output whole": whole, "… seconds": round(seconds, 1), "… memory grown, MB": growth}


class MemoryWatch(threading.Thread):
    """The most that the kernel's processes grow together."""

    def __init__(self, kernel: Running):
        super().__init__(daemon=True)
        parent = psutil.Process(kernel.manager.provisioner.pid)
        self.processes = [parent, *parent.children(recursive=True)]
        self.before = self.most = self.now()
        self.running = True
        self.start()

    def now(self) -> float:
        return sum(process.memory_info().rss for process in self.processes if process.is_running()) / 1e6

    def run(self) -> None:
        while self.running:
            self.most = max(self.most, self.now())
            time.sleep(0.1)

    def finish(self) -> float:
        self.running = False
        self.join()
        return round(self.most - self.before)

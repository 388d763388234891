"""What else a front end asks while one cell's check takes a minute: the slowest answer of many."""

from __future__ import annotations

import time

from peers import Peer, Running

ROUNDS = 20
TYPES = """type Build<N extends number, T extends unknown[] = []> = T['length'] extends N ? T : Build<N, [...T, unknown]>;
type Add<A extends number, B extends number> = [...Build<A>, ...Build<B>]['length'];
"""
CELL = TYPES + "".join(f"let sum{n}: Add<{n}, {n}> = {2 * n};\n" for n in range(400, 960))


def answers_while_checking(peer: Peer) -> dict[str, float]:
    with Running(peer) as kernel:
        kernel.ready()
        kernel.driver.run("let kept = 41")
        cell = kernel.driver.execute(CELL)
        time.sleep(2)
        slowest = {name: max(timed(kernel, *request) for _ in range(ROUNDS)) for name, request in REQUESTS.items()}
        begun = time.perf_counter()
        kernel.driver.interrupt()
        assert kernel.driver.reply(cell)["ename"] == "Interrupted"
        slowest["Stop, until the cell's end"] = 1000 * (time.perf_counter() - begun)
        assert kernel.driver.run("kept + 1").result == "42"
    return {f"{name}, ms": round(value, 1) for name, value in slowest.items()}


REQUESTS = {
    "kernel_info on shell": ("kernel_info_request", {}, "shell"),
    "kernel_info on control": ("kernel_info_request", {}, "control"),
    "complete": ("complete_request", {"code": "kept.", "cursor_pos": 5}, "shell"),
    "history": ("history_request", {"hist_access_type": "tail", "n": 10}, "shell"),
    "is_complete": ("is_complete_request", {"code": "if (a) {"}, "shell"),
}


def timed(kernel: Running, kind: str, content: dict, channel: str) -> float:
    time.sleep(0.05)
    begun = time.perf_counter()
    kernel.driver.ask(kind, content, channel=channel)
    return 1000 * (time.perf_counter() - begun)

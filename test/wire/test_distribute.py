"""`distribute()` in a notebook: one live chart, Stop stops all, variables stay, and nothing stays behind."""

import json
import os
import time

from conftest import close

SETUP = """
random.setSeed(1);
const x = random.uniform([256, 8]);
const y = x.sum(1, true);
const net = sequential([layers.dense({ units: 8, activation: 'relu', inputShape: [8] }), layers.dense({ units: 1 })]);
net.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
await distribute({ processes: 2 });
"""
PIDS = "JSON.stringify(distribute.info().members.map(({ pid }) => pid))"


def pids(kernel) -> list[int]:
    return json.loads(kernel.run(PIDS).result.strip("'"))


def is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def until(condition, seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_a_fit_by_two_processes(start_kernel):
    manager, kernel = start_kernel()
    try:
        assert kernel.run(SETUP).status == "ok"
        members = pids(kernel)
        assert len(members) == 2 and all(is_there(pid) for pid in members)
        trained = kernel.run("const first = await net.fit(x, y, { epochs: 5 }); first.history.loss.length")
        assert trained.status == "ok" and trained.result == "5"
        shown = trained.contents("display_data") + trained.contents("update_display_data")
        assert len({one["transient"]["display_id"] for one in shown}) == 1
        stopped = kernel.execute("const z = 1; await net.fit(x, y, { epochs: 1_000_000 })")
        kernel.published_until(stopped, lambda message: message["msg_type"] == "display_data")
        time.sleep(1)
        kernel.interrupt()
        assert kernel.finish(stopped).status == "error"
        assert kernel.run("z + 1").result == "2"
        assert pids(kernel) == members
        # The weights are those of the steps that were taken, and training goes on by the same processes.
        again = kernel.run("const after = await net.fit(x, y, { epochs: 1, verbose: 0 }); after.history.loss[0] < first.history.loss[4]")
        assert again.result == "true", again
        assert pids(kernel) == members and all(is_there(pid) for pid in members)
    finally:
        close(manager, kernel)
    until(lambda: not any(is_there(pid) for pid in members))


def test_a_killed_kernel_leaves_none(start_kernel):
    manager, kernel = start_kernel()
    assert kernel.run(SETUP).status == "ok"
    members = pids(kernel)
    session = int(kernel.run("process.pid").result)
    os.kill(session, 9)
    until(lambda: not any(is_there(pid) for pid in members))
    close(manager, kernel)

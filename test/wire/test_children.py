"""Child processes end with the session that started them, however it ends."""

import os
import signal
import time

import pytest
from conftest import close

SPAWN = "import { execSync, spawn } from 'node:child_process';\n"

#: How a cell starts a child that is not meant to end by itself; the last line is a process id.
CHILDREN = {
    "plain": "spawn('sleep', ['300']).pid",
    "that ignores signals": "spawn('sh', ['-c', 'trap : INT TERM HUP; while :; do sleep 1; done']).pid",
    "with a child of its own": (
        "const shell = spawn('sh', ['-c', 'sleep 300 & echo $!; wait']);\n"
        "await new Promise<number>((resolve) => shell.stdout.once('data', (text) => resolve(Number(text))))"
    ),
    "whose parent has ended": "Number(execSync('sleep 300 >/dev/null 2>&1 & echo $!').toString())",
    "detached": "const apart = spawn('sleep', ['300'], { detached: true, stdio: 'ignore' }); apart.unref(); apart.pid",
}

#: How the session ends. A detached child of a session that was killed from outside is not found.
ENDS = {
    "restart": lambda manager, kernel: manager.restart_kernel(now=False),
    "shutdown": lambda manager, kernel: kernel.ask("shutdown_request", {"restart": False}, channel="control"),
    "the kernel's death": lambda manager, kernel: os.kill(manager.provisioner.pid, signal.SIGKILL),
    "exit": lambda manager, kernel: kernel.run("process.exit(0)"),
}


@pytest.mark.parametrize("end", ENDS)
def test_children_end(start_kernel, end):
    manager, kernel = start_kernel()
    kernel.run(SPAWN)
    pids = [int(kernel.run(code).result) for code in CHILDREN.values()]
    assert all(is_alive(pid) for pid in pids)
    ENDS[end](manager, kernel)
    try:
        assert_ended(pids)
    finally:
        close(manager, kernel)


def test_children_of_a_killed_session_end(fresh_kernel):
    _, kernel = fresh_kernel
    kernel.run(SPAWN)
    pids = [int(kernel.run(code).result) for name, code in CHILDREN.items() if name != "detached"]
    started = time.monotonic()
    assert kernel.run("process.kill(process.pid, 'SIGKILL'); await new Promise(() => {})").reply["ename"] == "SessionEnded"
    assert time.monotonic() - started < 10
    assert_ended(pids)


def test_stop_where_no_cell_runs_ends_children(fresh_kernel):
    _, kernel = fresh_kernel
    kernel.run(SPAWN)
    pids = [int(kernel.run(code).result) for code in (CHILDREN["plain"], CHILDREN["that ignores signals"])]
    kept = int(kernel.run("keepRunning(() => spawn('sleep', ['300'])).pid").result)
    kernel.interrupt()
    assert_ended(pids)
    assert is_alive(kept)


def test_a_kept_detached_child_outlives_the_session(start_kernel):
    manager, kernel = start_kernel()
    kernel.run(SPAWN)
    pid = int(
        kernel.run(
            "const service = keepRunning(() => spawn('sleep', ['300'], { detached: true, stdio: 'ignore' })); service.unref(); service.pid"
        ).result
    )
    cell = kernel.execute("console.log('begun'); await new Promise(() => {})")
    kernel.wait_for_stream(cell, "begun")
    kernel.interrupt()
    kernel.reply(cell)
    session = int(kernel.run("process.pid").result)
    close(manager, kernel)
    try:
        assert_ended([session])
        assert is_alive(pid)
    finally:
        os.kill(pid, signal.SIGKILL)


@pytest.mark.parametrize("stdio", ["['ignore', 'pipe', 'pipe', 3]", "['ignore', 'pipe', 'pipe', 'ignore', 'inherit']", "[4]"])
def test_the_kernels_own_pipes_are_not_given_away(kernel, stdio):
    kernel.run(SPAWN)
    assert "descriptors 3 to 5" in kernel.run(f"spawn('true', {{ stdio: {stdio} as never }})").error["evalue"]
    assert kernel.run("const { stdout } = await sh`ls /proc/self/fd`; stdout.split('\\n').length").status == "ok"


def assert_ended(pids: list[int]) -> None:
    deadline = time.monotonic() + 10
    while alive := [pid for pid in pids if is_alive(pid)]:
        assert time.monotonic() < deadline, f"{len(alive)} of {len(pids)} processes live on: {alive}"
        time.sleep(0.05)


def is_alive(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().split(")")[-1].split()[0] != "Z"
    except FileNotFoundError:
        return False

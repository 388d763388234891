"""The session may die in every way; the kernel tells, starts another and goes on."""

import os
import signal
import subprocess
import time

import pytest
from conftest import MAIN, close
from jupyter_client.connect import write_connection_file

DEATHS = {
    "exit": ("process.exit(3)", "exit code 3"),
    "abort": ("process.abort()", "SIGABRT"),
    "kill": ("process.kill(process.pid, 'SIGKILL'); await new Promise(() => {})", "killed"),
}


@pytest.mark.parametrize("name", DEATHS)
def test_death_of_the_session(kernel, name):
    code, words = DEATHS[name]
    kernel.run("const gone = 1")
    run = kernel.run(code)
    assert run.status == "error"
    assert run.reply["ename"] == "SessionEnded"
    assert words in run.reply["evalue"] and "fresh session" in run.reply["evalue"]
    assert run.types[-1] == "status"
    assert kernel.run("6 * 7").result == "42"
    assert kernel.run("gone").error["ename"] == "TypeError"


def test_out_of_memory(start_kernel):
    manager, kernel = start_kernel(environment={"NODE_OPTIONS": "--max-old-space-size=300"})
    run = kernel.run("const all: number[][] = []; while (true) all.push(new Array(100_000).fill(1.5))")
    assert "out of memory" in run.reply["evalue"]
    assert "GC" not in run.text("stderr")
    assert kernel.run("6 * 7").result == "42"
    assert kernel.ask("kernel_info_request", channel="control")["status"] == "ok"
    close(manager, kernel)


def test_queue_behind_a_death_is_aborted(kernel):
    ids = [kernel.execute("process.exit(0)"), kernel.execute("1")]
    assert [kernel.reply(msg_id)["status"] for msg_id in ids] == ["error", "aborted"]


def test_session_ends_with_the_kernel(start_kernel):
    manager, kernel = start_kernel()
    pid = int(kernel.run("process.pid").result)
    os.kill(manager.provisioner.pid, signal.SIGKILL)
    deadline = time.monotonic() + 10
    while is_alive(pid):
        assert time.monotonic() < deadline, "the session outlived its kernel"
        time.sleep(0.1)
    kernel.client.stop_channels()
    manager.shutdown_kernel(now=True)


def test_kernel_ends_whose_server_was_killed_while_it_started(tmp_path):
    server = subprocess.Popen(["true"])
    server.wait()
    file, _ = write_connection_file(str(tmp_path / "connection.json"))
    kernel = subprocess.Popen(
        ["node", str(MAIN), "kernel", file], env={**os.environ, "JPY_PARENT_PID": str(server.pid)}
    )
    try:
        assert kernel.wait(timeout=20) == 0
    finally:
        kernel.kill()


def is_alive(pid: int) -> bool:
    try:
        with open(f"/proc/{pid}/stat") as file:
            return file.read().split(")")[-1].split()[0] != "Z"
    except FileNotFoundError:
        return False

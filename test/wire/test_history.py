"""history_request, kept across kernels, and where it cannot be kept."""

import os
import resource
import time

import pytest
from conftest import close


def test_history_across_kernels(start_kernel, tmp_path):
    manager, first = start_kernel(tmp_path)
    first.run("const alpha = 1")
    first.run("alpha + 1")
    first.run("'hidden'", store_history=False)
    first.client.stop_channels()
    manager.shutdown_kernel()

    manager, second = start_kernel(tmp_path)
    second.run("'beta'")
    tail = second.ask("history_request", {"hist_access_type": "tail", "n": 3, "output": False, "raw": True})
    assert [entry[2] for entry in tail["history"]] == ["const alpha = 1", "alpha + 1", "'beta'"]
    search = second.ask(
        "history_request", {"hist_access_type": "search", "pattern": "*alpha*", "output": True, "raw": True}
    )
    assert [entry[2] for entry in search["history"]] == [["const alpha = 1", None], ["alpha + 1", "2"]]
    here = second.ask("history_request", {"hist_access_type": "range", "session": 0, "start": 1, "raw": True})
    assert [entry[2] for entry in here["history"]] == ["'beta'"]
    close(manager, second)


FAULTS = {
    "locked": lambda file: file.with_name(f"{file.name}.lock").mkdir(),
    "overwritten": lambda file: file.write_bytes(b"no database" * 1000),
    "deleted": lambda file: file.unlink(),
    "replaced by a folder": lambda file: (file.unlink(), file.mkdir()),
    "cut": lambda file: os.truncate(file, 1000),
}
TAIL = {"hist_access_type": "tail", "n": 2, "output": False, "raw": True}


@pytest.mark.parametrize("name", FAULTS)
def test_history_that_cannot_be_written(start_kernel, tmp_path, name):
    manager, kernel = start_kernel(tmp_path)
    kernel.run("const first = 1")
    kernel.ask("history_request", TAIL)
    FAULTS[name](tmp_path / "history.sqlite")
    kernel.run("const second = 2")
    time.sleep(1)
    assert [entry[2] for entry in kernel.ask("history_request", TAIL)["history"]] == ["const first = 1", "const second = 2"]
    assert kernel.run("first + second").result == "3"
    other_manager, other = start_kernel(tmp_path)
    assert other.run("6 * 7").result == "42"
    assert kernel.ask("kernel_info_request")["status"] == "ok"
    close(other_manager, other)
    close(manager, kernel)


def test_history_on_a_full_disk(start_kernel, tmp_path):
    """A limit on the size of files stands for the disk that is full."""
    manager, kernel = start_kernel(tmp_path)
    kernel.run("'small'")
    kernel.ask("history_request", TAIL)
    pid, size = manager.provisioner.pid, (tmp_path / "history.sqlite").stat().st_size
    _, hard = resource.prlimit(pid, resource.RLIMIT_FSIZE, (size, resource.RLIM_INFINITY))
    for number in range(2, 6):
        assert kernel.run(f"'{'x' * 5000}'; {number}").result == str(number)
        time.sleep(0.6)
    assert [entry[1] for entry in kernel.ask("history_request", TAIL)["history"]] == [4, 5]
    resource.prlimit(pid, resource.RLIMIT_FSIZE, (hard, hard))
    kernel.client.stop_channels()
    manager.shutdown_kernel()
    manager, other = start_kernel(tmp_path)
    tail = other.ask("history_request", {**TAIL, "n": 5})["history"]
    assert [entry[1] for entry in tail] == [1, 2, 3, 4, 5]
    close(manager, other)

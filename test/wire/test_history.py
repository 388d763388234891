"""history_request, kept across kernels."""

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

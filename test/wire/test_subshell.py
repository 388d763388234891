"""Subshells (JEP 91): a second console evaluates while a cell awaits."""


def test_second_lane(kernel):
    subshell = kernel.ask("create_subshell_request", channel="control")["subshell_id"]
    cell = kernel.execute("let ticks = 0; console.log('begun'); await new Promise((resolve) => setTimeout(resolve, 2000)); ticks")
    kernel.wait_for_stream(cell, "begun")
    beside = kernel.execute("6 * 7", subshell_id=subshell)
    assert kernel.finish(beside, timeout=1.9).result == "42"
    assert kernel.finish(cell).result == "0"
    assert kernel.ask("list_subshell_request", channel="control")["subshell_id"] == [subshell]
    assert kernel.ask("delete_subshell_request", {"subshell_id": subshell}, channel="control")["status"] == "ok"
    assert kernel.run("1", subshell_id=subshell).status == "error"

"""A check that takes long stands in nobody's way but its own cell's: all else is answered, Stop ends it, and a
checker that was given up or crashed is replaced by one that knows as much."""

import time

import pytest

TUPLES = """type Build<N extends number, T extends unknown[] = []> = T['length'] extends N ? T : Build<N, [...T, unknown]>;
type Add<A extends number, B extends number> = [...Build<A>, ...Build<B>]['length'];
"""
#: A minute's work of a fast machine, several of a slow one.
SUMS = "".join(f"let sum{n}: Add<{n}, {n}> = {2 * n};\n" for n in range(400, 960))

#: Each takes a checker longer than its test.
SLOW = {
    "a recursive tuple type": TUPLES + SUMS,
    "many additions": "const sum = " + " + ".join(map(str, range(20_000))) + ";\n" + TUPLES + SUMS,
    "a long literal": "const rows = ["
    + ", ".join(f"{{ id: {n}, name: 'n{n}', value: {n / 3}, ['k' + {n}]: [{n}, '{n}'] }}" for n in range(60_000))
    + "];",
}

#: The machine may be busy; without a thread of its own these would wait for the check's end.
SOON = 2.0


def checking(kernel, cell: str) -> str:
    request = kernel.execute(cell)
    kernel.published_until(request, lambda message: message["msg_type"] == "execute_input")
    time.sleep(0.5)
    return request


def within(seconds: float, work):
    begun = time.perf_counter()
    answer = work()
    assert time.perf_counter() - begun < seconds
    return answer


@pytest.mark.parametrize("name", SLOW)
def test_all_else_is_answered_and_stop_ends_the_check(kernel, name):
    kernel.run("/** Kept. */ interface Kept { answer: number }; let kept: Kept = { answer: 41 }")
    cell = checking(kernel, SLOW[name])
    within(SOON, lambda: kernel.ask("kernel_info_request", channel="control"))
    within(SOON, lambda: kernel.ask("kernel_info_request"))
    assert within(SOON, lambda: kernel.ask("complete_request", {"code": "kept.", "cursor_pos": 5}))["matches"] == []
    assert within(SOON, lambda: kernel.ask("inspect_request", {"code": "kept", "cursor_pos": 4}))["found"] is False
    assert within(SOON, lambda: kernel.ask("is_complete_request", {"code": "if (a) {"}))["status"] == "incomplete"
    assert within(SOON, lambda: kernel.ask("history_request", {"hist_access_type": "tail", "n": 1}))["history"]
    within(SOON, lambda: kernel.ask("comm_info_request"))
    within(SOON, kernel.interrupt)
    reply = within(SOON, lambda: kernel.reply(cell))
    assert reply["ename"] == "Interrupted" and "while its types were checked" in reply["evalue"]
    # The checker that comes next knows the names, their types and how they were written.
    assert kernel.run("kept.answer + 1").result == "42"
    assert "Property 'question' does not exist" in kernel.run("kept.question").error["evalue"]
    assert "Kept." in str(kernel.ask("inspect_request", {"code": "let k: Kept", "cursor_pos": 11, "detail_level": 1}))


def test_stop_ends_checks_that_wait_too(kernel):
    subshell = kernel.ask("create_subshell_request", channel="control")["subshell_id"]
    cells = [checking(kernel, SLOW["a recursive tuple type"]), kernel.execute("1 + 1", subshell_id=subshell)]
    time.sleep(0.2)
    kernel.interrupt()
    assert [kernel.reply(cell)["ename"] for cell in cells] == ["Interrupted"] * 2
    assert kernel.run("1 + 1").result == "2"


def test_cells_run_while_another_is_checked(kernel):
    """A cell that was checked before computes, prints and answers comms meanwhile."""
    subshell = kernel.ask("create_subshell_request", channel="control")["subshell_id"]
    printing = kernel.execute("for (let n = 0; n < 20; n++) { console.log('tick'); await new Promise((r) => setTimeout(r, 200)) }")
    kernel.wait_for_stream(printing, "tick")
    cell = kernel.execute(SLOW["a recursive tuple type"], subshell_id=subshell)
    assert within(15, lambda: kernel.finish(printing)).status == "ok"
    kernel.interrupt()
    assert kernel.reply(cell)["ename"] == "Interrupted"


def test_a_check_has_a_limit(start_kernel):
    manager, kernel = start_kernel(environment={"TENSORCELL_CHECK_SECONDS": "8"})
    try:
        kernel.run("let kept = 41")
        error = kernel.run(SLOW["a recursive tuple type"]).error
        assert error["ename"] == "CheckEnded"
        assert "within 8 s" in error["evalue"] and "`let sum" in error["evalue"] and "TENSORCELL_CHECK_SECONDS" in error["evalue"]
        assert kernel.run("kept + 1").result == "42"
    finally:
        kernel.client.stop_channels()
        manager.shutdown_kernel(now=True)


def test_a_check_that_takes_long_is_told_of_with_its_statement(kernel):
    cell = kernel.execute(f"let quick = 1;\n{SLOW['a recursive tuple type']}")
    kernel.wait_for_stream(cell, ": `let sum")
    kernel.interrupt()
    assert ": `let sum" in kernel.reply(cell)["evalue"]

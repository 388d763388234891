"""input_request: typed lines, passwords, front ends that cannot ask, Stop."""

import pytest


def typed(kernel, code, value):
    cell = kernel.execute(code, allow_stdin=True)
    request = kernel.client.get_stdin_msg(timeout=30)
    assert request["parent_header"]["msg_id"] == cell
    kernel.client.input(value)
    return request["content"], kernel.finish(cell)


@pytest.mark.parametrize("call", ["await input('Name? ')", "prompt('Name? ')"])
def test_a_line(kernel, call):
    request, run = typed(kernel, f"const name{len(call)} = {call}; name{len(call)}.toUpperCase()", "Ada")
    assert request == {"prompt": "Name? ", "password": False}
    assert run.result == "'ADA'"


def test_password(kernel):
    request, run = typed(kernel, "(await input('Secret: ', { password: true })).length", "12345")
    assert request["password"] is True
    assert run.result == "5"


def test_front_end_that_cannot_ask(kernel):
    run = kernel.run("await input('?')")
    assert run.status == "error" and "cannot ask" in run.error["evalue"]


@pytest.mark.parametrize("call", ["await input('?')", "prompt('?')"])
def test_stop_while_waiting(kernel, call):
    cell = kernel.execute(call, allow_stdin=True)
    kernel.client.get_stdin_msg(timeout=30)
    kernel.interrupt()
    assert kernel.reply(cell)["ename"] == "Interrupted"
    assert kernel.run("1").result == "1"

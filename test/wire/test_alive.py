"""What the kernel answers, even while a cell computes without a pause."""

import time

import pytest

QUESTIONS = {
    "kernel_info_request": {},
    "complete_request": {"code": "Math.ma", "cursor_pos": 7},
    "inspect_request": {"code": "Math.max", "cursor_pos": 8, "detail_level": 0},
    "is_complete_request": {"code": "for (;;) {"},
    "history_request": {"hist_access_type": "tail", "n": 1, "output": False, "raw": True},
    "comm_info_request": {},
}


def test_kernel_info(kernel):
    info = kernel.ask("kernel_info_request")
    assert info["status"] == "ok" and info["protocol_version"] == "5.5"
    assert info["language_info"]["name"] == "typescript"
    assert "kernel subshells" in info["supported_features"]
    assert info["help_links"]


@pytest.mark.parametrize("msg_type", QUESTIONS)
def test_answers_while_computing(kernel, msg_type):
    cell = kernel.execute("console.log('begun'); while (true) {}")
    kernel.wait_for_stream(cell, "begun")
    answer = kernel.ask(msg_type, QUESTIONS[msg_type], timeout=20)
    assert answer["status"] in ("ok", "incomplete")
    if msg_type == "complete_request":
        assert "max" in answer["matches"]
    kernel.interrupt()
    assert kernel.reply(cell)["ename"] == "Interrupted"


def wait_for_heartbeat(channel) -> None:
    """The client's thread looks once a second, and calls a kernel that was slow to start dead until it looks again."""
    deadline = time.monotonic() + 15
    while not channel.is_beating():
        assert time.monotonic() < deadline, "no heartbeat"
        time.sleep(0.2)


def test_heartbeat_and_control_while_computing(kernel):
    cell = kernel.execute("console.log('begun'); while (true) {}")
    kernel.wait_for_stream(cell, "begun")
    wait_for_heartbeat(kernel.client.hb_channel)
    assert kernel.ask("kernel_info_request", channel="control")["status"] == "ok"
    kernel.interrupt()
    kernel.reply(cell)


@pytest.mark.parametrize(
    ("code", "status"),
    [("1 + 1", "complete"), ("for (;;) {", "incomplete"), ("`open", "incomplete"), ("const = ]", "invalid")],
)
def test_is_complete(kernel, code, status):
    assert kernel.ask("is_complete_request", {"code": code})["status"] == status


def test_completion_knows_variables_and_library(kernel):
    kernel.run("const measured = { width: 1, height: 2 }")
    assert "height" in kernel.ask("complete_request", {"code": "measured.h", "cursor_pos": 10})["matches"]
    assert "tensor2d" in kernel.ask("complete_request", {"code": "tf.tens", "cursor_pos": 7})["matches"]
    assert "display" in kernel.ask("complete_request", {"code": "displ", "cursor_pos": 5})["matches"]


def test_inspection_shows_the_persons_own_comment(kernel):
    kernel.run("/** Doubles a number. */\nfunction double(n: number): number { return 2 * n; }")
    answer = kernel.ask("inspect_request", {"code": "double", "cursor_pos": 3, "detail_level": 0})
    assert answer["found"] and "Doubles a number." in str(answer["data"])


def test_cursor_counts_characters(kernel):
    code = "const smile = '😀'; Math.ma"
    answer = kernel.ask("complete_request", {"code": code, "cursor_pos": len(code)})
    assert "max" in answer["matches"] and answer["cursor_end"] == len(code)

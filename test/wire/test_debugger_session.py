"""Stop, restart and the rest of the kernel while the session stands at a breakpoint."""

from __future__ import annotations

import os
import signal
import time

import pytest
from conftest import close
from debugging import Debugging

LOOP = "let total = 0;\nfor (let i = 0; i < 3; i++) {\n  total += i;\n}\ntotal"


@pytest.fixture
def own(start_kernel):
    """A kernel that a test may break."""
    manager, driver = start_kernel()
    debugging = Debugging(driver)
    debugging.start()
    yield debugging
    close(manager, driver)


@pytest.mark.parametrize(
    "code",
    [LOOP, "await null;\n" + LOOP, "try {\n  while (true) {\n    await null;\n  }\n} catch {}\nawait new Promise(() => {})"],
)
def test_stop_ends_a_cell_at_a_breakpoint(own, code):
    line = next(n for n, text in enumerate(code.split("\n"), 1) if "total +=" in text or "await null" in text and n > 1)
    own.set(code, line)
    cell = own.stops(code)
    begun = time.monotonic()
    own.driver.interrupt()
    assert own.finish(cell).error["ename"] == "Interrupted"
    assert time.monotonic() - begun < 4
    assert [one["content"]["event"] for one in own.seen if one["msg_type"] == "debug_event"][-1] == "continued"
    assert own.body("debugInfo")["stoppedThreads"] == []
    own.seen.clear()
    if "total" in code:
        cell = own.stops(code)
        own.set(code)
        own.go()
        assert own.finish(cell).result == "3"


def test_a_cell_that_is_run_at_once_after_stop_stops_at_its_breakpoint(own):
    own.set(LOOP, 3)
    for _ in range(8):
        cell = own.stops(LOOP)
        own.driver.interrupt()
        assert own.finish(cell).error["ename"] == "Interrupted"
        own.seen.clear()


def test_two_stops_with_a_cell_between_end_both(own):
    own.set(LOOP, 3)
    first = own.stops(LOOP)
    own.driver.interrupt()
    assert own.finish(first).error["ename"] == "Interrupted"
    second = own.driver.execute("while (true) {}")
    own.driver.interrupt()
    time.sleep(0.5)
    own.driver.interrupt()
    assert own.finish(second).error["ename"] == "Interrupted"
    assert own.driver.run("1 + 1").result == "2"


def test_the_rest_answers_at_a_breakpoint(own):
    own.driver.run("const shared = 41;")
    own.set(LOOP, 3)
    cell = own.stops(LOOP)
    driver = own.driver
    assert driver.ask("complete_request", {"code": "Math.fro", "cursor_pos": 8}, timeout=10)["matches"] == ["fround"]
    assert driver.ask("inspect_request", {"code": "shared", "cursor_pos": 3, "detail_level": 0}, timeout=10)["found"]
    assert driver.ask("is_complete_request", {"code": "f("}, timeout=10)["status"] == "incomplete"
    assert driver.ask("kernel_info_request", timeout=10)["debugger"]
    own.set(LOOP)
    own.go()
    assert own.finish(cell).result == "3"


def test_a_front_end_that_goes_leaves_the_session_running(own):
    own.set(LOOP, 3)
    cell = own.stops(LOOP)
    assert own.ask("disconnect", restart=False, terminateDebuggee=False)["success"]
    assert own.finish(cell).result == "3"
    info = own.body("debugInfo")
    assert (info["isStarted"], info["breakpoints"], info["stoppedThreads"]) == (False, [], [])
    assert own.driver.run(LOOP).result == "3"
    own.start()
    own.set(LOOP, 3)
    cell = own.stops(LOOP)
    own.ask("terminate")
    assert own.finish(cell).result == "3"


def test_a_session_that_exits_is_debugged_again_in_the_next(own):
    own.set(LOOP, {"line": 3, "condition": "i === 2"})
    begun = time.monotonic()
    assert own.driver.run("process.exit(3)").error["ename"] == "SessionEnded"
    assert time.monotonic() - begun < 10, "the debugger keeps no process from its exit"
    info = own.body("debugInfo")
    assert info["isStarted"] and info["breakpoints"][0]["breakpoints"] == [{"line": 3, "condition": "i === 2"}]
    cell = own.stops(LOOP)
    assert own.value("i") == "2"
    own.go()
    assert own.finish(cell).result == "3"


def test_a_session_that_is_killed_at_a_breakpoint(own):
    own.driver.run("const pid = process.pid;")
    pid = int(own.driver.run("pid").result)
    own.set(LOOP, 3)
    cell = own.stops(LOOP)
    os.kill(pid, signal.SIGKILL)
    assert own.finish(cell).error["ename"] == "SessionEnded"
    assert own.body("debugInfo")["stoppedThreads"] == []
    own.seen.clear()
    cell = own.stops(LOOP)
    own.set(LOOP)
    own.go()
    assert own.finish(cell).result == "3"


def test_restart_at_a_breakpoint(start_kernel):
    manager, driver = start_kernel()
    debugging = Debugging(driver)
    debugging.start()
    debugging.set(LOOP, 3)
    debugging.stops(LOOP)
    try:
        manager.restart_kernel(now=False)
        driver.client.wait_for_ready(timeout=60)
        assert debugging.body("debugInfo")["isStarted"] is False
        assert driver.run(LOOP).result == "3"
    finally:
        close(manager, driver)


def test_input_and_charts_go_on_after_a_stop(own):
    code = "let seen = 0;\nfor (let i = 0; i < 3; i++) {\n  await display.html(`<b>${i}</b>`, { displayId: 'd', update: i > 0 });\n  seen += 1;\n}\nseen"
    own.set(code, 4)
    cell = own.stops(code)
    for _ in range(2):
        own.go()
        own.event("stopped")
    own.go()
    run = own.finish(cell)
    assert run.result == "3"
    assert [one for one in run.types if "display" in one] == ["display_data", "update_display_data", "update_display_data"]


TRAINING = """const model = sequential([layers.dense({{ units: 1, inputShape: [2] }})]);
const ownLoss = (truth: tf.Tensor, guess: tf.Tensor) => {{
  const difference = tf.sub(truth, guess);
  return tf.mean(tf.square(difference));
}};
model.compile({{ optimizer: 'sgd', loss: ownLoss }});
await model.fit(tf.ones([8, 2]), tf.ones([8, 1]), {{ epochs: 2, batchSize: 4, verbose: 0{options} }});
'done'"""


def training(options: str) -> str:
    return TRAINING.format(options=options)


def test_traced_code_is_stopped_in_while_it_is_traced_and_says_so(own):
    code = training("")
    own.set(code, 4)
    cell = own.stops(code)
    stops = 1
    assert "traced" in own.scopes()["Locals"]["difference"]["value"]
    assert own.scopes()["Locals"]["truth"]["value"].startswith("traced")
    while True:
        own.go()
        got = own.receive(
            lambda one: one["content"].get("event") == "stopped" or one["msg_type"] in ("execute_result", "error")
        )
        if got["msg_type"] != "debug_event":
            break
        stops += 1
    run = own.finish(cell)
    assert run.result == "'done'"
    assert stops <= 3, "not at every step"
    assert run.text("stderr").count("fit({ eager: true })") == 1


def test_eager_fit_stops_at_every_step_with_values(own):
    code = training(", eager: true")
    own.set(code, 4)
    cell = own.stops(code)
    for step in range(4):
        assert own.scopes()["Locals"]["difference"]["type"] == "float32 [4, 1]"
        own.go()
        if step < 3:
            own.event("stopped")
    run = own.finish(cell)
    assert run.result == "'done'"
    assert "traced" not in run.text("stderr")


@pytest.mark.parametrize("behind", ["next", "stepIn", "stepOut", "continue", "evaluate", "stackTrace"])
def test_a_front_end_that_leaves_right_behind_a_request_ends_no_session(kernel, behind):
    code = "let at = 0;\nfor (let i = 0; i < 50; i++) {\n  at += i;\n}\nat"
    kernel.run("const kept = 41")
    for _ in range(15):
        debugging = Debugging(kernel)
        debugging.start()
        debugging.set(code, 3)
        cell = debugging.stops(code)
        given = {"expression": "at", "frameId": 1} if behind == "evaluate" else {"threadId": 1}
        asked = [debugging.send(behind, **given), debugging.send("disconnect")]
        for request in asked:
            kernel.reply(request, "control")
        assert debugging.finish(cell).result == "1225"
    assert kernel.run("kept + 1").result == "42"


@pytest.mark.parametrize("delay", [0, 0.3, 0.6])
def test_a_front_end_that_leaves_while_another_session_starts_may_come_back(own, delay):
    own.driver.execute("process.exit(0)", stop_on_error=False)
    time.sleep(delay)
    own.ask("disconnect")
    assert own.driver.run("20 + 1").result == "21"
    own.start()
    own.set(LOOP, 3)
    cell = own.stops(LOOP)
    own.set(LOOP)
    own.go()
    assert own.finish(cell).result == "3"

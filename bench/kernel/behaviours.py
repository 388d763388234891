"""Twenty-seven things that a kernel should do, tried from outside. Each check is true, false, or hangs (false)."""

from __future__ import annotations

import time
from collections.abc import Callable

from peers import Peer, Running

SHORT = 6
Check = Callable[[Running], bool]


def shows(k: Running, code: str, expected: str) -> bool:
    """Whether a cell works: where its result is no execute_result, it may be printed."""
    run = k.driver.run(code, SHORT)
    return expected in (run.result, run.text().strip())


def execute_result(k: Running) -> bool:
    return k.driver.run("6 * 7", SHORT).result == "42"


def error_content(k: Running) -> bool:
    run = k.driver.run(k.peer.say("raise"), SHORT)
    name, value = k.peer.says["error"]
    return run.error["ename"] == name and run.error["evalue"] == value and bool(run.error["traceback"])


def traceback_line(k: Running) -> bool:
    run = k.driver.run(k.peer.say("raise"), SHORT)
    return any(mark in run.traceback for mark in (":2:", "line: 2", "line 2", "----> 2"))


def queue_aborted(k: Running) -> bool:
    ids = [k.driver.execute(code) for code in (k.peer.say("raise"), "1")]
    if [k.driver.reply(i, timeout=SHORT)["status"] for i in ids] != ["error", "aborted"]:
        return False
    ids = [k.driver.execute(k.peer.say("raise"), stop_on_error=False), k.driver.execute("1")]
    return [k.driver.reply(i, timeout=SHORT)["status"] for i in ids] == ["error", "ok"]


def stops(k: Running, code: str) -> bool:
    k.driver.run(k.peer.say("assign", name="kept", value=41), SHORT)
    cell = k.driver.execute(code)
    k.driver.wait_for_stream(cell, "begun", SHORT)
    time.sleep(0.3)
    k.manager.interrupt_kernel()
    return k.driver.reply(cell, timeout=SHORT)["status"] == "error" and shows(k, "kept + 1", "42")


def loop_stopped(k: Running) -> bool:
    return stops(k, k.peer.say("loop"))


def await_stopped(k: Running) -> bool:
    return stops(k, k.peer.say("await"))


def answered_while_computing(k: Running, msg_type: str, content: dict, channel: str = "shell") -> bool:
    cell = k.driver.execute(k.peer.say("loop"))
    k.driver.wait_for_stream(cell, "begun", SHORT)
    try:
        return k.driver.ask(msg_type, content, channel, timeout=2)["status"] == "ok"
    finally:
        k.restart()


def completion_while_computing(k: Running) -> bool:
    return answered_while_computing(k, "complete_request", {"code": "pri", "cursor_pos": 3})


def inspection_while_computing(k: Running) -> bool:
    name = k.peer.say("builtin")
    return answered_while_computing(k, "inspect_request", {"code": name, "cursor_pos": 2, "detail_level": 0})


def info_while_computing(k: Running) -> bool:
    return answered_while_computing(k, "kernel_info_request", {}, "control")


def typed_input(k: Running) -> bool:
    cell = k.driver.execute(k.peer.say("input"), allow_stdin=True)
    k.client.get_stdin_msg(timeout=SHORT)
    k.client.input("Ada")
    run = k.driver.finish(cell, SHORT)
    return "Ada" in (run.result or run.text())


def history(k: Running) -> bool:
    k.driver.run("1 + 1", SHORT)
    base = {"output": False, "raw": True, "session": 0, "start": 1, "n": 5}
    tail = k.driver.ask("history_request", {**base, "hist_access_type": "tail"}, timeout=SHORT)
    found = k.driver.ask("history_request", {**base, "hist_access_type": "search", "pattern": "1 +*"}, timeout=SHORT)
    return bool(tail["history"]) and bool(found["history"])


def comm_info(k: Running) -> bool:
    return k.driver.ask("comm_info_request", timeout=SHORT) == {"status": "ok", "comms": {}} or bool(
        "comms" in k.driver.ask("comm_info_request", timeout=SHORT)
    )


def comm_from_front_end(k: Running) -> bool:
    k.driver.run(k.peer.say("comm"), SHORT)
    opened = k.driver.send("comm_open", {"comm_id": "c", "target_name": "echo", "data": {}})
    published = k.driver.published_until_idle(opened, SHORT)
    return any(m["msg_type"] == "comm_msg" and m["content"]["data"] == {"opened": True} for m in published)


def user_expressions(k: Running) -> bool:
    run = k.driver.run(k.peer.say("assign", name="base", value=20), SHORT, user_expressions={"sum": "base + 1"})
    return run.reply["user_expressions"]["sum"]["data"]["text/plain"] == "21"


def silent(k: Running) -> bool:
    before = k.driver.run("1", SHORT).reply["execution_count"]
    run = k.driver.run("2", SHORT, silent=True)
    k.driver.run("3", SHORT, store_history=False)
    quiet = not {"execute_input", "execute_result"} & set(run.types)
    return quiet and k.driver.run("4", SHORT).reply["execution_count"] == before + 1


def inspect(k: Running, name: str) -> dict:
    return k.driver.ask("inspect_request", {"code": name, "cursor_pos": 3, "detail_level": 0}, timeout=SHORT)


def inspect_standard(k: Running) -> bool:
    return inspect(k, k.peer.say("builtin"))["found"]


def inspect_own(k: Running) -> bool:
    k.driver.run(k.peer.say("documented"), SHORT)
    return "Doubles a number." in str(inspect(k, "documented")["data"])


def is_complete(k: Running, what: str) -> str:
    return k.driver.ask("is_complete_request", {"code": k.peer.says[what]}, timeout=SHORT)["status"]


def completeness(k: Running) -> bool:
    return [is_complete(k, what) for what in ("incomplete", "invalid")] == ["incomplete", "invalid"]


def type_error_first(k: Running) -> bool:
    run = k.driver.run(k.peer.say("type error"), SHORT)
    return run.text() == "" and (run.status == "error" or "2:" in run.text("stderr"))


def stray_error(k: Running) -> bool:
    cell = k.driver.execute(k.peer.say("stray"))
    k.driver.published_until(
        cell,
        lambda m: m["msg_type"] in ("error", "stream") and "nobody caught me" in str(m["content"]),
        SHORT,
    )
    return shows(k, "1", "1")


def late_output(k: Running) -> bool:
    cell = k.driver.execute(k.peer.say("later"))
    k.driver.published_until_idle(cell, SHORT)
    k.driver.run("1", SHORT)
    k.driver.wait_for_stream(cell, "after the end", SHORT)
    return True


def exit_survived(k: Running) -> bool:
    cell = k.driver.execute(k.peer.say("exit"))
    return k.driver.reply(cell, timeout=SHORT)["status"] == "error" and shows(k, "6 * 7", "42")


def ten_megabytes(k: Running) -> bool:
    return len(k.driver.run(k.peer.say("output", width=99, lines=100_000), 30).text()) == 10_000_000


def bad_signature(k: Running) -> bool:
    right = k.client.session.key
    k.client.session.key = b"wrong"
    k.driver.execute(k.peer.say("assign", name="forged", value=1))
    k.client.session.key = right
    return shows(k, "6 * 7", "42") and k.driver.run("forged", SHORT).status == "error"


def displays(k: Running) -> bool:
    run = k.driver.run(k.peer.say("update"), SHORT)
    return {"display_data", "update_display_data", "clear_output"} <= set(run.types)


def subshell(k: Running) -> bool:
    shell = k.driver.ask("create_subshell_request", channel="control", timeout=SHORT)["subshell_id"]
    cell = k.driver.execute(k.peer.say("await"))
    k.driver.wait_for_stream(cell, "begun", SHORT)
    try:
        return k.driver.run("6 * 7", SHORT, subshell_id=shell).result == "42"
    finally:
        k.restart()


def prints_live(k: Running) -> bool:
    cell = k.driver.execute(k.peer.say("loop"))
    try:
        k.driver.wait_for_stream(cell, "begun", SHORT)
        return True
    finally:
        k.restart()


CHECKS: dict[str, Check] = {
    "execute_result": execute_result,
    "error with ename, evalue, traceback": error_content,
    "traceback names the cell's own line": traceback_line,
    "queue aborted after an error, stop_on_error honoured": queue_aborted,
    "endless loop stopped, variables kept": loop_stopped,
    "endless await stopped": await_stopped,
    "completion while a cell computes": completion_while_computing,
    "inspection while a cell computes": inspection_while_computing,
    "kernel_info on control while a cell computes": info_while_computing,
    "input_request": typed_input,
    "history: tail and search": history,
    "comm_info": comm_info,
    "comm opened by the front end": comm_from_front_end,
    "user_expressions": user_expressions,
    "silent and store_history": silent,
    "inspect: standard library": inspect_standard,
    "inspect: the person's own doc comment": inspect_own,
    "is_complete: incomplete and invalid": completeness,
    "type errors before anything runs": type_error_first,
    "unhandled rejection shown, kernel lives": stray_error,
    "output after the cell's end keeps its parent": late_output,
    "exit in a cell: error reply, next cell runs": exit_survived,
    "10 MB of output whole": ten_megabytes,
    "bad signature ignored": bad_signature,
    "update_display_data and clear_output": displays,
    "subshells (JEP 91)": subshell,
    "prints while it computes": prints_live,
}


def try_all(peer: Peer) -> dict[str, bool]:
    results = {}
    with Running(peer) as kernel:
        kernel.ready()
        for name, check in CHECKS.items():
            results[name] = attempt(kernel, check)
            print(f"  {'yes' if results[name] else 'no ':3} {name}", flush=True)
    return results


def attempt(kernel: Running, check: Check) -> bool:
    """A check that fails may leave the kernel hanging or dead: the next one meets a fresh kernel."""
    try:
        if check(kernel):
            return True
    except Exception:  # noqa: BLE001 - whatever a kernel does wrong counts as no
        pass
    kernel.restart()
    return False

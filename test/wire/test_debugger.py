"""Breakpoints, steps, frames and variables of cells, over the wire."""

from __future__ import annotations

import pytest
from conftest import close
from debugging import Debugging

CELL = """const offset = 10;
function scaled(x: number): number {
  const doubled: number = x * 2;
  let sum = 1;
  for (let i = 0; i < 3; i++) {
    sum += doubled;
  }
  return sum + offset;
}
const later = async (value: number): Promise<number> => {
  await new Promise((resolve) => setTimeout(resolve, 1));
  return value;
};
const first = scaled(4);
const second = await later(first);
second"""


@pytest.fixture
def debugging(kernel):
    one = Debugging(kernel)
    one.start()
    yield one
    one.end()


def test_it_is_announced(kernel):
    info = kernel.ask("kernel_info_request")
    assert info["debugger"] is True
    assert "debugger" in info["supported_features"]


@pytest.mark.parametrize("code", ["", "1", "let a = 1;", "const s = 'äöü 한국어 😀';\n\ns", "x" * 1001])
def test_cells_are_files_named_as_ipykernel_and_jupyterlab_name_them(kernel, code):
    from ipykernel.compiler import murmur2_x86

    debugging = Debugging(kernel)
    info = debugging.body("debugInfo")
    assert info["hashMethod"] == "Murmur2"
    name = f"{info['tmpFilePrefix']}{murmur2_x86(code, info['hashSeed'])}{info['tmpFileSuffix']}"
    assert debugging.body("dumpCell", code=code) == {"sourcePath": name}
    assert debugging.body("source", source={"path": name}) == {"content": code}


def test_nothing_is_started_by_looking(kernel):
    debugging = Debugging(kernel)
    assert debugging.body("debugInfo")["isStarted"] is False
    for command in ("stackTrace", "next", "setBreakpoints", "setExceptionBreakpoints", "attach", "evaluate"):
        answer = debugging.ask(command)
        assert not answer["success"] and "initialize" in answer["message"]
    assert not debugging.ask("configurationDone")["success"]
    assert debugging.ask("disconnect")["success"]


def test_a_breakpoint_stops_a_cell_and_continue_ends_it(debugging):
    [told] = debugging.set(CELL, 6)
    assert (told["verified"], told["line"]) == (True, 6)
    cell = debugging.stops(CELL)
    assert [line for _, line in debugging.frames()] == [6, 14]
    assert debugging.frames()[0][0] == "scaled"
    assert debugging.body("debugInfo")["stoppedThreads"] == [1]
    for _ in range(2):
        debugging.go()
        debugging.event("stopped")
        assert debugging.line == 6
    debugging.go()
    run = debugging.finish(cell)
    assert run.result == "35"
    assert debugging.body("debugInfo")["stoppedThreads"] == []
    assert debugging.ask("next")["success"] is False


def test_steps_go_by_lines_and_never_into_the_kernel(debugging):
    debugging.set(CELL, 14)
    cell = debugging.stops(CELL)
    assert debugging.line == 14
    assert [debugging.step("stepIn") for _ in range(5)] == [3, 4, 5, 6, 5]
    assert debugging.step("stepOut") in (14, 15)
    while debugging.line != 15:
        debugging.step("next")
    assert debugging.step("next") == 16, "over the await"
    debugging.go()
    assert debugging.finish(cell).result == "35"


def test_step_into_an_asynchronous_function(debugging):
    debugging.set(CELL, 15)
    cell = debugging.stops(CELL)
    assert debugging.step("stepIn") == 11
    assert debugging.step("next") == 12
    assert [name for name, _ in debugging.frames()][1].endswith("(awaits)")
    assert debugging.step("stepOut") in (13, 15, 16)
    debugging.go()
    assert debugging.finish(cell).result == "35"


def test_a_step_over_code_of_the_library_that_catches_errors(start_kernel):
    manager, kernel = start_kernel()
    debugging = Debugging(kernel)
    code = "const a = tf.zeros([2, 3]);\nconst b = tf.add(a, 1);\nconst m = sequential([layers.dense({ units: 1, inputShape: [3] })]);\nm.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });\nawait m.fit(a, tf.zeros([2, 1]), { verbose: 0 });\nb.shape"
    try:
        debugging.start()
        debugging.set(code, 1)
        cell = debugging.stops(code)
        assert [debugging.step(how) for how in ("stepIn", "next", "stepIn", "next", "next")] == [2, 3, 4, 5, 6]
        debugging.go()
        assert debugging.finish(cell).result == "[ 2, 3 ]"
    finally:
        close(manager, kernel)


def test_scopes_hold_the_names_that_the_user_wrote(debugging):
    debugging.set(CELL, 8)
    cell = debugging.stops(CELL)
    scopes = debugging.scopes()
    assert list(scopes) == ["Locals", "Globals"]
    assert {name: one["value"] for name, one in scopes["Locals"].items()} == {"x": "4", "doubled": "8", "sum": "25"}
    assert {"offset", "scaled", "later"} <= set(scopes["Globals"])
    top = debugging.scopes(2)["Locals"]
    assert not {"exports", "require", "__tensorcell"} & set(top)
    debugging.go()
    debugging.finish(cell)


def test_evaluate_sees_frames_and_the_session(debugging):
    debugging.set(CELL, 8)
    cell = debugging.stops(CELL)
    assert debugging.value("doubled + sum") == "33"
    assert debugging.value("offset + x") == "14", "a name of the cell's, which the function uses"
    assert debugging.value("typeof later + x") == "\"function4\"", "one that it does not use"
    answer = debugging.ask("evaluate", expression="missing", frameId=1)
    assert answer["success"] is False and "missing is not defined" in answer["message"]
    assert debugging.value("sum = 100") == "100"
    debugging.go()
    assert debugging.finish(cell).result == "110"
    assert debugging.value("offset + 1", None) == "11"
    assert debugging.value("await later(5)", None) == "5"


def test_a_tensor_has_its_type_and_its_values(debugging):
    code = "const t = tf.tensor2d([[1, 2.5], [3, 4]]);\nconst text = 'a';\nconst flag = tf.tensor1d([true, false], 'bool');\ntext;"
    debugging.set(code, 4)
    cell = debugging.stops(code)
    shown = debugging.scopes()["Locals"]
    assert (shown["t"]["type"], shown["t"]["value"]) == ("float32 [2, 2]", "[[1, 2.5], [3, 4]]")
    assert (shown["flag"]["type"], shown["flag"]["value"]) == ("bool [2]", "[true, false]")
    rows = debugging.variables(shown["t"]["variablesReference"])
    assert [row["value"] for row in rows.values()] == ["[1, 2.5]", "[3, 4]"]
    assert debugging.variables(rows["1"]["variablesReference"])["0"]["value"] == "3"
    assert "2.5" in debugging.body("richInspectVariables", variableName="t", frameId=1)["data"]["text/plain"]
    debugging.go()
    debugging.finish(cell)


def test_long_lists_come_in_pages(debugging):
    code = "const many = Array.from({ length: 5000 }, (_, i) => i);\nmany.length"
    debugging.set(code, 2)
    cell = debugging.stops(code)
    many = debugging.scopes()["Locals"]["many"]
    assert many["indexedVariables"] == 5000
    page = debugging.variables(many["variablesReference"], start=4000, count=3)
    assert {name: one["value"] for name, one in page.items()} == {"4000": "4000", "4001": "4001", "4002": "4002"}
    assert len(debugging.variables(many["variablesReference"])) <= 1000
    debugging.go()
    debugging.finish(cell)


def test_looking_runs_no_code_of_the_users(debugging):
    code = "let calls = 0;\nconst sly = { get a() { calls += 1; return 1; }, toString() { calls += 1; return ''; } };\nconst guarded = new Proxy({}, { get() { calls += 1; }, ownKeys() { calls += 1; return []; } });\ncalls"
    debugging.set(code, 4)
    cell = debugging.stops(code)
    for one in debugging.scopes()["Locals"].values():
        if one["variablesReference"]:
            debugging.variables(one["variablesReference"])
    debugging.body("inspectVariables")
    debugging.go()
    assert debugging.finish(cell).result == "0"


LOOP = "let total = 0;\nconst limit = 3;\nfor (let i = 0; i < 6; i++) {\n  total += i;\n}\ntotal"


@pytest.mark.parametrize(
    ("wanted", "values"),
    [
        ({"condition": "i === limit"}, ["3"]),
        ({"condition": "i % 2 === 1"}, ["1", "3", "5"]),
        ({"hitCondition": "5"}, ["4", "5"]),
        ({"hitCondition": "== 2"}, ["1"]),
        ({"hitCondition": "% 3"}, ["2", "5"]),
        ({"condition": "i > 1", "hitCondition": "% 2"}, ["3", "5"]),
        ({"condition": "(i as number) === limit!"}, ["3"]),
    ],
)
def test_conditions_and_hit_counts(debugging, wanted, values):
    debugging.set(LOOP, {"line": 4, **wanted})
    cell = debugging.stops(LOOP)
    for index, value in enumerate(values):
        assert debugging.value("i") == value
        debugging.go()
        if index < len(values) - 1:
            debugging.event("stopped")
    assert debugging.finish(cell).result == "15"


def test_log_messages_are_the_cells_output(debugging):
    debugging.set(LOOP, {"line": 4, "logMessage": "i {i} of `{limit}`"})
    run = debugging.finish(debugging.driver.execute(LOOP))
    assert run.text() == "".join(f"i {i} of `3`\n" for i in range(6))
    assert run.result == "15"


def test_types_in_log_messages_and_expressions(debugging):
    debugging.set(LOOP, {"line": 4, "logMessage": "i {i as number} of {limit!}"}, {"line": 6, "condition": "total! > 1"})
    cell = debugging.stops(LOOP)
    texts = {"total as number": "15", "(total satisfies number) + 1": "16", "((n: number) => n * 2)(limit!)": "6"}
    for expression, value in texts.items():
        assert debugging.value(expression) == value
        assert debugging.value(expression, None) == value
    assert "size" in debugging.value("{ size: limit as number }")
    assert debugging.body("debugInfo")["breakpoints"][0]["breakpoints"][1]["condition"] == "total! > 1"
    debugging.go()
    assert debugging.finish(cell).text() == "".join(f"i {i} of 3\n" for i in range(6))


def test_a_variable_gets_another_value(debugging):
    code = "let total = 1;\nconst sizes = [1, { deep: 2 }];\nconst add = (step: number) => {\n  const t = tf.tensor1d([1]);\n  return total + step + sizes.length;\n};\nadd(1)"
    debugging.set(code, 5)
    cell = debugging.stops(code)
    scopes = {one["name"]: one["variablesReference"] for one in debugging.body("scopes", frameId=1)["scopes"]}
    variables = {name: debugging.variables(reference) for name, reference in scopes.items()}

    def put(reference: int, name: str, value: str) -> dict:
        return debugging.ask("setVariable", variablesReference=reference, name=name, value=value)

    assert put(scopes["Locals"], "step", "step + (9 as number)")["body"]["value"] == "10"
    assert put(scopes["Globals"], "total", "100")["body"]["type"] == "int"
    sizes = variables["Globals"]["sizes"]["variablesReference"]
    assert put(sizes, "0", "'first'")["success"]
    assert put(debugging.variables(sizes)["1"]["variablesReference"], "deep", "[3]")["body"]["type"] == "Array [1]"
    values = variables["Locals"]["t"]["variablesReference"]
    for reference, name, value in ((values, "0", "5"), (scopes["Locals"], "none", "1"), (scopes["Locals"], "step", "nope"), (999, "a", "1")):
        answer = put(reference, name, value)
        assert not answer["success"] and answer["message"], answer
    assert debugging.value("JSON.stringify(sizes)") == '"[\\"first\\",{\\"deep\\":[3]}]"'
    debugging.go()
    assert debugging.finish(cell).result == "112"
    assert debugging.driver.run("total").result == "100"


def test_a_cells_own_variable_gets_another_value_for_later_cells_too(debugging):
    code = "let count = 1;\nconst twice = count * 2;\ncount"
    debugging.set(code, 2)
    cell = debugging.stops(code)
    [locals_, _] = debugging.body("scopes", frameId=1)["scopes"]
    assert debugging.ask("setVariable", variablesReference=locals_["variablesReference"], name="count", value="7")["success"]
    debugging.go()
    assert debugging.finish(cell).result == "7"
    assert debugging.driver.run("[count, twice]").result == "[ 7, 14 ]"


def test_a_condition_that_is_wrong(debugging):
    [told] = debugging.set(LOOP, {"line": 4, "condition": "i ==="})
    assert told["verified"] is False and "SyntaxError" in told["message"]
    debugging.set(LOOP, {"line": 4, "condition": "unknown > 3"})
    run = debugging.finish(debugging.driver.execute(LOOP))
    assert run.result == "15"
    assert run.text("stderr").count("unknown is not defined") == 1


def test_breakpoints_move_to_the_next_line_of_code(debugging):
    code = "// first\n\nconst a = 1;\ninterface Shape { size: number }\nconst b = a;\n// the end"
    assert [one["line"] for one in debugging.set(code, 1)] == [3]
    debugging.set(code, 4)
    cell = debugging.stops(code)
    assert debugging.line == 5
    changed = [one["content"]["body"] for one in debugging.seen if one["content"].get("event") == "breakpoint"]
    assert changed[-1]["breakpoint"]["line"] == 5
    assert debugging.set(code, 6)[0]["verified"] is False, "no code follows"
    debugging.go()
    debugging.finish(cell)


def test_a_cell_that_ran_before_is_stopped_in(kernel):
    kernel.run("const twice = (x: number) => {\n  return x * 2;\n};")
    debugging = Debugging(kernel)
    debugging.start()
    assert debugging.set("const twice = (x: number) => {\n  return x * 2;\n};", 2)[0]["line"] == 2
    cell = debugging.stops("twice(21)")
    assert debugging.frames()[0] == ("twice", 2)
    debugging.go()
    assert debugging.finish(cell).result == "42"
    debugging.end()


def test_a_redefined_cell(debugging):
    before, after = "const g = () => {\n  return 1;\n};\ng()", "const g = () => {\n  const two = 2;\n  return two;\n};\ng()"
    debugging.set(before, 2)
    debugging.set(after, 3)
    for code, line, result in ((before, 2, "1"), (after, 3, "2"), (before, 2, "1")):
        cell = debugging.stops(code)
        assert debugging.line == line
        debugging.go()
        assert debugging.finish(cell).result == result


def test_a_local_file(start_kernel, tmp_path):
    path = tmp_path / "helper.ts"
    path.write_text("interface Pair { a: number }\n\nexport function helped(x: number): number {\n  const y = x + 1;\n  return y;\n}\n")
    manager, kernel = start_kernel(tmp_path)
    debugging = Debugging(kernel)
    try:
        debugging.start()
        assert debugging.set_in(str(path), 4)[0]["verified"]
        cell = debugging.stops("import { helped } from './helper.ts';\nhelped(3)")
        assert debugging.frames() == [("helped", 4), ("Cell[1]", 2)]
        assert debugging.body("source", source={"path": str(path)})["content"] == path.read_text()
        assert str(path) in [one["path"] for one in debugging.body("modules")["modules"]]
        assert debugging.step("next") == 5
        debugging.go()
        assert debugging.finish(cell).result == "4"
    finally:
        close(manager, kernel)


ERRORS = "const fails = (): number => { throw new Error('on purpose'); };\nconst failsLater = async () => {\n  await new Promise((resolve) => setTimeout(resolve, 1));\n  return fails();\n};"


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("fails();", "uncaught"),
        ("await null;\nfails();", "uncaught"),
        ("await failsLater();", "uncaught"),
        ("tf.matMul(tf.zeros([2, 3]), tf.zeros([2, 3]));", "uncaught"),
        ("layers.dense({ units: -1 });", "uncaught"),
        ("await Promise.reject(new Error('rejected'));", "uncaught"),
        ("try {\n  fails();\n} catch {}", "caught"),
        ("try {\n  await Promise.resolve();\n  fails();\n} catch {}", "caught"),
    ],
)
def test_errors_are_stopped_at_where_they_are_thrown(debugging, code, kind):
    debugging.driver.run(ERRORS)
    for filters in ([kind], ["uncaught" if kind == "caught" else "caught"], []):
        assert debugging.ask("setExceptionBreakpoints", filters=filters)["success"]
        debugging.seen.clear()
        if filters == [kind]:
            cell = debugging.stops(code)
            assert debugging.frames()
            info = debugging.body("exceptionInfo", threadId=1)
            assert info["exceptionId"] in ("Error", "TensorFlowError")
            assert info["breakMode"] == ("unhandled" if kind == "uncaught" else "always")
            assert info["description"] in info["details"]["stackTrace"]
            debugging.go()
        else:
            cell = debugging.driver.execute(code)
        run = debugging.finish(cell)
        assert run.status == ("error" if kind == "uncaught" else "ok")
        stops = [one for one in debugging.seen if one["content"].get("event") == "stopped"]
        assert len(stops) == (1 if filters == [kind] else 0)


def test_pause_stops_a_loop(debugging):
    cell = debugging.driver.execute("let turns = 0;\nwhile (turns < 1e12) {\n  turns += 1;\n}")
    debugging.receive(lambda one: one["msg_type"] == "execute_input")
    assert debugging.ask("pause", threadId=1)["success"]
    assert debugging.event("stopped")["body"]["reason"] in ("pause", "step")
    assert debugging.line in (2, 3)
    debugging.driver.interrupt()
    assert debugging.finish(cell).error["ename"] == "Interrupted"

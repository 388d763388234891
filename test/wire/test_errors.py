"""What an error looks like: the cell's own line, no internals, type errors before anything runs."""


def test_error_content(kernel):
    run = kernel.run("throw new RangeError('too far')")
    assert run.status == "error"
    for content in (run.reply, run.error):
        assert (content["ename"], content["evalue"]) == ("RangeError", "too far")
        assert content["traceback"]


def test_traceback_names_lines_of_both_cells(kernel):
    kernel.run("let checks = 0;\nfunction check(n: number): number {\n  checks++;\n  if (n > 2) throw new Error('big');\n  return n;\n}")
    run = kernel.run("const first = 1;\ncheck(5)")
    count = run.reply["execution_count"]
    assert f"Cell[{count - 1}]:4:" in run.traceback
    assert f"Cell[{count}]:2:" in run.traceback
    assert "> 4 |   if (n > 2) throw new Error('big');" in run.traceback
    assert "node:" not in run.traceback and "kernel/" not in run.traceback


def test_traceback_after_an_await(kernel):
    run = kernel.run("await new Promise((resolve) => setTimeout(resolve, 5));\n\nthrow new Error('later')")
    assert f"Cell[{run.reply['execution_count']}]:3:" in run.traceback


def test_causes_are_shown(kernel):
    run = kernel.run("throw new Error('outer', { cause: new TypeError('inner') })")
    assert "Caused by TypeError: inner" in run.traceback


def test_anything_can_be_thrown(kernel):
    run = kernel.run("throw { code: 5 }")
    assert run.error["evalue"] == "{ code: 5 }"


def test_type_error_before_anything_runs(kernel):
    run = kernel.run("console.log('ran');\nconst text: string = 5;")
    assert run.status == "error"
    assert run.text() == ""
    assert "Type 'number' is not assignable to type 'string'" in run.error["evalue"]
    assert "2 | const text: string = 5;" in run.traceback and "~" in run.traceback


def test_syntax_error(kernel):
    assert kernel.run("const = 5").error["ename"] == "SyntaxError"


def test_values_assigned_before_an_error_stay(kernel):
    kernel.run("let before = 1; throw new Error('half way')")
    assert kernel.run("before").result == "1"


def test_unhandled_rejection_is_shown_in_its_cell(kernel):
    first = kernel.execute("setTimeout(() => Promise.reject(new Error('nobody caught me')), 200); 0")
    kernel.finish(first)
    kernel.run("1")
    published = kernel.published_until(first, lambda message: message["msg_type"] == "error")
    assert published[-1]["content"]["evalue"] == "nobody caught me"
    assert kernel.run("2").result == "2"


def test_error_in_a_timer_is_shown_in_its_cell(kernel):
    first = kernel.execute("setTimeout(() => { throw new Error('in a timer'); }, 200); 0")
    kernel.finish(first)
    kernel.run("1")
    published = kernel.published_until(first, lambda message: message["msg_type"] == "error")
    assert published[-1]["content"]["evalue"] == "in a timer"

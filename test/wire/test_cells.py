"""Cells as modules in a real session: names, strictness, and functions that leave the kernel as text."""

import pytest


def test_function_text_runs_in_a_worker(kernel):
    kernel.run("let scale = 3; function total(n: number): number { let s = 0; for (let i = 0; i < n; i++) s += i; return s }")
    run = kernel.run(
        "import { Worker } from 'node:worker_threads';\n"
        "const code = `require('worker_threads').parentPort.postMessage((${total})(10))`;\n"
        "await new Promise((done, fail) => new Worker(code, { eval: true }).on('message', done).on('error', fail))"
    )
    assert run.result == "45"


@pytest.mark.parametrize(
    "cell, text",
    [
        ("(n) => { while (n > 0)   n--; return n }", "(n) => { while (n > 0)   n--; return n }"),
        ("async () => { for (;;) await 1 }", "async () => { for (;;) await 1 }"),
        ("class Own { spin() { for (;;); } }\nOwn", "class Own { spin() { for (;;); } }"),
    ],
)
def test_function_text_is_as_written(kernel, cell, text):
    lines = cell.split("\n")
    source = "\n".join([*lines[:-1], f"console.log(String({lines[-1]}))"])
    assert kernel.run(source).text() == f"{text}\n"
    assert kernel.run("String(Math.max), Function.prototype.toString.call(Array)").result.count("[native code]") == 1


def test_functions_run_through_vm_and_new_function(kernel):
    kernel.run("import vm from 'node:vm'; let offset = 1; const twice = (n: number): number => { do { n *= 2 } while (false); return n }")
    assert kernel.run("vm.runInNewContext(`(${twice})(4)`)").result == "8"
    assert kernel.run("new Function(`return (${twice})(5)`)()").result == "10"


def test_captured_variables_have_one_home(kernel):
    kernel.run("let hits = 0, hit = () => ++hits")
    assert kernel.run("hits = 10; hit()").result == "11"
    assert kernel.run("let hits = 20; hit(); hits").result == "21"


def test_a_stopped_loop_leaves_its_count(kernel):
    run = kernel.run("let rounds = 0; for (var turn = 0; ; turn++) { rounds++; if (rounds === 5) throw new Error('enough') }")
    assert run.status == "error"
    assert kernel.run("[rounds, turn]").result == "[ 5, 4 ]"


def test_a_var_in_a_block_is_visible(kernel):
    kernel.run("if (true) { var branch = 'taken' } else { var other = 1 }")
    assert kernel.run("[branch, other]").result == "[ 'taken', undefined ]"
    kernel.run("if (1 > 2) { var branch = 'never' }")
    assert kernel.run("branch").result == "'taken'"


def test_cells_are_strict(kernel):
    assert "read only" in kernel.run("const fixed: any = Object.freeze({ a: 1 }); fixed.a = 2").error["evalue"]
    assert kernel.run("(function (this: unknown) { return this === undefined })()").result == "true"
    assert "let total2" in kernel.run("total2 = 1").error["evalue"]


def test_earlier_values_keep_their_types(kernel):
    kernel.run("class Point { x = 1 } const point = new Point()")
    kernel.run("class Point { y = 2 }")
    assert kernel.run("point.x + new Point().y").result == "3"
    assert "of an earlier cell" in kernel.run("point.y").error["evalue"]

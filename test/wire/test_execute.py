"""execute_request: input, results, streams, options, order."""

import pytest


def test_result_and_order(kernel):
    run = kernel.run("console.log('hello'); 6 * 7")
    assert run.types == ["status", "execute_input", "stream", "execute_result", "status"]
    assert run.text() == "hello\n"
    assert run.result == "42"
    assert run.reply["execution_count"] == run.contents("execute_input")[0]["execution_count"]


def test_variables_and_types_last_across_cells(kernel):
    kernel.run("const width = 3; function area(height: number) { return width * height; }")
    assert kernel.run("area(5)").result == "15"
    assert kernel.run("({ width })").result == "{ width: 3 }"
    assert kernel.run("area('5')").status == "error"


def test_declaring_again_on_a_rerun(kernel):
    cell = "const again = 1; class Thing { size = again }; enum Colour { Red }; interface Shape { n: number }; again"
    assert kernel.run(cell).result == "1"
    assert kernel.run(cell).result == "1"


def test_top_level_await(kernel):
    run = kernel.run("const late = await new Promise<number>((resolve) => setTimeout(() => resolve(7), 10)); late")
    assert run.result == "7"


def test_undefined_shows_nothing(kernel):
    assert kernel.run("undefined").result is None
    assert kernel.run("const silent = 1").result is None


def test_silent(kernel):
    before = kernel.run("1").reply["execution_count"]
    run = kernel.run("2 + 2", silent=True)
    assert "execute_input" not in run.types and "execute_result" not in run.types
    assert kernel.run("1").reply["execution_count"] == before + 1


def test_store_history_off_does_not_count(kernel):
    before = kernel.run("1").reply["execution_count"]
    kernel.run("2", store_history=False)
    assert kernel.run("1").reply["execution_count"] == before + 1


def test_user_expressions(kernel):
    run = kernel.run("const base = 20", user_expressions={"sum": "base + 1", "bad": "nothing.here"})
    assert run.reply["user_expressions"]["sum"]["data"]["text/plain"] == "21"
    assert run.reply["user_expressions"]["bad"]["status"] == "error"


def test_streams_of_child_processes(kernel):
    run = kernel.run("import { execSync } from 'node:child_process'; execSync('echo child', { stdio: 'inherit' }); 1")
    assert "child" in run.text()


def test_queue_is_aborted_after_an_error(kernel):
    ids = [kernel.execute(code) for code in ("throw new Error('stop here')", "1", "2")]
    states = [kernel.reply(msg_id)["status"] for msg_id in ids]
    assert states == ["error", "aborted", "aborted"]
    assert kernel.run("3").result == "3"


def test_queue_goes_on_without_stop_on_error(kernel):
    ids = [kernel.execute("throw new Error('never mind')", stop_on_error=False), kernel.execute("1")]
    assert [kernel.reply(msg_id)["status"] for msg_id in ids] == ["error", "ok"]


@pytest.mark.parametrize(("megabytes", "line"), [(10, 99), (10, 99_999)])
def test_much_output_arrives_whole(kernel, megabytes, line):
    count = megabytes * 1_000_000 // (line + 1)
    run = kernel.run(f"const line = 'x'.repeat({line}); for (let i = 0; i < {count}; i++) console.log(line)")
    assert len(run.text()) == count * (line + 1)


def test_output_after_the_end_keeps_its_parent(kernel):
    first = kernel.execute("setTimeout(() => console.log('after the end'), 300); 0")
    kernel.finish(first)
    kernel.run("const between = 1")
    kernel.wait_for_stream(first, "after the end")


def test_packages_of_node_and_dynamic_import(kernel):
    assert kernel.run("import { basename } from 'node:path'; basename('/a/b.txt')").result == "'b.txt'"
    assert kernel.run("const os = await import('node:os'); typeof os.cpus").result == "'function'"

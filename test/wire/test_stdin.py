"""process.stdin in a cell: the front end's input box, or an error at once."""

import pytest

READLINE = "import { createInterface } from 'node:readline/promises'; import { createInterface as plain } from 'node:readline';\n"


def answer(kernel, cell, *lines):
    """The prompts that the front end was asked with."""
    for line in lines:
        kernel.client.get_stdin_msg(timeout=30)
        kernel.client.input(line)
    return kernel.finish(cell, timeout=20)


def test_question(kernel):
    kernel.run(READLINE)
    code = "const rl = createInterface({ input: process.stdin, output: process.stdout }); const who = await rl.question('who? '); rl.close(); who"
    run = answer(kernel, kernel.execute(code, allow_stdin=True), "Ada")
    assert (run.text(), run.result) == ("who? ", "'Ada'")


def test_two_questions_by_callbacks(kernel):
    kernel.run(READLINE)
    code = (
        "const lines = plain({ input: process.stdin }); const ask = (what: string) => new Promise<string>((resolve) => lines.question(what, resolve));\n"
        "const both = [await ask('a? '), await ask('b? ')]; lines.close(); both"
    )
    assert answer(kernel, kernel.execute(code, allow_stdin=True), "1", "2").result == "[ '1', '2' ]"


def test_lines_of_a_loop(kernel):
    kernel.run(READLINE)
    code = "const seen: string[] = []; for await (const line of plain({ input: process.stdin })) { seen.push(line); if (line === 'end') break } seen"
    assert answer(kernel, kernel.execute(code, allow_stdin=True), "x", "end").result == "[ 'x', 'end' ]"


def test_data_event(kernel):
    code = "const text = await new Promise<string>((resolve) => process.stdin.once('data', (data) => { process.stdin.pause(); resolve(String(data)) })); text"
    assert answer(kernel, kernel.execute(code, allow_stdin=True), "typed").result == "'typed\\n'"


@pytest.mark.parametrize(
    "code",
    [
        "const rl1 = createInterface({ input: process.stdin, output: process.stdout }); await rl1.question('who? ')",
        "await new Promise((resolve) => process.stdin.on('data', resolve))",
        "for await (const chunk of process.stdin) console.log(chunk)",
        "for await (const line of plain({ input: process.stdin })) console.log(line)",
    ],
)
def test_a_front_end_that_cannot_ask(kernel, code):
    kernel.run(READLINE)
    run = kernel.run(code, timeout=10)
    assert run.status == "error" and "cannot ask for input" in run.error["evalue"]


def test_stop_while_it_waits(kernel):
    kernel.run(READLINE)
    cell = kernel.execute(
        "const rl2 = createInterface({ input: process.stdin, output: process.stdout }); await rl2.question('who? ')", allow_stdin=True
    )
    kernel.client.get_stdin_msg(timeout=30)
    kernel.interrupt()
    assert kernel.reply(cell, timeout=10)["ename"] == "Interrupted"
    code = "const rl3 = createInterface({ input: process.stdin }); const again = await rl3.question('again? '); rl3.close(); again"
    assert answer(kernel, kernel.execute(code, allow_stdin=True), "yes").result == "'yes'"


def test_a_reader_of_an_ended_cell_says_so(kernel):
    kernel.run(READLINE)
    answer(kernel, kernel.execute("const old = createInterface({ input: process.stdin }); await old.question('1? ')", allow_stdin=True), "1")
    run = kernel.finish(kernel.execute("await old.question('2? ')", allow_stdin=True), timeout=10)
    assert run.status == "error"

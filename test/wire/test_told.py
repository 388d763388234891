"""What a cell shows, however odd, is shown or is an error in the cell; its end is told, and the session lives."""

import json
import time

import pytest

#: What cannot be published, and what the error must say.
UNPUBLISHABLE = {
    "BigInt in a list": ("display.json({ rows: [1, 2n] })", "a BigInt at rows[1]"),
    "circle": ("const ring: { next?: unknown } = {}; ring.next = { ring }; display.json(ring)", "holds itself at next.ring"),
    "promise": ("display.json({ later: Promise.resolve(1) })", "a promise at later"),
    "getter that throws": ("display.json({ get no() { throw new Error('not me') } })", "no throws when it is read"),
    "toJSON that throws": ("display.json({ when: { toJSON() { throw new Error('never') } } })", "when throws when it is read"),
    "too deep": (
        "let deep: unknown = 1; for (let i = 0; i < 5000; i++) deep = [deep]; display.json({ deep })",
        "more than 500 levels",
    ),
    "bundle": ("await display({ 'application/json': { n: 1n } })", "display: application/json: expected JSON. Received: a BigInt at n."),
    "own display": ("({ [Symbol.for('Jupyter.display')]: () => ({ 'application/json': [1n] }) })", "a BigInt"),
    "metadata": (
        "({ [Symbol.for('Jupyter.display')]: () => ({ 'text/html': 'a', [Symbol.for('tensorcell.metadata')]: { w: 1n } }) })",
        "metadata: expected JSON",
    ),
    "page": ("await page({ [Symbol.for('Jupyter.display')]: () => ({ 'application/json': [1n] }) })", "page: application/json: expected JSON"),
    "comm": ("comms.open('target', { size: 5n })", "comm: data: expected JSON. Received: a BigInt at size"),
    "comm metadata": ("comms.open('target', {}, { metadata: { size: 5n } })", "comm: metadata"),
    "widget state": ("widget({ esm: '', state: { size: 5n } })", "a BigInt at state.size"),
    "display id": (
        "await display(1, { displayId: { toString() { throw new Error('no id') } } as never })",
        "no id",
    ),
}


@pytest.mark.parametrize("name", UNPUBLISHABLE)
def test_what_cannot_be_published_is_an_error_in_the_cell(kernel, name):
    code, words = UNPUBLISHABLE[name]
    kernel.run("const kept = 1")
    run = kernel.run(f"const named = 5;\n{code}", timeout=20)
    assert run.status == "error" and run.types[-1] == "status"
    assert words in run.error["evalue"]
    assert kernel.run("[kept, named]").result == "[ 1, 5 ]"


def test_functions_are_left_out_as_json_does(kernel):
    run = kernel.run("display.json({ mark: 'bar', format: (v: number) => v, tag: Symbol('s'), list: [() => 1], gone: undefined })")
    assert run.contents("display_data")[0]["data"]["application/json"] == {"mark": "bar", "list": [None]}


def test_typed_arrays_are_lists(kernel):
    run = kernel.run("display.json({ y: Float32Array.of(1, NaN, 3), bytes: new Uint8Array(2) })")
    assert run.contents("display_data")[0]["data"]["application/json"] == {"y": [1, None, 3], "bytes": [0, 0]}


HALVES = {
    "stream": ("console.log('good 😀'.slice(0, 6))", lambda run: run.text()),
    "error": ("throw new Error('half \\ud83d')", lambda run: run.error["evalue"]),
    "html": ("display.html('\\ude00 half')", lambda run: run.contents("display_data")[0]["data"]["text/html"]),
    "json": (
        "display.json({ '\\ud83d': ['\\ude00'] })",
        lambda run: json.dumps(run.contents("display_data")[0]["data"], ensure_ascii=False),
    ),
    "result": ("'half \\ud83d'", lambda run: run.result + "\ufffd"),
}


@pytest.mark.parametrize("name", HALVES)
def test_half_a_character_is_replaced(kernel, name):
    code, text = HALVES[name]
    assert "\ufffd" in text(kernel.run(code))
    text(kernel.run(code)).encode()


def test_whole_characters_stay(kernel):
    assert kernel.run("console.log('👩‍🔬 한국어 😀')").text() == "👩‍🔬 한국어 😀\n"


@pytest.mark.parametrize(
    "code",
    ["throw new Error('y'.repeat(5e7))", "throw 'z'.repeat(5e7)", "throw new Error('outer', { cause: new Error('c'.repeat(5e7)) })"],
)
def test_long_messages_are_cut(kernel, code):
    run = kernel.run(code)
    assert all(len(line) < 25_000 for line in [run.error["evalue"], *run.error["traceback"]])
    assert "more characters" in run.traceback


#: What is thrown when it is looked at.
UNREADABLE = {
    "message": "Object.defineProperty(new Error('a'), 'message', { get() { throw new Error('no') } })",
    "stack": "Object.defineProperty(new Error('a'), 'stack', { get() { throw 5 } })",
    "name": "Object.defineProperty(new Error('a'), 'name', { get() { throw null } })",
    "symbol for a message": "Object.assign(new Error('a'), { message: Symbol('s') })",
    "proxy": "new Proxy(new Error('a'), { get() { throw new Error('no') }, getPrototypeOf() { throw new Error('no') } })",
    "revoked proxy": "(() => { const { proxy, revoke } = Proxy.revocable({}, {}); revoke(); return proxy })()",
    "null prototype": "Object.setPrototypeOf(new Error('a'), null)",
    "frozen": "Object.freeze(new Error('a'))",
    "of another realm": "require('node:vm').runInNewContext('new RangeError(\"far\")')",
    "custom inspection that throws": "{ [Symbol.for('nodejs.util.inspect.custom')]() { throw null } }",
    "errors that are no list": "Object.assign(new AggregateError([]), { errors: new Proxy([], { get() { throw 1 } }) })",
}


@pytest.mark.parametrize("name", UNREADABLE)
def test_the_end_is_told_whatever_is_thrown(kernel, name):
    kernel.run("const stays = 1")
    assert kernel.run(f"throw {UNREADABLE[name]}", timeout=20).status == "error"
    published = kernel.finish(kernel.execute(f"Promise.reject({UNREADABLE[name]}); setTimeout(() => {{ throw {UNREADABLE[name]} }}, 1); 0"))
    assert published.status == "ok"
    time.sleep(0.1)
    assert kernel.run("stays").result == "1"


def test_an_error_of_another_realm_is_an_error(kernel):
    run = kernel.run("require('node:vm').runInNewContext('null.x')")
    assert run.error["ename"] == "TypeError" and "null" in run.error["evalue"]


def test_code_status_and_cause_are_shown(kernel):
    missing = kernel.run("require('node:fs').readFileSync('/nowhere/at/all')")
    assert "code: 'ENOENT'" in missing.traceback and "path: '/nowhere/at/all'" in missing.traceback
    failed = kernel.run("throw Object.assign(new Error('no', { cause: { reason: 'busy' } }), { status: 503, body: { deep: { er: 1 } } })")
    assert "status: 503" in failed.traceback and "Caused by { reason: 'busy' }" in failed.traceback


def test_a_subclass_is_called_by_its_name(kernel):
    run = kernel.run("class ShapeMismatch extends TypeError {} throw new ShapeMismatch('3 is not 4')")
    assert run.error["ename"] == "ShapeMismatch"
    assert kernel.run("class Named extends Error { override name = 'Other' } throw new Named('x')").error["ename"] == "Other"


@pytest.mark.parametrize(
    "code",
    [
        "Promise.reject(new Error('lost')); 1",
        "void (async () => { await null; throw new Error('lost') })(); 1",
        "await null; Promise.resolve().then(() => { throw new Error('lost') }); 1",
    ],
)
def test_an_unhandled_rejection_is_told_before_the_end(kernel, code):
    for _ in range(8):
        run = kernel.run(code)
        assert [content["evalue"] for content in run.contents("error")] == ["lost"]


@pytest.mark.parametrize(
    "values", ["{ 'train/loss': 0.5, 'val/loss': 0.7 }", "{ 'model/loss': 0.5 }", "{ 'text/count': 3 }", "{ 'a/b': 'c' }"]
)
def test_keys_with_a_slash_are_no_bundle(kernel, values):
    shown = kernel.run(f"await display({values})").contents("display_data")
    assert next(iter(shown[0]["data"])) == "text/plain" and "'" in shown[0]["data"]["text/plain"]


def test_setting_a_backend_first_ends(fresh_kernel):
    _, kernel = fresh_kernel
    run = kernel.run("const kept = 1; await tf.setBackend('cpu')", timeout=60)
    assert run.types[-1] == "status"
    assert kernel.run("kept").result == "1"


@pytest.mark.parametrize(
    "code",
    [
        "const { pipeline } = require('node:stream/promises'); await pipeline(require('node:stream').Readable.from(['to the ', 'end\\n']), process.stdout)",
        "process.stdout.write('to the '); await new Promise<void>((resolve) => process.stdout.end('end\\n', () => resolve()))",
        "const source = require('node:stream').Readable.from(['to the end\\n']); source.pipe(process.stdout); await require('node:events').once(source, 'end')",
    ],
)
def test_what_is_piped_to_stdout_ends(kernel, code):
    run = kernel.run(code, timeout=10)
    assert (run.status, run.text()) == ("ok", "to the end\n")
    assert kernel.run("console.log('goes on')").text() == "goes on\n"


def test_a_cell_of_python_is_told_whole_in_typescript(kernel):
    run = kernel.run("import numpy as np\nfor i in range(3):\n    print(i)")
    assert run.status == "error"
    assert run.reply["evalue"].endswith("In TypeScript:\n\nfor (let i = 0; i < 3; i++) {\n  console.log(i);\n}")

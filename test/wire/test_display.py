"""How values look: bundles, display ids, pictures, tensors, long output."""


def test_bundle_and_update(kernel):
    run = kernel.run("display({ 'text/html': '<b>1</b>' }, { displayId: 'd' }); display.html('<b>2</b>', { displayId: 'd', update: true })")
    shown, updated = run.contents("display_data")[0], run.contents("update_display_data")[0]
    assert shown["data"] == {"text/html": "<b>1</b>"} and shown["transient"] == {"display_id": "d"}
    assert updated["data"] == {"text/html": "<b>2</b>"} and updated["transient"] == {"display_id": "d"}


def test_shorthands(kernel):
    run = kernel.run(
        "display.svg('<svg/>'); display.markdown('**a**'); display.json({ a: 1 }); display.png(new Uint8Array([1]))"
    )
    keys = [next(iter(content["data"])) for content in run.contents("display_data")]
    assert keys == ["image/svg+xml", "text/markdown", "application/json", "image/png"]


def test_display_method_may_be_async(kernel):
    code = "({ async [Symbol.for('Jupyter.display')]() { return { 'text/html': '<i>own</i>' }; } })"
    assert kernel.run(code).contents("execute_result")[0]["data"] == {"text/html": "<i>own</i>"}


def test_clear_output(kernel):
    assert kernel.run("display.clear({ wait: true })").contents("clear_output") == [{"wait": True}]


def test_picture_bytes(kernel):
    run = kernel.run("Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64')")
    assert run.contents("execute_result")[0]["data"]["image/png"].startswith("iVBOR")


def test_tensor(kernel):
    text = kernel.run("tf.tensor2d([[1, 2], [3, 4]])").result
    assert text.startswith("Tensor [2, 2] float32\n") and "[3, 4]" in text


def test_long_output_is_cut(kernel):
    text = kernel.run("Array.from({ length: 100 }, () => 'y'.repeat(5000))").result
    assert len(text) < 25_000 and "more characters" in text


def test_promise_on_the_last_line_is_waited_for(kernel):
    assert kernel.run("new Promise((resolve) => setTimeout(() => resolve(7), 50))").result == "7"
    failed = kernel.run("(async () => { throw new Error('none came') })()")
    assert failed.error["evalue"] == "none came" and len(failed.contents("error")) == 1
    stuck = kernel.execute("console.log('begun'); new Promise(() => {})")
    kernel.wait_for_stream(stuck, "begun")
    kernel.interrupt()
    assert kernel.finish(stuck).error["ename"] == "Interrupted"
    assert kernel.run("const later = Promise.resolve(8); 0").result == "0"
    assert kernel.run("later").result == "8"


def test_promise_is_shown_plainly(kernel):
    assert kernel.run("[Promise.resolve(4)]").result == "[ Promise { 4 } ]"


def test_value_that_cannot_be_inspected(kernel):
    run = kernel.run("new Proxy({}, { ownKeys() { throw new Error('hands off'); }, get() { throw new Error('no'); } })")
    assert run.status in ("ok", "error")
    assert kernel.run("1").result == "1"

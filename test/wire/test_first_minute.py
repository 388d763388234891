"""What a newcomer's first cells show: the engine's line, plain values, a training and how it was stopped."""

import time

NETWORK = """const net = sequential([layers.dense({ units: 512, inputShape: [256] }), layers.dense({ units: 1 })]);
net.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
const x = tf.zeros([20000, 256]), y = tf.zeros([20000, 1]);"""


def shown(run):
    return [m for m in run.published if m["msg_type"] in ("display_data", "update_display_data", "execute_result")]


def test_the_engines_line_is_no_warning(fresh_kernel):
    _, kernel = fresh_kernel
    run = kernel.run("tf.tensor([1, 2]).mean()")
    assert run.contents("stream") == []
    assert run.contents("display_data")[0]["data"]["text/plain"].startswith("TensorCell computes with ")


def test_plain_data_reads_as_data(kernel):
    assert kernel.run("[[1, 2.123456789], [3, 4]]").result == "[[     1, 2.1235],\n [     3,      4]]"
    assert "text/html" in kernel.run("[{ a: 1 }, { a: 2 }]").contents("execute_result")[0]["data"]


def test_a_fit_on_the_last_line_shows_its_chart_once(kernel):
    kernel.run(NETWORK)
    run = kernel.run("await net.fit(x, y, { epochs: 3, batchSize: 2000 });")
    assert run.status == "ok" and "execute_result" not in run.types
    assert len({m["content"]["transient"]["display_id"] for m in shown(run)}) == 1
    assert "image/png" in shown(run)[-1]["content"]["data"]


def test_fit_after_stop(kernel):
    kernel.run(NETWORK)
    for _ in range(3):
        cell = kernel.execute("console.log('begun'); await net.fit(x, y, { epochs: 100000, batchSize: 32 })")
        kernel.wait_for_stream(cell, "begun")
        time.sleep(2)
        kernel.interrupt()
        assert kernel.reply(cell)["ename"] == "Interrupted"
        published = kernel.published_until_idle(cell)
        texts = [m["content"]["data"]["text/plain"] for m in published if "display" in m["msg_type"]]
        assert "topped" in texts[-1]
        assert kernel.run("(await net.fit(x, y, { epochs: 1, batchSize: 2000, verbose: 0 })).epoch").result == "[ 0 ]"


def test_errors_name_the_cell_and_fold_the_library(kernel):
    kernel.run(NETWORK)
    run = kernel.run("const none = 0;\nawait net.fit(x, tf.zeros([3, 1]));")
    assert "> 2 | await net.fit" in run.traceback
    assert " within TensorCell" in run.traceback and "/lib/" not in run.traceback

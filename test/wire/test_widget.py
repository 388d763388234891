"""Widgets by anywidget's protocol: the slider's model opens, follows the browser and redraws."""

from test_comm import send_comm


def model_of(run):
    return next(m for m in run.published if m["msg_type"] == "comm_open")


def test_slider_opens_a_model_and_a_view(kernel):
    run = kernel.run("const rate = slider({ label: 'rate', min: 0, max: 1, step: 0.1, value: 0.5 }); rate")
    opened = model_of(run)
    state = opened["content"]["data"]["state"]
    assert opened["content"]["target_name"] == "jupyter.widget"
    assert opened["metadata"] == {"version": "2.1.0"}
    assert (state["_model_module"], state["_model_name"], state["value"]) == ("anywidget", "AnyModel", 0.5)
    view = run.contents("execute_result")[0]["data"]["application/vnd.jupyter.widget-view+json"]
    assert view["model_id"] == opened["content"]["comm_id"]


def test_value_from_the_browser_redraws(kernel):
    run = kernel.run("const wave = slider({ value: 1 }); await follow(wave, (n) => ({ [Symbol.for('Jupyter.display')]: () => ({ 'text/plain': `drawn ${n}` }) }))")
    shown = run.contents("display_data")[-1]
    assert shown["data"] == {"text/plain": "drawn 1"}
    comm_id = model_of(run)["content"]["comm_id"]
    data = {"method": "update", "state": {"value": 7}, "buffer_paths": []}
    published = kernel.published_until_idle(send_comm(kernel, "comm_msg", {"comm_id": comm_id, "data": data}))
    update = next(m for m in published if m["msg_type"] == "update_display_data")
    assert update["content"]["data"] == {"text/plain": "drawn 7"}
    assert update["content"]["transient"] == shown["transient"]
    assert kernel.run("wave.get('value')").result == "7"


def test_state_is_sent_on_request_and_on_set(kernel):
    run = kernel.run("const box = widget({ esm: 'export default {}', state: { n: 1, bytes: new Uint8Array([9]) } })")
    opened = model_of(run)
    assert bytes(opened["buffers"][0]) == b"\x09"
    assert opened["content"]["data"]["buffer_paths"] == [["bytes"]]
    changed = kernel.run("box.set('n', 5)").contents("comm_msg")[0]
    assert changed["data"] == {"method": "update", "state": {"n": 5}, "buffer_paths": []}
    content = {"comm_id": opened["content"]["comm_id"], "data": {"method": "request_state"}}
    published = kernel.published_until_idle(send_comm(kernel, "comm_msg", content))
    answer = next(m for m in published if m["msg_type"] == "comm_msg")
    assert answer["content"]["data"]["state"]["n"] == 5

"""Comms in both directions, with metadata and buffers; handlers run beside a cell that awaits."""

ECHO = """
comms.register('echo', (comm, { data, buffers }) => {
  comm.send({ opened: data }, { buffers });
  comm.onMessage(({ data, buffers }) => {
    console.log('got', JSON.stringify(data));
    comm.send({ back: data }, { buffers: buffers.map((b) => b.map((byte) => byte + 1)), metadata: { m: 1 } });
  });
  comm.onClose(() => console.log('closed'));
});
"""


def send_comm(kernel, msg_type, content, buffers=()):
    message = kernel.client.session.msg(msg_type, content)
    kernel.client.session.send(kernel.client.shell_channel.socket, message, buffers=list(buffers))
    return message["header"]["msg_id"]


def test_opened_by_the_front_end(kernel):
    kernel.run(ECHO)
    content = {"comm_id": "c1", "target_name": "echo", "data": {"hi": 1}}
    opened = kernel.published_until_idle(send_comm(kernel, "comm_open", content, [b"\x01\x02"]))
    reply = next(m for m in opened if m["msg_type"] == "comm_msg")
    assert reply["content"] == {"comm_id": "c1", "data": {"opened": {"hi": 1}}}
    assert bytes(reply["buffers"][0]) == b"\x01\x02"

    sent = kernel.published_until_idle(send_comm(kernel, "comm_msg", {"comm_id": "c1", "data": {"n": 2}}, [b"\x05"]))
    back = next(m for m in sent if m["msg_type"] == "comm_msg")
    assert back["content"]["data"] == {"back": {"n": 2}}
    assert back["metadata"] == {"m": 1}
    assert bytes(back["buffers"][0]) == b"\x06"
    assert any(m["msg_type"] == "stream" and "got" in m["content"]["text"] for m in sent)

    assert kernel.ask("comm_info_request", {"target_name": "echo"})["comms"] == {"c1": {"target_name": "echo"}}
    closed = kernel.published_until_idle(send_comm(kernel, "comm_close", {"comm_id": "c1", "data": {}}))
    assert any(m["msg_type"] == "stream" and "closed" in m["content"]["text"] for m in closed)
    assert kernel.ask("comm_info_request")["comms"] == {}


def test_opened_by_a_cell(kernel):
    run = kernel.run("const comm = comms.open('viewer', { a: 1 }, { metadata: { version: '2' }, buffers: [new Uint8Array([7])] })")
    opened = next(m for m in run.published if m["msg_type"] == "comm_open")
    assert opened["content"]["target_name"] == "viewer"
    assert opened["metadata"] == {"version": "2"}
    assert bytes(opened["buffers"][0]) == b"\x07"
    assert kernel.run("comm.close()").contents("comm_close")


def test_unknown_target_is_closed(kernel):
    content = {"comm_id": "c2", "target_name": "nobody", "data": {}}
    published = kernel.published_until_idle(send_comm(kernel, "comm_open", content))
    assert any(m["msg_type"] == "comm_close" for m in published)


def test_handler_runs_while_a_cell_awaits(kernel):
    kernel.run(ECHO)
    kernel.published_until_idle(send_comm(kernel, "comm_open", {"comm_id": "c3", "target_name": "echo", "data": {}}))
    cell = kernel.execute("console.log('begun'); await new Promise((resolve) => setTimeout(resolve, 1500)); 'end'")
    kernel.wait_for_stream(cell, "begun")
    published = kernel.published_until_idle(send_comm(kernel, "comm_msg", {"comm_id": "c3", "data": {}}), timeout=1.4)
    assert any(m["msg_type"] == "comm_msg" for m in published)
    assert kernel.finish(cell).result == "'end'"


def test_error_in_a_handler_is_shown(kernel):
    kernel.run("comms.register('broken', () => { throw new Error('no such thing'); })")
    content = {"comm_id": "c4", "target_name": "broken", "data": {}}
    published = kernel.published_until_idle(send_comm(kernel, "comm_open", content))
    assert any(m["msg_type"] == "error" and m["content"]["evalue"] == "no such thing" for m in published)


def test_comms_end_with_their_session(kernel):
    kernel.run("comms.open('viewer')")
    run = kernel.run("process.exit(0)")
    assert run.contents("comm_close")
    assert kernel.ask("comm_info_request")["comms"] == {}

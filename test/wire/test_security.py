"""Frames from strangers: bad signatures, replays, nonsense. The kernel drops them and answers the next good one."""

import json
import random

import pytest
import zmq
from conftest import close

DELIMITER = b"<IDS|MSG>"


@pytest.fixture
def raw_shell(kernel):
    """A bare socket on the kernel's shell, beside the well-behaved client."""
    socket = zmq.Context.instance().socket(zmq.DEALER)
    socket.connect(f"tcp://127.0.0.1:{kernel.client.shell_port}")
    yield socket
    socket.close(0)


def answers(kernel) -> bool:
    return kernel.ask("kernel_info_request")["status"] == "ok"


def signed(kernel, parts: list[bytes]) -> list[bytes]:
    return [DELIMITER, kernel.client.session.sign(parts), *parts]


def header(kernel, **changes) -> bytes:
    return json.dumps({**kernel.client.session.msg("kernel_info_request")["header"], **changes}, default=str).encode()


def test_wrong_signature_is_ignored(kernel, raw_shell):
    raw_shell.send_multipart([DELIMITER, b"0" * 64, header(kernel), b"{}", b"{}", b"{}"])
    raw_shell.send_multipart([DELIMITER, b"", header(kernel), b"{}", b"{}", b"{}"])
    assert answers(kernel)
    assert not raw_shell.poll(200)


def test_replay_is_ignored(kernel, raw_shell):
    frames = signed(kernel, [header(kernel), b"{}", b"{}", b"{}"])
    raw_shell.send_multipart(frames)
    assert raw_shell.poll(5000)
    raw_shell.recv_multipart()
    raw_shell.send_multipart(frames)
    assert answers(kernel)
    assert not raw_shell.poll(200)


@pytest.mark.parametrize(
    "content",
    [
        b"[1]",
        b"null",
        b"{",
        b'{"code": {"a": 1}, "silent": "yes", "user_expressions": [1]}',
        b'{"code": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b"\xff\xfe",
    ],
)
def test_signed_nonsense_is_survived(kernel, raw_shell, content):
    for msg_type in ("execute_request", "comm_msg", "history_request", "levitate_request"):
        raw_shell.send_multipart(signed(kernel, [header(kernel, msg_type=msg_type), b"{}", b"{}", content]))
    assert answers(kernel)


def test_deep_header_is_survived(kernel, raw_shell):
    deep = b"[" * 100_000 + b"]" * 100_000
    head = header(kernel)[:-1] + b', "extra": ' + deep + b"}"
    raw_shell.send_multipart(signed(kernel, [head, b"{}", b"{}", b"{}"]))
    assert answers(kernel)


def test_ten_thousand_broken_messages(kernel, raw_shell):
    chance = random.Random(0)
    good = signed(kernel, [header(kernel), b"{}", b"{}", b"{}"])
    for _ in range(10_000):
        raw_shell.send_multipart(broken(chance, good))
    assert answers(kernel)


def broken(chance: random.Random, good: list[bytes]) -> list[bytes]:
    kind = chance.randrange(4)
    if kind == 0:
        return [chance.randbytes(chance.randrange(100)) for _ in range(chance.randrange(1, 10))]
    if kind == 1:
        return good[: chance.randrange(1, len(good))]
    frames = [bytearray(frame) for frame in good]
    frame = chance.choice(frames)
    if kind == 2:
        frame[chance.randrange(len(frame))] ^= 1 << chance.randrange(8)
    else:
        del frame[chance.randrange(len(frame)) :]
    return [bytes(frame) for frame in frames]


def test_sockets_are_on_loopback(kernel):
    import psutil

    session = int(kernel.run("process.ppid").result)
    listening = [c.laddr.ip for c in psutil.Process(session).net_connections() if c.status == "LISTEN"]
    assert len(listening) == 5
    assert set(listening) == {"127.0.0.1"}


def test_connection_file_is_untouched(start_kernel):
    manager, kernel = start_kernel()
    with open(manager.connection_file) as file:
        before = file.read()
    kernel.run("1")
    with open(manager.connection_file) as file:
        assert file.read() == before
    close(manager, kernel)


def test_empty_key_means_no_signing(kernel_path, start_kernel, tmp_path):
    import os

    from driver import Driver
    from jupyter_client.manager import KernelManager

    manager = KernelManager(kernel_name="tensorcell")
    manager.session.key = b""
    manager.start_kernel(cwd=str(tmp_path), env={**os.environ, "TENSORCELL_HISTORY": str(tmp_path / "h.sqlite")})
    client = manager.blocking_client()
    client.start_channels()
    client.wait_for_ready(timeout=60)
    driver = Driver(client)
    assert driver.run("6 * 7").result == "42"
    close(manager, driver)


def test_no_text_is_evaluated_in_the_protocol_process(kernel):
    kernel.run("Object.defineProperty(globalThis, 'marked', { value: true })")
    kernel.ask("complete_request", {"code": "process.exit(1); marked.", "cursor_pos": 24})
    kernel.ask("inspect_request", {"code": "process.exit(1)", "cursor_pos": 3, "detail_level": 1})
    kernel.ask("is_complete_request", {"code": "process.exit(1)"})
    assert answers(kernel)

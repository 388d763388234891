"""Frames on every port: nothing that comes in ends the kernel or keeps it from answering the next."""

import json
import os
import random
import socket
import time
from contextlib import suppress

import psutil
import pytest
import zmq
from test_security import DELIMITER, header, signed

PORTS = ["shell", "control", "stdin", "hb"]
FRAMES = {
    "nothing": [b""],
    "empty frames": [b""] * 50,
    "text": [b"hello"],
    "binary": [bytes(range(256))],
    "a thousand frames": [b"x"] * 1000,
    "large": [b"\0" * 20_000_000],
    "delimiters": [DELIMITER] * 7,
    "no delimiter": [b"0" * 64, b"{}", b"{}", b"{}", b"{}"],
    "delimiter alone": [DELIMITER],
    "unsigned": [DELIMITER, b"", b"{}", b"{}", b"{}", b"{}"],
}


def ask(kernel, port: str, kind: int = zmq.DEALER) -> zmq.Socket:
    socket = zmq.Context.instance().socket(kind)
    socket.linger = 1000
    socket.connect(f"tcp://127.0.0.1:{getattr(kernel.client, f'{port}_port')}")
    return socket


def beats(kernel) -> bool:
    with ask(kernel, "hb", zmq.REQ) as socket:
        socket.send(b"beat")
        return bool(socket.poll(10_000)) and socket.recv() == b"beat"


@pytest.mark.parametrize("port", PORTS)
@pytest.mark.parametrize("name", FRAMES)
def test_frames(kernel, port, name):
    kernel.run("var kept = 41")
    for kind in (zmq.DEALER, zmq.REQ):
        with ask(kernel, port, kind) as socket:
            socket.send_multipart(FRAMES[name])
    assert beats(kernel)
    assert kernel.ask("kernel_info_request", channel="control")["status"] == "ok"
    assert kernel.run("kept").result == "41"


@pytest.mark.parametrize("port", PORTS)
def test_peers_that_leave_before_the_answer(kernel, port):
    for number in range(50):
        with ask(kernel, port) as socket:
            socket.linger = 100
            socket.send_multipart([b"", str(number).encode()])
            if port != "hb":
                socket.send_multipart(signed(kernel, [header(kernel), b"{}", b"{}", b"{}"]))
    assert beats(kernel)
    assert kernel.run("6 * 7").result == "42"


GREETING = b"\xff" + bytes(8) + b"\x7f" + b"\x03\x00NULL".ljust(54, b"\0")
STRANGERS = {
    "silence": b"",
    "a browser": b"GET / HTTP/1.1\r\n\r\n",
    "another mechanism": GREETING.replace(b"NULL\0", b"PLAIN"),
    "an old version": b"\xff" + bytes(8) + b"\x7f\x01\x00",
    "a frame without end": GREETING + b"\x02" + b"\xff" * 8,
    "a cut command": GREETING + b"\x04\x05\x05READY\x00\x02\x01a",
    "frames too early": GREETING + b"\x00\x01\x01" * 1000,
    "noise": os.urandom(100_000),
}


def connected(kernel, port: str) -> socket.socket:
    return socket.create_connection(("127.0.0.1", getattr(kernel.client, f"{port}_port")))


@pytest.mark.parametrize("port", [*PORTS, "iopub"])
@pytest.mark.parametrize("name", STRANGERS)
def test_strangers_on_the_ports(kernel, port, name):
    for _ in range(20):
        with connected(kernel, port) as stranger, suppress(OSError):  # It may have been shown the door.
            stranger.sendall(STRANGERS[name])
    assert beats(kernel)
    assert kernel.run("6 * 7").result == "42"


@pytest.mark.parametrize("port", [*PORTS, "iopub"])
def test_damaged_streams(kernel, port):
    """A front end's bytes with some of them changed, left out or doubled, in pieces of any size."""
    draw = random.Random(port)
    ready = b"\x05READY\x0bSocket-Type\0\0\0\x06DEALER\x08Identity\0\0\0\x03abc"
    request = [b"", *signed(kernel, [header(kernel), b"{}", b"{}", b"{}"])]
    frames = [bytes([at < len(request) - 1, len(part)]) + part for at, part in enumerate(request) if len(part) < 256]
    stream = GREETING + bytes([4, len(ready)]) + ready + b"".join(frames)
    for _ in range(150):
        data = bytearray(stream)
        for _ in range(draw.choice([1, 1, 2, 5])):
            at = draw.randrange(len(data))
            change = draw.choice([bytes([draw.randrange(256)]), b"", bytes(data[at : at + 9]) * 2])
            data[at : at + draw.choice([1, 1, 9])] = change
        with connected(kernel, port) as damaged, suppress(OSError):
            while data:
                size = draw.choice([1, 7, 64, 1000])
                damaged.sendall(data[:size])
                del data[:size]
    assert beats(kernel)
    assert kernel.ask("kernel_info_request", channel="control")["status"] == "ok"
    assert kernel.run("6 * 7").result == "42"


def test_a_peer_that_never_says_who_it_is_is_disconnected(kernel):
    with connected(kernel, "shell") as slow:
        slow.settimeout(1)
        begun = time.monotonic()
        with suppress(OSError):
            for byte in (GREETING + bytes(1000))[:40]:
                slow.sendall(bytes([byte]))
                time.sleep(0.5)
        assert time.monotonic() - begun < 15
    assert beats(kernel)


def test_two_peers_of_one_name(kernel):
    for _ in range(20):
        sockets = []
        for _ in range(2):
            socket = ask(kernel, "shell")
            socket.close(0)
            socket = zmq.Context.instance().socket(zmq.DEALER)
            socket.identity = b"twin"
            socket.connect(f"tcp://127.0.0.1:{kernel.client.shell_port}")
            socket.send_multipart(signed(kernel, [header(kernel), b"{}", b"{}", b"{}"]))
            sockets.append(socket)
        for socket in sockets:
            socket.close(0)
    assert kernel.run("6 * 7").result == "42"


HEADERS = {
    "half an emoji": b', "username": "\\ud83d"}',
    "no UTF-8": b', "username": "\xff\xfe"}',
    "a number of 5000 digits": b', "n": ' + b"9" * 5000 + b"}",
    "depth": b', "d": ' + b"[" * 5000 + b"]" * 5000 + b"}",
    "ten megabytes": b', "username": "' + b"x" * 10_000_000 + b'"}',
}


@pytest.mark.parametrize("name", HEADERS)
def test_answers_to_strange_headers_can_be_read(kernel, name):
    """A header comes back in what every front end reads: one that breaks their readers would silence them all."""
    reader = ask(kernel, "iopub", zmq.SUB)
    reader.subscribe(b"")
    reader.recv_multipart()
    with ask(kernel, "shell") as socket:
        socket.send_multipart(signed(kernel, [header(kernel)[:-1] + HEADERS[name], b"{}", b"{}", b"{}"]))
        assert socket.poll(10_000)
        answers = [socket.recv_multipart()]
    time.sleep(0.5)
    while reader.poll(0):
        answers.append(reader.recv_multipart())
    assert len(answers) == 3
    for frames in answers:
        for part in frames[frames.index(DELIMITER) + 2 :][:4]:
            assert len(part) < 1_000_000
            json.dumps(json.loads(part.decode("utf8")), ensure_ascii=False).encode("utf8")
    reader.close(0)


@pytest.mark.parametrize("code", ["'\\\\ud83d'.length", "/* \\\\ud83d\\\\ude00 */ 1", "'\\\\ude00\\\\ud83d'.length"])
def test_half_emojis_in_code(kernel, code):
    """As JSON escapes; jupyter_client itself cannot send them."""
    content = json.dumps({"code": "@", "silent": False}).encode().replace(b"@", code.replace("\\\\", "\\").encode())
    with ask(kernel, "shell") as socket:
        message = header(kernel, msg_type="execute_request")
        socket.send_multipart(signed(kernel, [message, b"{}", b"{}", content]))
        published = kernel.published_until_idle(json.loads(message)["msg_id"])
    for message in published:
        json.dumps(message["content"], ensure_ascii=False).encode("utf8")
    tail = kernel.ask("history_request", {"hist_access_type": "tail", "n": 1, "output": True, "raw": True})
    json.dumps(tail, ensure_ascii=False).encode("utf8")


def test_a_flood_beside_a_client(kernel):
    """Memory comes back, and nobody waits."""
    process = psutil.Process(int(kernel.run("process.ppid").result))
    with ask(kernel, "shell") as socket:
        for _ in range(40):
            socket.send_multipart([os.urandom(5_000_000)])
        assert kernel.ask("kernel_info_request", timeout=20)["status"] == "ok"
    assert process.memory_info().rss < 1500e6


def test_a_client_that_asks_first_and_reads_later(kernel):
    with ask(kernel, "shell") as socket:
        socket.rcvhwm = 0
        for number in range(3000):
            socket.send_multipart(signed(kernel, [header(kernel, msg_id=f"late-{number}"), b"{}", b"{}", b"{}"]))
        time.sleep(1)
        for number in range(3000):
            assert socket.poll(20_000), f"reply {number} is missing"
            socket.recv_multipart()

"""Many users on one server: the kernel behind a Jupyter Kernel Gateway, over HTTP and a WebSocket."""

from __future__ import annotations

import json
import socket
import subprocess
import sys
import uuid
from collections.abc import Iterator
from urllib.request import Request, urlopen

import pytest
from websocket import create_connection

TOKEN = "a-token-of-this-test"
PATIENCE = 60


@pytest.fixture
def gateway() -> Iterator[str]:
    """A running gateway's host and port."""
    port = free_port()
    options = [f"--KernelGatewayApp.{option}" for option in ("ip=127.0.0.1", f"port={port}", f"auth_token={TOKEN}")]
    command = [sys.executable, "-m", "kernel_gateway", *options]
    server = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    try:
        assert any(f":{port}" in line for line in server.stderr), "the gateway ended before it listened"
        yield f"127.0.0.1:{port}"
    finally:
        server.terminate()
        server.communicate(timeout=PATIENCE)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def ask(gateway: str, path: str, method: str, body: object = None):
    headers = {"Authorization": f"token {TOKEN}", "Content-Type": "application/json"}
    request = Request(f"http://{gateway}{path}", json.dumps(body).encode() if body else None, headers, method=method)
    with urlopen(request, timeout=PATIENCE) as answer:
        return json.loads(answer.read() or "null")


def execute(gateway: str, kernel: str, code: str) -> str:
    """The plain text of a cell's result."""
    request = execute_request(kernel, code)
    channel = create_connection(f"ws://{gateway}/api/kernels/{kernel}/channels?token={TOKEN}", timeout=PATIENCE)
    channel.send(json.dumps(request))
    try:
        while True:
            message = json.loads(channel.recv())
            if message["parent_header"].get("msg_id") != request["header"]["msg_id"]:
                continue
            assert message["msg_type"] != "error", message["content"]
            if message["msg_type"] == "execute_result":
                return message["content"]["data"]["text/plain"]
    finally:
        channel.close()


def execute_request(session: str, code: str) -> dict:
    header = {"msg_id": uuid.uuid4().hex, "msg_type": "execute_request", "username": "", "version": "5.3"}
    return {
        "channel": "shell",
        "header": {**header, "session": session},
        "parent_header": {},
        "metadata": {},
        "content": {"code": code, "silent": False, "allow_stdin": False},
    }


def test_two_users_have_kernels_of_their_own(gateway: str) -> None:
    mine, yours = (ask(gateway, "/api/kernels", "POST", {"name": "tensorcell"})["id"] for _ in range(2))
    assert execute(gateway, mine, "const a = tf.scalar(20).add(1).dataSync()[0]; a") == "21"
    assert execute(gateway, yours, "typeof (globalThis as any).a") == "'undefined'"
    assert execute(gateway, mine, "a * 2") == "42"
    for kernel in (mine, yours):
        ask(gateway, f"/api/kernels/{kernel}", "DELETE")

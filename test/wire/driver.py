"""Drives one kernel from outside, as a front end does: runs cells, collects what they publish."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from queue import Empty

PATIENCE = 60


@dataclass
class Run:
    """What a request led to: its reply, and its publications between busy and idle."""

    reply: dict
    published: list[dict] = field(default_factory=list)

    @property
    def status(self) -> str:
        return self.reply["status"]

    def contents(self, msg_type: str) -> list[dict]:
        return [message["content"] for message in self.published if message["msg_type"] == msg_type]

    def text(self, name: str = "stdout") -> str:
        return "".join(c["text"] for c in self.contents("stream") if c["name"] == name)

    @property
    def result(self) -> str | None:
        results = self.contents("execute_result")
        return results[0]["data"]["text/plain"] if results else None

    @property
    def error(self) -> dict:
        return self.contents("error")[0]

    @property
    def traceback(self) -> str:
        return strip_colours("\n".join(self.error["traceback"]))

    @property
    def types(self) -> list[str]:
        return [message["msg_type"] for message in self.published]


def strip_colours(text: str) -> str:
    return re.sub(r"\x1b\[[0-9;]*m", "", text)


class Driver:
    def __init__(self, client):
        self.client = client
        self.early: list[dict] = []

    def send(self, msg_type: str, content: dict, channel: str = "shell", **header) -> str:
        message = self.client.session.msg(msg_type, content)
        message["header"].update(header)
        getattr(self.client, f"{channel}_channel").send(message)
        return message["header"]["msg_id"]

    def execute(self, code: str, **options) -> str:
        content = {
            "code": code,
            "silent": False,
            "store_history": True,
            "user_expressions": {},
            "allow_stdin": False,
            "stop_on_error": True,
        }
        header = {key: options.pop(key) for key in ("subshell_id",) if key in options}
        return self.send("execute_request", {**content, **options}, **header)

    def run(self, code: str, timeout: float = PATIENCE, **options) -> Run:
        return self.finish(self.execute(code, **options), timeout=timeout)

    def ask(self, msg_type: str, content: dict | None = None, channel: str = "shell", timeout: float = PATIENCE) -> dict:
        """The reply's content."""
        return self.reply(self.send(msg_type, content or {}, channel), channel, timeout)

    def reply(self, msg_id: str, channel: str = "shell", timeout: float = PATIENCE) -> dict:
        deadline = time.monotonic() + timeout
        for index, message in enumerate(self.early):
            if message["parent_header"].get("msg_id") == msg_id:
                return self.early.pop(index)["content"]
        while True:
            message = self.receive(channel, deadline)
            if message["parent_header"].get("msg_id") == msg_id:
                return message["content"]
            self.early.append(message)

    def finish(self, msg_id: str, timeout: float = PATIENCE) -> Run:
        published = self.published_until_idle(msg_id, timeout)
        return Run(self.reply(msg_id, timeout=timeout), published)

    def published_until_idle(self, msg_id: str, timeout: float = PATIENCE) -> list[dict]:
        def is_idle(message: dict) -> bool:
            return message["msg_type"] == "status" and message["content"]["execution_state"] == "idle"

        return self.published_until(msg_id, is_idle, timeout)

    def published_until(self, msg_id: str, is_last, timeout: float = PATIENCE) -> list[dict]:
        deadline = time.monotonic() + timeout
        published = []
        while True:
            message = self.receive("iopub", deadline)
            if message["parent_header"].get("msg_id") != msg_id:
                continue
            published.append(message)
            if is_last(message):
                return published

    def receive(self, channel: str, deadline: float) -> dict:
        try:
            return getattr(self.client, f"get_{channel}_msg")(timeout=max(deadline - time.monotonic(), 0.01))
        except Empty:
            raise TimeoutError(f"nothing more came on {channel}") from None

    def interrupt(self) -> dict:
        return self.ask("interrupt_request", channel="control")

    def wait_for_stream(self, msg_id: str, text: str, timeout: float = PATIENCE) -> None:
        """Waits until a running cell has printed something: then it runs for sure."""
        self.published_until(
            msg_id, lambda m: m["msg_type"] == "stream" and text in m["content"]["text"], timeout
        )

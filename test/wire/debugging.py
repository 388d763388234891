"""Speaks the Debug Adapter Protocol with a kernel, as JupyterLab's debugger does."""

from __future__ import annotations

import time

from driver import PATIENCE, Driver, Run


class Debugging:
    def __init__(self, driver: Driver):
        self.driver = driver
        self.seq = 0
        self.seen: list[dict] = []

    def ask(self, command: str, timeout: float = PATIENCE, **arguments) -> dict:
        answer = self.driver.reply(self.send(command, **arguments), "control", timeout)
        assert (answer["type"], answer["request_seq"]) == ("response", self.seq)
        return answer

    def send(self, command: str, **arguments) -> str:
        self.seq += 1
        request = {"type": "request", "seq": self.seq, "command": command, "arguments": arguments}
        return self.driver.send("debug_request", request, "control")

    def body(self, command: str, **arguments) -> dict:
        answer = self.ask(command, **arguments)
        assert answer["success"], answer
        return answer["body"]

    def start(self) -> None:
        for command in ("initialize", "attach", "configurationDone"):
            answer = self.ask(command)
            assert answer["success"], answer

    def set(self, code: str, *breakpoints: int | dict) -> list[dict]:
        """Of a cell, by the file that stands for it."""
        return self.set_in(self.body("dumpCell", code=code)["sourcePath"], *breakpoints)

    def set_in(self, path: str, *breakpoints: int | dict) -> list[dict]:
        wanted = [one if isinstance(one, dict) else {"line": one} for one in breakpoints]
        return self.body("setBreakpoints", source={"path": path}, breakpoints=wanted)["breakpoints"]

    def receive(self, is_last, timeout: float = PATIENCE) -> dict:
        """Keeps all that is published until a message comes; gives that."""
        deadline = time.monotonic() + timeout
        while True:
            message = self.driver.receive("iopub", deadline)
            self.seen.append(message)
            if is_last(message):
                return message

    def event(self, name: str, timeout: float = PATIENCE) -> dict:
        def is_event(message: dict) -> bool:
            return message["msg_type"] == "debug_event" and message["content"]["event"] == name

        return self.receive(is_event, timeout)["content"]

    def frames(self) -> list[tuple[str, int]]:
        return [(one["name"], one["line"]) for one in self.body("stackTrace", threadId=1)["stackFrames"]]

    @property
    def line(self) -> int:
        return self.frames()[0][1]

    def step(self, how: str) -> int:
        """Gives the line of the next stop."""
        assert self.ask(how, threadId=1)["success"]
        self.event("stopped")
        return self.line

    def go(self) -> None:
        assert self.ask("continue", threadId=1)["success"]

    def scopes(self, frame: int = 1) -> dict[str, dict[str, dict]]:
        scopes = self.body("scopes", frameId=frame)["scopes"]
        return {one["name"]: self.variables(one["variablesReference"]) for one in scopes}

    def variables(self, reference: int, **paging) -> dict[str, dict]:
        found = self.body("variables", variablesReference=reference, **paging)["variables"]
        return {one["name"]: one for one in found}

    def value(self, expression: str, frame: int | None = 1) -> str:
        where = {} if frame is None else {"frameId": frame}
        return self.body("evaluate", expression=expression, **where)["result"]

    def stops(self, code: str) -> str:
        """Runs a cell until it stops; gives the request."""
        cell = self.driver.execute(code)
        self.event("stopped")
        return cell

    def finish(self, cell: str) -> Run:
        def is_idle(message: dict) -> bool:
            return (
                message["parent_header"].get("msg_id") == cell
                and message["content"].get("execution_state") == "idle"
            )

        if not any(is_idle(message) for message in self.seen):
            self.receive(is_idle)
        published = [one for one in self.seen if one["parent_header"].get("msg_id") == cell]
        return Run(self.driver.reply(cell), published)

    def end(self) -> None:
        """As it was, for the next test."""
        self.ask("disconnect")
        self.seen.clear()

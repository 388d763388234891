"""Sends mutated requests from several clients to one kernel, and holds it to its word: every request that is one gets its
reply and its idle, nothing takes more than 10 s, the session keeps its variables, and every message can be read."""

from __future__ import annotations

import collections
import json
import random
import time
from dataclasses import dataclass, field

import psutil
import zmq
from mutations import DELIMITER, Request, make

PATIENCE = 10
BATCH = 40
CLIENTS = 3
KEPT = 41


@dataclass
class Result:
    sent: int = 0
    answered: int = 0
    longest: float = 0
    memory: float = 0
    problems: list[str] = field(default_factory=list)
    kinds: collections.Counter = field(default_factory=collections.Counter)


class Client:
    """A front end's sockets without its good manners."""

    def __init__(self, context: zmq.Context, ports: dict[str, int], name: str):
        self.sockets: dict[str, zmq.Socket] = {}
        for channel in ("shell", "control", "stdin", "hb"):
            self.connect(context, ports, channel, f"{name}-{channel}".encode())
        self.sockets["iopub"] = context.socket(zmq.XSUB)
        self.sockets["iopub"].linger = 0
        self.sockets["iopub"].connect(f"tcp://127.0.0.1:{ports['iopub']}")

    def connect(self, context, ports, channel: str, identity: bytes) -> None:
        socket = context.socket(zmq.DEALER)
        socket.identity = identity
        socket.linger = 0
        socket.rcvhwm = 0
        socket.sndtimeo = PATIENCE * 1000
        socket.connect(f"tcp://127.0.0.1:{ports[channel]}")
        self.sockets[channel] = socket

    def close(self) -> None:
        for socket in self.sockets.values():
            socket.close()


class Fuzz:
    def __init__(self, manager, driver, seed: int):
        self.manager, self.driver, self.seed = manager, driver, seed
        self.context = zmq.Context()
        # The compiler is loaded with the first cell, which takes its time.
        driver.run(f"const kept = {KEPT}")
        client = driver.client
        self.ports = {name: getattr(client, f"{name}_port") for name in ("shell", "control", "stdin", "hb", "iopub")}
        self.clients = [Client(self.context, self.ports, str(number)) for number in range(CLIENTS)]
        self.published = self.context.socket(zmq.SUB)
        self.published.rcvhwm = 0
        self.published.subscribe(b"")
        self.published.connect(f"tcp://127.0.0.1:{self.ports['iopub']}")
        assert self.published.poll(PATIENCE * 1000), "no welcome"
        #: Of batches that are over: a replay must not overtake what it repeats.
        self.sent: list[list[bytes]] = []
        self.batch: list[list[bytes]] = []
        self.replies: dict[str, Request] = {}
        self.idles: dict[str, Request] = {}
        self.since: dict[str, float] = {}
        self.result = Result()

    def run(self, first: int, count: int) -> Result:
        for start in range(first, first + count, BATCH):
            for number in range(start, min(start + BATCH, first + count)):
                self.send(number)
            if not self.settle(start):
                break
            self.sent, self.batch = self.batch, []
        self.check_variables(first + count)
        self.result.memory = self.memory()
        self.close()
        return self.result

    def send(self, number: int) -> None:
        request = make(self.seed, number, self.driver.client.session, self.sent)
        client = self.clients[number % CLIENTS]
        if number % 500 == 499:
            # One that leaves without reading, and comes back under its name.
            name = f"{number % CLIENTS}-shell".encode()
            self.forget(client)
            client.sockets["shell"].close()
            client.connect(self.context, self.ports, "shell", name)
        client.sockets[request.channel].send_multipart(request.frames)
        self.batch.append(request.frames)
        self.result.sent += 1
        self.result.kinds[request.kind.split(", ")[1]] += 1
        self.since[request.msg_id] = time.monotonic()
        if request.wants_reply:
            self.replies[request.msg_id] = request
        if request.wants_idle:
            self.idles[request.msg_id] = request

    def forget(self, client: Client) -> None:
        """What it asked and did not read, or had not even sent, is its own loss."""
        index = self.clients.index(client)
        for due in (self.replies, self.idles):
            for msg_id in [m for m in due if int(m.split("-")[1]) % CLIENTS == index]:
                del due[msg_id]

    def settle(self, start: int) -> bool:
        """Reads until everything has come that is due, or nothing more came for 10 s. False when the kernel is gone."""
        poller = zmq.Poller()
        for socket in [self.published, *(s for client in self.clients for s in client.sockets.values())]:
            poller.register(socket, zmq.POLLIN)
        progress = time.monotonic()
        while self.replies or self.idles:
            for socket, _ in poller.poll(200):
                while socket.poll(0):
                    if self.take(socket, socket.recv_multipart()):
                        progress = time.monotonic()
            if time.monotonic() - progress > PATIENCE:
                waiting = [f"{r.kind} ({m})" for m, r in list({**self.idles, **self.replies}.items())[:5]]
                self.problem(start, f"no answer for {PATIENCE} s to {'; '.join(waiting)}")
                self.idles.clear()
                self.replies.clear()
        return self.check_alive(start)

    def take(self, socket, frames: list[bytes]) -> bool:
        if DELIMITER not in frames:
            return False
        at = frames.index(DELIMITER)
        header, parent, metadata, content = (self.read(part) for part in frames[at + 2 : at + 6])
        msg_id = parent.get("msg_id")
        if not isinstance(msg_id, str):
            return False
        waited = time.monotonic() - self.since.get(msg_id, time.monotonic())
        if socket is self.published:
            found = content.get("execution_state") == "idle" and self.idles.pop(msg_id, None)
        else:
            found = header["msg_type"].endswith("_reply") and self.replies.pop(msg_id, None)
        if found:
            self.result.answered += 1
            self.result.longest = max(self.result.longest, waited)
        return bool(found)

    def read(self, part: bytes) -> dict:
        """As a Jupyter server does, which also has to send it on as text."""
        try:
            value = json.loads(part.decode("utf8"))
            json.dumps(value, ensure_ascii=False).encode("utf8")
            return value
        except (ValueError, RecursionError) as error:
            self.problem(self.result.sent, f"a message that cannot be read: {error!r}: {part[:200]!r}")
            return {}

    def check_alive(self, start: int) -> bool:
        for channel in ("shell", "control"):
            try:
                self.driver.ask("kernel_info_request", channel=channel, timeout=PATIENCE)
            except TimeoutError:
                self.problem(start, f"kernel_info was not answered on {channel}")
                return False
        if not self.heartbeat():
            self.problem(start, "no heartbeat")
            return False
        if start % (BATCH * 25) == 0:
            return self.check_variables(start)
        while self.driver.client.iopub_channel.msg_ready():
            self.driver.client.get_iopub_msg(timeout=0)
        return True

    def heartbeat(self) -> bool:
        with self.context.socket(zmq.REQ) as socket:
            socket.linger = 0
            socket.connect(f"tcp://127.0.0.1:{self.ports['hb']}")
            socket.send(b"ping")
            return bool(socket.poll(PATIENCE * 1000)) and socket.recv() == b"ping"

    def check_variables(self, start: int) -> bool:
        try:
            # Requests of others may fail meanwhile and abort what waits; then it is asked again.
            for _ in range(5):
                run = self.driver.run("kept", timeout=PATIENCE)
                if run.status != "aborted":
                    break
        except TimeoutError:
            self.problem(start, "a cell was not answered")
            return False
        if run.result != str(KEPT):
            self.problem(start, f"the variables are lost: {run.reply.get('evalue', run.reply)}")
        return run.result == str(KEPT)

    def problem(self, start: int, what: str) -> None:
        self.result.problems.append(f"after request {start}: {what} (repeat with --seed {self.seed} --first {max(start - BATCH, 0)})")

    def memory(self) -> float:
        return psutil.Process(self.manager.provisioner.pid).memory_info().rss / 1e6

    def close(self) -> None:
        for client in self.clients:
            client.close()
        self.published.close(0)
        self.context.destroy(0)


def fuzz(manager, driver, seed: int, first: int, count: int) -> Result:
    random.seed(seed)
    return Fuzz(manager, driver, seed).run(first, count)

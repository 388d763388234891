"""Readers of iopub that stand still, crawl, leave or were never any: each is its own trouble."""

import os
import signal
import subprocess
import sys
import threading
import time

import psutil
import pytest
import zmq

READER = """
import sys, time, zmq
reader = zmq.Context().socket(zmq.SUB)
reader.rcvhwm = 10
reader.subscribe(b"")
reader.connect(sys.argv[1])
reader.recv_multipart()
print("reading", flush=True)
while True:
    reader.recv_multipart()
    time.sleep(float(sys.argv[2]))
"""


def iopub(kernel) -> str:
    return f"tcp://127.0.0.1:{kernel.client.iopub_port}"


@pytest.fixture
def start_reader(fresh_kernel):
    """A reader in a process of its own, which can be suspended."""
    started = []

    def start(pause: float = 0) -> subprocess.Popen:
        command = [sys.executable, "-c", READER, iopub(fresh_kernel[1]), str(pause)]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        started.append(process)
        assert process.stdout.readline() == "reading\n"
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()


def collect(kernel, cells: list[str], timeout: float = 120) -> tuple[list[str], int]:
    """The lines that cells print, and how many of them came to idle, for a reader who reads."""
    ids = [kernel.execute(code) for code in cells]
    text, idles = [], 0
    deadline = time.monotonic() + timeout
    while idles < len(ids):
        message = kernel.receive("iopub", deadline)
        if message["parent_header"].get("msg_id") not in ids:
            continue
        if message["msg_type"] == "stream":
            text.append(message["content"]["text"])
        idles += message["content"].get("execution_state") == "idle"
    for msg_id in ids:
        assert kernel.reply(msg_id)["status"] == "ok"
    return "".join(text).splitlines(), idles


LINES = "for (let i = 0; i < 12_000; i++) console.log(`{n} ${{i}} ${{'x'.repeat({width})}}`)"


@pytest.mark.parametrize(("stuck", "width"), [(1, 20), (1, 900), (3, 200)])
def test_stuck_readers_beside_one_that_reads(fresh_kernel, start_reader, stuck, width):
    manager, kernel = fresh_kernel
    for _ in range(stuck):
        os.kill(start_reader().pid, signal.SIGSTOP)
    lines, idles = collect(kernel, [LINES.format(n=n, width=width) for n in range(5)])
    assert idles == 5
    assert [line.rsplit(" ", 1)[0] for line in lines] == [f"{n} {i}" for n in range(5) for i in range(12_000)]
    memory = psutil.Process(manager.provisioner.pid).memory_info().rss
    assert memory < 900e6


def test_a_reader_that_was_suspended_reads_on(fresh_kernel, start_reader):
    _, kernel = fresh_kernel
    reader = zmq.Context.instance().socket(zmq.SUB)
    reader.subscribe(b"")
    reader.connect(iopub(kernel))
    reader.recv_multipart()
    other = start_reader()
    os.kill(other.pid, signal.SIGSTOP)
    collect(kernel, [LINES.format(n=0, width=2000)])
    os.kill(other.pid, signal.SIGCONT)
    collect(kernel, ["console.log('the last')"])
    types = []
    while reader.poll(2000):
        types.append(reader.recv_multipart()[0])
    assert types[-1] == b"status" and types.count(b"execute_input") == 2
    reader.close(0)


def test_a_slow_reader_loses_nothing_and_is_waited_for(fresh_kernel):
    """It takes 200 messages a second of 20 KB, while the cell could print a thousand times faster."""
    _, kernel = fresh_kernel
    reader = zmq.Context.instance().socket(zmq.SUB)
    reader.rcvhwm = 10
    reader.subscribe(b"")
    reader.connect(iopub(kernel))
    reader.recv_multipart()
    cell = kernel.execute("for (let i = 0; i < 1000; i++) { console.log(i + ' ' + 'x'.repeat(20_000)); await null }")
    seen = []
    while True:
        frames = reader.recv_multipart()
        if frames[0] == b"stream":
            text = kernel.client.session.unserialize(frames[2:], content=True)["content"]["text"]
            seen += [int(line.split(" ")[0]) for line in text.splitlines()]
        if frames[0] == b"status" and b'"idle"' in frames[6] and cell.encode() in frames[4]:
            break
        time.sleep(0.005)
    assert seen == list(range(1000))
    assert kernel.reply(cell)["status"] == "ok"
    reader.close(0)


def test_readers_that_come_and_go(fresh_kernel):
    _, kernel = fresh_kernel
    stop = threading.Event()

    def come_and_go():
        context = zmq.Context()
        while not stop.is_set():
            reader = context.socket(zmq.SUB)
            reader.subscribe(b"")
            reader.connect(iopub(kernel))
            reader.poll(20)
            reader.close(0)
        context.term()

    threads = [threading.Thread(target=come_and_go) for _ in range(3)]
    for thread in threads:
        thread.start()
    lines, _ = collect(kernel, [LINES.format(n=n, width=50) for n in range(3)])
    stop.set()
    for thread in threads:
        thread.join()
    assert len(lines) == 36_000


def test_stop_while_a_reader_is_stuck(fresh_kernel, start_reader):
    _, kernel = fresh_kernel
    os.kill(start_reader().pid, signal.SIGSTOP)
    cell = kernel.execute("while (true) console.log('x'.repeat(1000))")
    kernel.wait_for_stream(cell, "x")
    time.sleep(2)
    assert kernel.interrupt()["status"] == "ok"
    assert kernel.reply(cell, timeout=20)["ename"] == "Interrupted"


@pytest.mark.parametrize("topic", [b"stream", b"st", b"execute_input", b"\xff"])
def test_topics(fresh_kernel, topic):
    _, kernel = fresh_kernel
    reader = zmq.Context.instance().socket(zmq.SUB)
    reader.subscribe(topic)
    reader.connect(iopub(kernel))
    assert reader.recv_multipart()[0] == topic
    kernel.run("console.log('hi')")
    topics = []
    while reader.poll(300):
        topics.append(reader.recv_multipart()[0])
    expected = {b"stream": [b"stream"], b"execute_input": [b"execute_input"], b"\xff": []}
    assert topics == expected.get(topic, [b"status", b"stream", b"status"])
    reader.close(0)

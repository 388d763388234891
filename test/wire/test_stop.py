"""Stop always stops, within a second, and keeps the variables."""

import os
import signal
import time

import pytest

ENDLESS = {
    "loop": "while (true) {}",
    "loop that catches": "while (true) { try { while (true) {} } catch {} }",
    "loop after an await": "await null; for (;;) {}",
    "loop that awaits": "while (true) await null;",
    "await": "await new Promise(() => {})",
    "recursion through timers": "await new Promise(() => { const again = () => setTimeout(again, 1); again(); })",
    "recursion after an await": (
        "const fib = (n: number): number => (n < 2 ? n : fib(n - 1) + fib(n - 2)); await null; fib(80)"
    ),
    "microtasks": "const again = (): Promise<void> => Promise.resolve().then(again); await again()",
    "ticks": "const tick = (): void => process.nextTick(tick); tick(); await new Promise(() => {})",
    "elements after an await": (
        "const all = new Array(1e5).fill(0); await null; all.forEach(() => { all.forEach(() => { all.forEach(() => {}) }) })"
    ),
    "loop in a function of Node's": "'x'.repeat(3).split('').forEach(() => { while (true) {} })",
    "printing": "while (true) console.log('on and on')",
    "child process": "import { execSync } from 'node:child_process'; execSync('sleep 60')",
    "child process, awaited": (
        "import { exec } from 'node:child_process'; await new Promise((resolve) => exec('sleep 60', resolve))"
    ),
    "running fit": (
        "const net = sequential([layers.dense({ units: 256, inputShape: [256] }), layers.dense({ units: 1 })]);\n"
        "net.compile({ optimizer: 'adam', loss: 'meanSquaredError' });\n"
        "await net.fit(tf.zeros([20000, 256]), tf.zeros([20000, 1]), { epochs: 100000, verbose: 0 })"
    ),
    "TensorFlow ops, one after the other": (
        "const large = tf.ones([1500, 1500]);\nwhile (true) large.matMul(large).dispose()"
    ),
}


@pytest.mark.parametrize("name", ENDLESS)
def test_stop(kernel, name):
    assert kernel.run("let kept = 41").status == "ok"
    cell = kernel.execute(f"console.log('begun');\n{ENDLESS[name]}")
    kernel.wait_for_stream(cell, "begun")
    time.sleep(0.2)
    assert kernel.interrupt()["status"] == "ok"
    # Interrupted says that the session lives; one that had to be replaced says SessionEnded.
    assert kernel.reply(cell, timeout=10)["ename"] == "Interrupted"
    assert kernel.run("kept + 1").result == "42"


SORT = "new Array(5_000_000).fill(0).map(Math.random).sort(() => { let x = 0; for (let i = 0; i < 1000; i++) x += i; return x })"


def test_stop_at_any_moment_of_built_in_code(kernel):
    """The signal that ends such code must not come when Node listens for none."""
    assert kernel.run("let kept = 41").status == "ok"
    for moment in (0.5, 0.7, 0.8, 0.85, 0.9, 0.95, 1, 1.05, 1.1, 1.2) * 2:
        cell = kernel.execute(SORT)
        time.sleep(moment)
        kernel.interrupt()
        assert kernel.reply(cell, timeout=10)["ename"] == "Interrupted", moment
    assert kernel.run("kept + 1").result == "42"


def test_stop_aborts_what_waits(kernel):
    cell = kernel.execute("console.log('begun'); while (true) {}")
    waiting = kernel.execute("1")
    kernel.wait_for_stream(cell, "begun")
    kernel.interrupt()
    assert kernel.reply(cell)["ename"] == "Interrupted"
    assert kernel.reply(waiting)["status"] == "aborted"


def test_stop_when_nothing_runs_changes_nothing(kernel):
    assert kernel.interrupt()["status"] == "ok"
    assert kernel.run("1").result == "1"


def test_stop_by_signal(fresh_kernel):
    manager, kernel = fresh_kernel
    cell = kernel.execute("console.log('begun'); while (true) {}")
    kernel.wait_for_stream(cell, "begun")
    os.kill(manager.provisioner.pid, signal.SIGINT)
    assert kernel.reply(cell, timeout=10)["ename"] == "Interrupted"
    assert kernel.run("1").result == "1"


def test_what_cannot_be_stopped_is_replaced(kernel):
    # Opening a pipe that nobody writes to blocks in the operating system.
    kernel.run("import { execSync } from 'node:child_process'; import { readFileSync } from 'node:fs';")
    cell = kernel.execute("execSync('mkfifo nobody'); console.log('begun'); readFileSync('nobody')")
    kernel.wait_for_stream(cell, "begun")
    kernel.interrupt()
    reply = kernel.reply(cell, timeout=20)
    assert reply["ename"] == "SessionEnded" and "Stop" in reply["evalue"]
    assert kernel.run("1").result == "1"


SLIDERS = {
    "a loop": ("while (true) {}", 0),
    "a loop, and the slider moves on": ("while (true) {}", 70),
    "a cell that awaits, and the slider moves on": ("await new Promise(() => {})", 70),
    "a loop, with a handler that takes its time": ("while (true) {}", 10),
}


@pytest.mark.parametrize("name", SLIDERS)
def test_stop_beside_a_moving_slider(kernel, name):
    code, moves = SLIDERS[name]
    work = 50 if "time" in name else 0
    kernel.run(
        "var kept = 41; comms.register('slider', (comm) => comm.onMessage(async () => {\n"
        f"  await new Promise((resolve) => setTimeout(resolve, {work}));\n"
        "}))"
    )
    kernel.send("comm_open", {"comm_id": name, "target_name": "slider", "data": {}})
    cell = kernel.execute(f"console.log('begun'); {code}")
    kernel.wait_for_stream(cell, "begun")

    def move() -> None:
        kernel.send("comm_msg", {"comm_id": name, "data": {"value": 1}})

    for _ in range(100):
        move()
    assert kernel.interrupt()["status"] == "ok"
    for _ in range(moves):
        move()
        time.sleep(0.1)
    assert kernel.reply(cell, timeout=10)["ename"] == "Interrupted"
    time.sleep(6 if moves == 0 else 0)
    assert kernel.run("kept + 1").result == "42"

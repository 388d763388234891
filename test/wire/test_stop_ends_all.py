"""After Stop nothing of the stopped cell goes on; what other cells left running does."""

import os
import time

import pytest

SETUP = """
import { EventEmitter, once } from 'node:events';
import { createServer, get } from 'node:http';
import { spawn } from 'node:child_process';
import { Worker } from 'node:worker_threads';
import { appendFileSync, readFile, watch, writeFileSync } from 'node:fs';
import { Readable, Transform, Writable } from 'node:stream';
import { setInterval as ticks, setTimeout as sleep } from 'node:timers/promises';
let rounds = 0;
const nap = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const net = sequential([layers.dense({ units: 1, inputShape: [1] })]);
net.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
const [x, y] = [tf.zeros([4, 1]), tf.zeros([4, 1])];
await net.trainOnBatch(x, y);
"""

#: Each goes on for ever in the background of its own promises, timers or handles, and counts its rounds.
ZOMBIES = {
    "loop that awaits": "while (true) { await nap(5); rounds++ }",
    "loop that catches": "while (true) { try { await nap(5); rounds++ } catch {} }",
    "loop that catches in a function": (
        "async function go() { try { await nap(5); rounds++ } catch {} finally { void go() } } await go(); await nap(1e6)"
    ),
    "loop that nobody awaits": "void (async () => { for (;;) { await nap(5); rounds++ } })(); await nap(1e6)",
    "four loops at once": (
        "await Promise.all([1, 2, 3, 4].map(async () => { for (;;) { await nap(5); rounds++ } }))"
    ),
    "for await over a timer": "for await (const _ of ticks(5)) rounds++",
    "for await over a generator": (
        "async function* count() { for (let n = 0; ; n++) { await sleep(5); yield n } } for await (const _ of count()) rounds++"
    ),
    "for await over promises": (
        "function* all() { while (true) yield nap(5) } for await (const _ of all()) rounds++"
    ),
    "next frames": "while (true) { await tf.nextFrame(); rounds++ }",
    "training loop": "while (true) { await net.trainOnBatch(x, y); rounds++ }",
    "promise chain": (
        "const loop = (): Promise<void> => nap(5).then(() => { rounds++ }).then(loop); await loop()"
    ),
    "promise chain that catches": (
        "const loop = (): Promise<void> => nap(5).then(() => { rounds++ }).catch(() => {}).finally(() => {}).then(loop, loop); await loop()"
    ),
    "timeouts": "const loop = () => { rounds++; setTimeout(loop, 5) }; loop(); await nap(1e6)",
    "interval": "setInterval(() => { rounds++ }, 5); await nap(1e6)",
    "immediates": "const loop = () => { rounds++; setImmediate(loop) }; loop(); await nap(1e6)",
    "microtasks after timers": (
        "const loop = () => { rounds++; setTimeout(() => queueMicrotask(loop), 5) }; loop(); await nap(1e6)"
    ),
    "ticks after timers": (
        "const loop = () => { rounds++; setTimeout(() => process.nextTick(loop), 5) }; loop(); await nap(1e6)"
    ),
    "files by callbacks": (
        "const loop = () => readFile('/etc/hostname', (error, data) => { rounds++; loop() }); loop(); await nap(1e6)"
    ),
    "event emitter": (
        "const emitter = new EventEmitter(); emitter.on('turn', () => { rounds++; setTimeout(() => emitter.emit('turn'), 5) }); emitter.emit('turn'); await nap(1e6)"
    ),
    "stream": (
        "Readable.from((function* () { while (true) yield 'x' })()).pipe(new Transform({ transform(chunk, _, done) { rounds++; setTimeout(done, 2, null, chunk) } })).resume(); await nap(1e6)"
    ),
    "child that prints": (
        "const child = spawn('sh', ['-c', 'while :; do echo x; sleep 0.01; done']); child.stdout.on('data', () => { rounds++ }); await nap(1e6)"
    ),
    "child that ignores SIGINT": (
        "spawn('sh', ['-c', 'trap : INT TERM; while :; do echo >> ticks; sleep 0.02; done']);\n"
        "watch('.', () => { rounds++ }); await nap(1e6)"
    ),
    "worker thread": (
        "const worker = new Worker(`const { parentPort } = require('node:worker_threads'); setInterval(() => parentPort.postMessage(1), 5)`, { eval: true });\n"
        "worker.on('message', () => { rounds++ }); await nap(1e6)"
    ),
    "server that is asked": (
        "const server = createServer((request, response) => { rounds++; response.end('x') }).listen(0); await once(server, 'listening');\n"
        "const { port } = server.address() as { port: number };\n"
        "while (true) { await fetch(`http://127.0.0.1:${port}`).then((response) => response.text()) }"
    ),
    "functions that call each other": (
        "async function ping(): Promise<void> { try { await Promise.resolve(); rounds++ } catch {} return pong() }\n"
        "async function pong(): Promise<void> { await null; return ping() }\nawait ping()"
    ),
    "retries": (
        "const task = async () => { await nap(2); rounds++; throw new Error('x') };\n"
        "const retry = (): Promise<void> => task().catch(retry); await retry()"
    ),
    "loop in finally": "try { await nap(1e6) } finally { for (;;) rounds++ }",
    "abort signals": (
        "const again = () => AbortSignal.timeout(3).addEventListener('abort', () => { rounds++; again() }); again(); await nap(1e6)"
    ),
    "message channel": (
        "const { port1, port2 } = new MessageChannel() as any; port1.onmessage = () => { rounds++; setTimeout(() => port2.postMessage(1), 2) };\n"
        "port2.postMessage(1); await nap(1e6)"
    ),
    "client that connects again": (
        "const { connect, createServer: listen } = require('node:net'); const refusing = listen((socket: any) => socket.destroy()).listen(0, dial);\n"
        "function dial() { const client = connect(refusing.address().port); client.on('close', () => { rounds++; setTimeout(dial, 1) }); client.on('error', () => {}) }\n"
        "await nap(1e6)"
    ),
    "children one after the other": (
        "function next() { spawn('true').on('exit', () => { rounds++; next() }) } next(); await nap(1e6)"
    ),
    "compressing by callbacks": (
        "const { gzip } = require('node:zlib'); const zip = () => gzip('x', (error: unknown) => { rounds++; zip() }); zip(); await nap(1e6)"
    ),
    "display that takes its time": (
        "({ async [Symbol.for('Jupyter.display')]() { while (true) { await nap(2); rounds++ } } })"
    ),
    "file watcher": (
        "writeFileSync('watched', ''); watch('watched', () => { rounds++; setTimeout(() => appendFileSync('watched', 'x'), 5) }); appendFileSync('watched', 'x'); await nap(1e6)"
    ),
}


@pytest.fixture(scope="module")
def prepared(kernel):
    assert kernel.run(SETUP).status == "ok"
    return kernel


def stop_after_begin(kernel, code: str) -> dict:
    cell = kernel.execute(f"console.log('begun');\n{code}")
    kernel.wait_for_stream(cell, "begun")
    time.sleep(0.4)
    kernel.interrupt()
    return kernel.reply(cell, timeout=10)


@pytest.mark.parametrize("name", ZOMBIES)
def test_nothing_goes_on(prepared, name):
    prepared.run("rounds = 0")
    assert stop_after_begin(prepared, ZOMBIES[name])["ename"] == "Interrupted"
    time.sleep(0.7)
    before = int(prepared.run("rounds").result)
    assert before > 0
    time.sleep(0.3)
    assert int(prepared.run("rounds").result) == before


def test_finally_cleans_up_and_may_await(prepared):
    code = """
    try { await nap(1e6) } finally { console.log('cleaning'); await nap(20); await tidy(); console.log('clean') }
    async function tidy() { for (let i = 0; i < 3; i++) await nap(5) }
    """
    cell = prepared.execute(f"console.log('begun');\n{code}")
    prepared.wait_for_stream(cell, "begun")
    prepared.interrupt()
    run = prepared.finish(cell)
    assert run.error["ename"] == "Interrupted"
    assert run.text() == "cleaning\nclean\n"


def test_cleaning_up_has_an_end(prepared):
    prepared.run("rounds = 0")
    started = time.monotonic()
    reply = stop_after_begin(prepared, "try { await nap(1e6) } finally { while (true) { await nap(5); rounds++ } }")
    assert reply["ename"] == "Interrupted" and time.monotonic() - started < 5
    before = prepared.run("rounds").result
    time.sleep(0.2)
    assert prepared.run("rounds").result == before


def test_functions_of_a_stopped_cell_are_used_on(prepared):
    stop_after_begin(
        prepared,
        "let seen = 0; async function step(n: number) { await nap(1); return n + 1 }\n"
        "const later = () => nap(1).then(() => 'later');\nwhile (true) seen = await step(seen)",
    )
    assert prepared.run("let sum = 0; for (let i = 0; i < 5; i++) sum = await step(sum); [sum, await later()]").result == (
        "[ 5, 'later' ]"
    )


def test_a_rerun_counts_alone(prepared):
    code = "rounds = 0; while (true) { await nap(20); rounds++ }"
    for _ in range(3):
        stop_after_begin(prepared, code)
    cell = prepared.execute(f"console.log('begun');\n{code}")
    prepared.wait_for_stream(cell, "begun")
    time.sleep(1)
    prepared.interrupt()
    prepared.reply(cell)
    # Four loops at once would have counted past 100.
    assert int(prepared.run("rounds").result) <= 60


def test_port_of_a_stopped_server_is_free_for_the_rerun(prepared):
    code = "createServer().listen(38461, () => console.log('open')); await nap(1e6)"
    for _ in range(2):
        cell = prepared.execute(code)
        prepared.wait_for_stream(cell, "open")
        prepared.interrupt()
        assert prepared.reply(cell)["ename"] == "Interrupted"


def test_what_other_cells_left_running_stays_until_stop_where_none_runs(prepared):
    prepared.run("let beats = 0, kept = 0; setInterval(() => { beats++ }, 5); void (async () => { for (;;) { await nap(5); beats++ } })()")
    prepared.run("const keeping = keepRunning(() => setInterval(() => { kept++ }, 5)); 0")
    stop_after_begin(prepared, "while (true) await nap(5)")
    assert grows(prepared, "beats") and grows(prepared, "kept")
    prepared.interrupt()
    time.sleep(0.2)
    assert not grows(prepared, "beats")
    assert grows(prepared, "kept")
    assert prepared.run("clearInterval(keeping); 1").result == "1"


def test_stop_ends_a_loop_in_a_timer_of_an_ended_cell(prepared):
    prepared.run("setTimeout(() => { while (true) {} }, 50); 0")
    time.sleep(0.3)
    prepared.interrupt()
    assert prepared.run("1", timeout=10).result == "1"


def test_kept_server_answers_after_stop(prepared):
    prepared.run(
        "const open = keepRunning(() => createServer(async (_, response) => { await nap(5); response.end('still here') }).listen(0));\n"
        "await once(open, 'listening')"
    )
    prepared.interrupt()
    stop_after_begin(prepared, "await nap(1e6)")
    ask = "await (await fetch(`http://127.0.0.1:${(open.address() as { port: number }).port}`)).text()"
    assert prepared.run(ask).result == "'still here'"
    prepared.run("open.closeAllConnections(); open.close(); 0")


def test_keep_running_wants_a_function(prepared):
    assert "start it inside of the function" in prepared.run("keepRunning(5 as never)").error["evalue"]


def test_fetch_and_packages_work_after_a_stop(prepared):
    stop_after_begin(
        prepared,
        "const web = createServer((_, response) => setTimeout(() => response.end('slow'), 300)).listen(0); await once(web, 'listening');\n"
        "await Promise.all([1, 2, 3].map(() => fetch(`http://127.0.0.1:${(web.address() as { port: number }).port}`)))",
    )
    run = prepared.run(
        "const fast = createServer((_, response) => response.end('fast')).listen(0); await once(fast, 'listening');\n"
        "const answer = await (await fetch(`http://127.0.0.1:${(fast.address() as { port: number }).port}`)).text(); fast.closeAllConnections(); fast.close(); answer"
    )
    assert run.result == "'fast'"


def grows(kernel, name: str) -> bool:
    before = int(kernel.run(name).result)
    time.sleep(0.3)
    return int(kernel.run(name).result) > before

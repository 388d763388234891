// A thread of the session that reads the private pipe. It answers Stop while the main thread computes, and ends
// the session when the protocol process has ended.
import { Socket, type SocketConstructorOpts, type TcpSocketConnectOpts } from 'node:net';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import type { FromDebugger } from '../contract/debug-messages.js';
import { debuggerDescriptor, encodeFrame, FrameReader, incomingDescriptor } from '../contract/framing.js';
import type { ToSession } from '../contract/session-messages.js';
import { endChildren, endDescendants } from './child-processes.js';
import type { Debugger } from './debugger/debugger.js';
import { SharedState } from './shared-state.js';

export interface ListenerData {
  memory: SharedArrayBuffer;
  replies: MessagePort;
}

export type ToListener =
  /** A child process that the user keeps. */
  | { kept: number }
  /** The process exits, for which Node would wait until its debugger lets go. */
  | 'exit';

const { memory, replies } = workerData as ListenerData;
const state = new SharedState(memory);
const reader = new FrameReader<ToSession>();
/** Bytes that are read at once. */
const pieceLength = 65_536;
/** How long a round of Stop is, in milliseconds. */
const stopEvery = 50;
/** Rounds in which only the cell's own checks may stop it, before a signal is sent as well. */
const roundsWithoutSignal = 2;
/** Rounds that the cell's child processes have to end after SIGINT. */
const graceRounds = 10;
/** Children that outlive Stop and the session. */
const kept = new Set<number>();
let cellStarted = performance.now();
let stopTimer: NodeJS.Timeout | undefined;
/** Made for the first request: nothing of it is loaded before. */
let debugging: Promise<Debugger> | undefined;
/** Messages that wait until the debugger is ready for them. */
let passing: Promise<unknown> | undefined;

/** The next piece comes into the same memory. */
function read(length: number, memory: Uint8Array): boolean {
  for (const message of reader.push(Buffer.from(memory.subarray(0, length)))) receive(message);
  return true;
}

function receive(message: ToSession): void {
  if (message.type === 'input_reply') {
    replies.postMessage(message.value);
    state.wake();
    return;
  }
  if (message.type === 'debug') {
    debug(message);
    return;
  }
  if (message.type === 'execute' || message.type === 'comm') noteStart();
  if (message.type === 'execute' && debugging) holdBackFor(debugging.then((one) => one.ready()));
  if (message.type === 'interrupt') stop();
  pass(message);
}

/** In their order. A cell that comes behind requests of the debugger runs when these have been answered. */
function pass(message: ToSession): void {
  if (passing === undefined) parentPort?.postMessage(message);
  else passing = passing.then(() => parentPort?.postMessage(message));
}

function debug({ id, request }: Extract<ToSession, { type: 'debug' }>): void {
  debugging ??= startDebugger();
  const answered = debugging.then((one) => one.request(id, request));
  if (request.command !== 'evaluate') holdBackFor(answered);
}

/** Messages that come from now on wait for it, behind what they wait for already. */
function holdBackFor(done: Promise<unknown>): void {
  const all = Promise.all([passing, done]).then(() => {
    if (passing === all) passing = undefined;
  });
  passing = all;
}

async function startDebugger(): Promise<Debugger> {
  const pipe = new Socket({ fd: debuggerDescriptor, readable: false, writable: true });
  const write = (message: FromDebugger) => pipe.write(encodeFrame(message));
  pipe.on('error', endSession);
  const { Debugger } = await import('./debugger/debugger.js');
  return new Debugger({
    answer: (id, answer) => write({ type: 'answer', id, answer }),
    tell: (event) => write({ type: 'event', event }),
    isStopping: () => state.stopRaised,
    askPause: () => state.askPause(),
  });
}

/** A cell counts as running from its arrival, so that Stop cannot slip in before its first line. */
function noteStart(): void {
  if (state.running === 0) cellStarted = performance.now();
  state.cellStarted();
}

function stop(): void {
  state.pressStop();
  void debugging?.then((one) => one.interrupt());
  if (state.running > 0) helpStopping();
}

/** Ends what no check of the cell's own reaches, for as long as the main thread is stopping cells. */
function helpStopping(): void {
  clearInterval(stopTimer);
  const [from, to] = [cellStarted, performance.now()];
  let rounds = 0;
  let isOver = false;
  stopTimer = setInterval(() => {
    rounds += 1;
    isOver ||= !state.stopRaised;
    // Ends synchronous code outside the cell's own loops: vm listens for this signal while it runs.
    if (!isOver && rounds > roundsWithoutSignal && !state.writing)
      state.signalCode(() => process.kill(process.pid, 'SIGINT'));
    // After the main thread has had a turn: a cell that awaits a child should end by Stop, not by the child's end.
    if (rounds === 1) endChildrenOf(from, to, 'SIGINT');
    if (rounds === graceRounds) endChildrenOf(from, to, 'SIGKILL');
    if (rounds >= graceRounds && isOver) clearInterval(stopTimer);
  }, stopEvery);
}

function endChildrenOf(from: number, to: number, signal: 'SIGINT' | 'SIGKILL'): void {
  const now = performance.now();
  endChildren(process.pid, { from: (now - from) / 1000, to: (now - to) / 1000 }, signal, kept);
}

/** With all that it has started, also what has lost its parent since: that is in the same process group. */
function endSession(): void {
  endDescendants(process.pid, kept);
  try {
    process.kill(-process.pid, 'SIGKILL');
  } catch {
    process.kill(process.pid, 'SIGKILL');
  }
}

parentPort?.on('message', (message: ToListener) => {
  if (message === 'exit') void debugging?.then((one) => one.close());
  else kept.add(message.kept);
});
const options: SocketConstructorOpts & Pick<TcpSocketConnectOpts, 'onread'> = {
  fd: incomingDescriptor,
  readable: true,
  writable: false,
  // Past the machinery of streams, which takes longer than the rest of this thread's part in a cell.
  onread: { buffer: Buffer.allocUnsafe(pieceLength), callback: read },
};
const socket = new Socket(options);
socket.on('error', endSession);
socket.on('close', endSession);

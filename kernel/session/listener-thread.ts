// A thread of the session that reads the private pipe. It answers Stop while the main thread computes, and ends
// the session when the protocol process is gone.
import { Socket } from 'node:net';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { endChildren } from './child-processes.js';
import { incomingDescriptor } from './descriptors.js';
import { FrameReader } from './framing.js';
import type { ToSession } from './messages.js';
import { SharedState } from './shared-state.js';

export interface ListenerData {
  memory: SharedArrayBuffer;
  replies: MessagePort;
}

const { memory, replies } = workerData as ListenerData;
const state = new SharedState(memory);
const reader = new FrameReader<ToSession>();
const insistEvery = 50;
/** Rounds in which the loop checks alone may stop the cell, before a signal helps. */
const politeRounds = 2;
/** Rounds that the cell's child processes get to end by themselves. */
const graceRounds = 10;
let cellStarted = performance.now();
let insisting: NodeJS.Timeout | undefined;
/** The cell that Stop was meant for has ended; another one must not feel it. */
let over = true;

function receive(message: ToSession): void {
  if (message.type === 'input_reply') {
    replies.postMessage(message.value);
    state.wake();
    return;
  }
  if (message.type === 'execute' || message.type === 'comm') announce();
  if (message.type === 'interrupt' && state.running > 0) insist();
  parentPort?.postMessage(message);
}

/** A cell counts as running from its arrival, so that Stop cannot slip in before its first line. */
function announce(): void {
  if (state.running === 0) {
    cellStarted = performance.now();
    over = true;
  }
  state.cellStarted();
}

/** Raises the flag until every cell has ended: a cell may catch the first error that Stop throws. */
function insist(): void {
  clearInterval(insisting);
  const [from, to] = [cellStarted, performance.now()];
  let rounds = 0;
  over = false;
  state.raiseStop();
  insisting = setInterval(() => {
    rounds += 1;
    over ||= state.running === 0;
    if (!over) press(rounds);
    // After the main thread had its turn: a cell that awaits a child should end by Stop, not by the child's end.
    if (rounds === 1) endChildrenOf(from, to, 'SIGINT');
    if (rounds === graceRounds) endChildrenOf(from, to, 'SIGKILL');
    if (rounds >= graceRounds && over) clearInterval(insisting);
  }, insistEvery);
}

function press(rounds: number): void {
  state.raiseStop();
  // Ends synchronous code that has no loop of the cell's own: vm listens for this signal while it runs.
  if (rounds > politeRounds && !state.writing) process.kill(process.pid, 'SIGINT');
}

function endChildrenOf(from: number, to: number, signal: 'SIGINT' | 'SIGKILL'): void {
  const now = performance.now();
  endChildren(process.pid, (now - from) / 1000, (now - to) / 1000, signal);
}

function endSession(): void {
  process.kill(process.pid, 'SIGKILL');
}

const socket = new Socket({ fd: incomingDescriptor, readable: true, writable: false });
socket.on('data', (chunk) => {
  for (const message of reader.push(chunk)) receive(message);
});
socket.on('error', endSession);
socket.on('close', endSession);

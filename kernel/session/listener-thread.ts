// A thread of the session that reads the private pipe. It answers Stop while the main thread computes, and ends
// the session when the protocol process has ended.
import { Socket } from 'node:net';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { FrameReader, incomingDescriptor } from '../contract/framing.js';
import type { ToSession } from '../contract/session-messages.js';
import { endChildren, endDescendants } from './child-processes.js';
import { SharedState } from './shared-state.js';

export interface ListenerData {
  memory: SharedArrayBuffer;
  replies: MessagePort;
}

/** A child process that the user keeps. */
export interface ToListener {
  kept: number;
}

const { memory, replies } = workerData as ListenerData;
const state = new SharedState(memory);
const reader = new FrameReader<ToSession>();
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

function receive(message: ToSession): void {
  if (message.type === 'input_reply') {
    replies.postMessage(message.value);
    state.wake();
    return;
  }
  if (message.type === 'execute' || message.type === 'comm') noteStart();
  if (message.type === 'interrupt') stop();
  parentPort?.postMessage(message);
}

/** A cell counts as running from its arrival, so that Stop cannot slip in before its first line. */
function noteStart(): void {
  if (state.running === 0) cellStarted = performance.now();
  state.cellStarted();
}

function stop(): void {
  state.pressStop();
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
    if (!isOver && rounds > roundsWithoutSignal && !state.writing) process.kill(process.pid, 'SIGINT');
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

parentPort?.on('message', ({ kept: pid }: ToListener) => kept.add(pid));
const socket = new Socket({ fd: incomingDescriptor, readable: true, writable: false });
socket.on('data', (chunk) => {
  for (const message of reader.push(chunk)) receive(message);
});
socket.on('error', endSession);
socket.on('close', endSession);

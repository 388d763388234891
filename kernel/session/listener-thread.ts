// A thread of the session that reads the private pipe. It answers Stop while the main thread computes, and ends
// the session when the protocol process has ended.
import { Socket } from 'node:net';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { FrameReader, incomingDescriptor } from '../contract/framing.js';
import type { ToSession } from '../contract/session-messages.js';
import { endChildren } from './child-processes.js';
import { SharedState } from './shared-state.js';

export interface ListenerData {
  memory: SharedArrayBuffer;
  replies: MessagePort;
}

const { memory, replies } = workerData as ListenerData;
const state = new SharedState(memory);
const reader = new FrameReader<ToSession>();
/** How often a Stop is raised again, in milliseconds. */
const stopEvery = 50;
/** Rounds in which only the cell's own checks may stop it, before a signal is sent as well. */
const roundsWithoutSignal = 2;
/** Rounds that the cell's child processes have to end after SIGINT. */
const graceRounds = 10;
let cellStarted = performance.now();
let stopTimer: NodeJS.Timeout | undefined;
/** The cells that Stop was meant for have ended; a later one must not be stopped by it. */
let isStopOver = true;

function receive(message: ToSession): void {
  if (message.type === 'input_reply') {
    replies.postMessage(message.value);
    state.wake();
    return;
  }
  if (message.type === 'execute' || message.type === 'comm') noteStart();
  if (message.type === 'interrupt' && state.running > 0) stopCells();
  parentPort?.postMessage(message);
}

/** A cell counts as running from its arrival, so that Stop cannot slip in before its first line. */
function noteStart(): void {
  if (state.running === 0) {
    cellStarted = performance.now();
    isStopOver = true;
  }
  state.cellStarted();
}

/** Raises the flag until every cell has ended: a cell may catch the first error that Stop throws. */
function stopCells(): void {
  clearInterval(stopTimer);
  const [from, to] = [cellStarted, performance.now()];
  let rounds = 0;
  isStopOver = false;
  state.raiseStop();
  stopTimer = setInterval(() => {
    rounds += 1;
    isStopOver ||= state.running === 0;
    if (!isStopOver) raiseAgain(rounds);
    // After the main thread has had a turn: a cell that awaits a child should end by Stop, not by the child's end.
    if (rounds === 1) endChildrenOf(from, to, 'SIGINT');
    if (rounds === graceRounds) endChildrenOf(from, to, 'SIGKILL');
    if (rounds >= graceRounds && isStopOver) clearInterval(stopTimer);
  }, stopEvery);
}

function raiseAgain(rounds: number): void {
  state.raiseStop();
  // Ends synchronous code outside the cell's own loops: vm listens for this signal while it runs.
  if (rounds > roundsWithoutSignal && !state.writing) process.kill(process.pid, 'SIGINT');
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

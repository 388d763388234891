// A thread of the session that reads the private pipe. It answers Stop while the main thread computes, and ends
// the session when the protocol process is gone.
import { Socket } from 'node:net';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { ChildProcesses } from './child-processes.js';
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
const children = new ChildProcesses(process.pid);
const insistEvery = 50;
/** Rounds in which the loop checks alone may stop the cell, before signals help. */
const politeRounds = 2;
let insisting: NodeJS.Timeout | undefined;

function receive(message: ToSession): void {
  if (message.type === 'input_reply') {
    replies.postMessage(message.value);
    state.wake();
    return;
  }
  if (message.type === 'execute' && state.running === 0) children.remember();
  if (message.type === 'interrupt') insist();
  parentPort?.postMessage(message);
}

/** Raises the flag until every cell has ended: a cell may catch the first error that Stop throws. */
function insist(): void {
  if (state.running === 0) return;
  clearInterval(insisting);
  let rounds = 0;
  state.raiseStop();
  insisting = setInterval(() => {
    if (state.running === 0) {
      clearInterval(insisting);
      return;
    }
    state.raiseStop();
    rounds += 1;
    if (rounds <= politeRounds) return;
    children.end(rounds > 4 * politeRounds ? 'SIGKILL' : 'SIGINT');
    // Ends synchronous code that has no loop of the cell's own: vm listens for this signal while it runs.
    if (!state.writing) process.kill(process.pid, 'SIGINT');
  }, insistEvery);
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

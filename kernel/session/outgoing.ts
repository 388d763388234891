// Sends messages to the protocol process. Writing is synchronous: output is sent even while a cell loops without end,
// and a cell that writes faster than the front end reads is slowed down instead of filling the memory.
import { writeSync } from 'node:fs';
import { encodeFrame, outgoingDescriptor } from '../contract/framing.js';
import type { FromSession } from '../contract/session-messages.js';
import { sharedState } from './shared-state.js';

export function send(message: FromSession): void {
  const frame = encodeFrame(message);
  let written = 0;
  sharedState.writing = true;
  while (written < frame.length) written += write(frame, written);
  sharedState.writing = false;
}

function write(frame: Buffer, offset: number): number {
  try {
    return writeSync(outgoingDescriptor, frame, offset);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EAGAIN') throw error;
    pause(1);
    return 0;
  }
}

const clock = new Int32Array(new SharedArrayBuffer(4));

function pause(milliseconds: number): void {
  Atomics.wait(clock, 0, 0, milliseconds);
}

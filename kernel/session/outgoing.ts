// Sends messages to the protocol process, each made safe first: what JSON cannot hold is an error where it is sent,
// text is well-formed and of a bearable length. Writing is synchronous: output is sent even while a cell loops without
// end, and a cell that writes faster than the front end reads is slowed down instead of filling the memory.
import { writeSync } from 'node:fs';
import type { DisplayData, ErrorContent, Fields } from '../contract/content.js';
import { encodeFrame, outgoingDescriptor } from '../contract/framing.js';
import type { CommEvent, FromSession } from '../contract/session-messages.js';
import { toJson } from './json.js';
import { sharedState } from './shared-state.js';
import { shorten, wellFormed } from './text.js';

export function send(message: FromSession): void {
  const frame = encodeFrame(safe(message));
  let written = 0;
  sharedState.writing = true;
  try {
    while (written < frame.length) written += write(frame, written);
  } finally {
    sharedState.writing = false;
  }
}

/** A message of the same meaning that JSON can hold. */
export function safe(message: FromSession): FromSession {
  switch (message.type) {
    case 'stream':
    case 'engine':
      return { ...message, text: wellFormed(message.text) };
    case 'display':
      return {
        ...message,
        shown: safeDisplay(message.shown, 'display'),
        displayId: safeText(message.displayId),
      };
    case 'page':
      return { ...message, shown: safeDisplay(message.shown, 'page') };
    case 'error':
      return { ...message, error: safeError(message.error) };
    case 'input':
      return { ...message, prompt: wellFormed(String(message.prompt)), password: message.password === true };
    case 'comm':
      return { ...message, event: safeEvent(message.event) };
    case 'clear_output':
      return { ...message, wait: Boolean(message.wait) };
    case 'done':
      return message.outcome.status === 'ok'
        ? message
        : { ...message, outcome: { ...message.outcome, error: safeError(message.outcome.error) } };
    default:
      return message;
  }
}

/** @param name of what shows it, in messages: `display` */
export function safeDisplay({ data, metadata }: DisplayData, name: string): DisplayData {
  const safe: Fields = {};
  for (const [type, value] of Object.entries(data)) safe[type] = toJson(value, `${name}: ${type}`);
  return { data: safe, metadata: safeFields(metadata, `${name}: metadata`) };
}

function safeEvent(event: CommEvent): CommEvent {
  return {
    ...event,
    target: wellFormed(String(event.target)),
    data: safeFields(event.data, 'comm: data'),
    metadata: safeFields(event.metadata, 'comm: metadata'),
  };
}

function safeFields(fields: Fields, name: string): Fields {
  const safe = toJson(fields, name);
  if (typeof safe === 'object' && safe !== null && !Array.isArray(safe)) return safe as Fields;
  throw new Error(`${name} must be an object. Received: ${JSON.stringify(safe) ?? typeof fields}.`);
}

function safeText(text: unknown): string | undefined {
  return text === undefined ? undefined : wellFormed(String(text));
}

function safeError({ ename, evalue, traceback }: ErrorContent): ErrorContent {
  return {
    ename: safeLine(ename),
    evalue: safeLine(evalue),
    traceback: traceback.map(safeLine),
  };
}

function safeLine(text: string): string {
  return wellFormed(shorten(text, 'catch the error and console.log its message to see all of them'));
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

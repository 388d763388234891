// The child process that runs cells, as the protocol process sees it: messages over a private pipe, what is written
// straight to its stdout and stderr, and how it ended.
import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { FromDebugger } from '../contract/debug-messages.js';
import {
  debuggerDescriptor,
  encodeFrame,
  FrameReader,
  incomingDescriptor,
  outgoingDescriptor,
} from '../contract/framing.js';
import type { FromSession, ToSession } from '../contract/session-messages.js';
import { finished, logged } from './last-resort.js';

export interface SessionEnd {
  code: number | null;
  signal: NodeJS.Signals | null;
  /** The last of what it wrote to stderr. */
  lastWords: string;
}

export interface SessionListener {
  /** Awaited before the next is read, so that a slow front end slows the session down. */
  messages(batch: FromSession[]): Promise<void>;
  raw(name: 'stdout' | 'stderr', bytes: Buffer): Promise<void>;
  debugger(message: FromDebugger): void;
  ended(end: SessionEnd): void;
}

/** A session, or a test's stand-in for one. */
export interface Session {
  readonly pid?: number | undefined;
  listen(listener: SessionListener): void;
  send(message: ToSession): void;
  kill(): void;
}

const entry = fileURLToPath(new URL('../session/main.js', import.meta.url));
const lastWordsLength = 4096;
/** Milliseconds in which a session that is to end ends its child processes and itself. */
const endsWithin = 1000;
const hasGroups = process.platform !== 'win32';
/** Milliseconds after the session's exit in which its last messages are read. */
const lastMessagesWithin = 1000;
/** Modules are loaded in ways that Node 20 calls experimental; its warnings would show in the user's cell. */
const options = ['--disable-warning=ExperimentalWarning', '--experimental-import-meta-resolve'];

export class SessionProcess implements Session {
  readonly #child: ChildProcess;
  readonly #exit: Promise<Pick<SessionEnd, 'code' | 'signal'>>;
  #lastWords = '';
  #isHandling = false;

  constructor() {
    this.#child = spawn(process.execPath, [...options, entry], {
      stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe', 'pipe'],
      // A process group of its own: what the session leaves behind ends with it.
      detached: hasGroups,
    });
    this.#child.once('exit', () => this.#endGroup());
    this.#exit = new Promise((resolve) => {
      this.#child.once('exit', (code, signal) => resolve({ code, signal }));
      this.#child.once('error', () => resolve({ code: null, signal: null }));
    });
    // Writing to a session that has just ended is not an error; its end is reported by `exit`.
    this.#incoming.on('error', () => {});
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  listen(listener: SessionListener): void {
    const reading = finished(this.#readMessages(listener));
    logged(this.#readRaw('stdout', listener));
    logged(this.#readRaw('stderr', listener));
    logged(this.#readDebugger(listener));
    logged(this.#exit.then((how) => this.#tellEnd(how, reading, listener)));
    // A session that cannot be heard any more is of no use: a cell has closed its pipe.
    logged(reading.then(() => this.kill()));
  }

  async #tellEnd(
    how: Pick<SessionEnd, 'code' | 'signal'>,
    reading: Promise<void>,
    listener: SessionListener,
  ): Promise<void> {
    const isRead = reading.then(() => true);
    // A child process that inherited the pipe keeps it open after the session's end.
    while (!(await Promise.race([isRead, pause(lastMessagesWithin, false)])) && this.#isHandling);
    await new Promise((resolve) => setImmediate(resolve));
    listener.ended({ ...how, lastWords: this.#lastWords });
  }

  send(message: ToSession): void {
    if (this.#incoming.writable) this.#incoming.write(encodeFrame(message));
  }

  /** Closing its pipe makes the session end its child processes, and then itself. */
  kill(): void {
    this.#incoming.destroy();
    setTimeout(() => this.#child.kill('SIGKILL'), endsWithin).unref();
  }

  /** The typings know five of them. */
  get #pipes(): readonly (Readable | Writable | null | undefined)[] {
    return this.#child.stdio;
  }

  get #incoming(): Writable {
    return this.#child.stdio[incomingDescriptor] as Writable;
  }

  async #readMessages(listener: SessionListener): Promise<void> {
    const reader = new FrameReader<FromSession>();
    for await (const chunk of this.#child.stdio[outgoingDescriptor] as Readable) {
      this.#isHandling = true;
      await finished(listener.messages([...reader.push(chunk as Buffer)]));
      this.#isHandling = false;
    }
  }

  async #readDebugger(listener: SessionListener): Promise<void> {
    const reader = new FrameReader<FromDebugger>();
    for await (const chunk of this.#pipes[debuggerDescriptor] as Readable) {
      for (const message of reader.push(chunk as Buffer)) listener.debugger(message);
    }
  }

  async #readRaw(name: 'stdout' | 'stderr', listener: SessionListener): Promise<void> {
    for await (const chunk of this.#child[name] as Readable) {
      if (name === 'stderr') this.#remember(chunk as Buffer);
      await listener.raw(name, chunk as Buffer);
    }
  }

  #endGroup(): void {
    try {
      if (hasGroups && this.#child.pid !== undefined) process.kill(-this.#child.pid, 'SIGKILL');
    } catch {
      // Nothing is left of it.
    }
  }

  #remember(chunk: Buffer): void {
    this.#lastWords = (this.#lastWords + chunk.toString()).slice(-lastWordsLength);
  }
}

// What was run, across all sessions of this user. Lines are written in batches a moment later: a cell does not wait for
// the disk. Whatever becomes of the file, no line is lost: this session's lines stay in memory, and what could not be
// written is tried again.
import { join } from 'node:path';
import { userDataFolder } from '../installation/jupyter-paths.js';
import { type HistoryLine, type HistorySession, HistoryStore } from './history-store.js';
import type { HistoryEntry, HistoryRequest } from './messages.js';

const writeDelay = 500;
/** Milliseconds until a file that could not be used is tried again. */
const retryAfter = 10_000;
/** At the end of the kernel, while another one may be writing: how often it is tried, and what lies between. */
const lastTries = { count: 10, pause: 50 };
/** How many lines are kept after they were written, for a file that is deleted or replaced. */
const rememberedLines = 5000;

const clock = new Int32Array(new SharedArrayBuffer(4));

export class History {
  readonly #file: string | undefined;
  readonly #lines = new Map<number, HistoryLine>();
  readonly #unwritten = new Set<HistoryLine>();
  #store: HistoryStore | undefined;
  #session: HistorySession | undefined;
  /** A file that failed is left alone until its time has come. */
  #isResting = false;
  #hasComplained = false;
  #timer: NodeJS.Timeout | undefined;

  /** Without a file the history lasts as long as the kernel, and so it does while a file cannot be used. */
  constructor(file?: string) {
    this.#file = file;
  }

  add(line: number, source: string): void {
    const entry = { line, source };
    this.#lines.set(line, entry);
    this.#lines.delete(line - rememberedLines);
    this.#later(entry);
  }

  addOutput(line: number, output: unknown): void {
    const entry = this.#lines.get(line);
    if (!entry || typeof output !== 'string') return;
    entry.output = output;
    this.#later(entry);
  }

  find(request: HistoryRequest): HistoryEntry[] {
    this.flush();
    try {
      if (this.#store) return this.#store.find(request);
    } catch (error) {
      this.#giveUp(error);
    }
    return this.#findInMemory(request);
  }

  /** Writes what is pending, as far as the file can be used now. Never throws. */
  flush(): void {
    try {
      this.#open();
      if (this.#unwritten.size > 0) this.#store?.write(this.#unwritten);
      if (this.#store) this.#unwritten.clear();
    } catch (error) {
      this.#giveUp(error);
    }
  }

  close(): void {
    this.#insist();
    clearTimeout(this.#timer);
    if (this.#unwritten.size > 0)
      console.error(`${this.#unwritten.size} lines could not be written to the history ${this.#file}.`);
    try {
      this.#store?.end();
    } catch {
      // The lines are written; when the session ended is not needed.
    }
    this.#store?.close();
    this.#store = undefined;
  }

  #open(): void {
    if (this.#store && !this.#store.isInPlace()) this.#forgetStore();
    if (this.#store || this.#isResting) return;
    this.#store = new HistoryStore(this.#file, this.#session);
    this.#session = this.#store.session;
    // A file that does not know this session, as after its folder was deleted, gets all of it.
    if (this.#store.isNew) for (const line of this.#lines.values()) this.#unwritten.add(line);
  }

  #later(line: HistoryLine): void {
    this.#unwritten.add(line);
    this.#schedule(writeDelay);
  }

  #schedule(delay: number): void {
    this.#timer ??= setTimeout(() => this.#due(), delay).unref();
  }

  #due(): void {
    this.#timer = undefined;
    this.#isResting = false;
    this.flush();
  }

  #rest(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#isResting = true;
    this.#schedule(retryAfter);
  }

  #giveUp(error: unknown): void {
    this.#forgetStore();
    this.#rest();
    if (this.#hasComplained) return;
    this.#hasComplained = true;
    console.error(
      `The history ${this.#file} cannot be used now (${(error as Error).message}). Lines are kept in memory, and it is tried again.`,
    );
  }

  #forgetStore(): void {
    this.#store?.close();
    this.#store = undefined;
  }

  #findInMemory(request: HistoryRequest): HistoryEntry[] {
    const store = new HistoryStore();
    try {
      store.write(this.#lines.values());
      return store.find(request);
    } finally {
      store.close();
    }
  }

  /** The process ends: what is pending is written now or never. */
  #insist(): void {
    for (let tries = 0; this.#unwritten.size > 0 && tries < lastTries.count; tries++) {
      if (tries > 0) Atomics.wait(clock, 0, 0, lastTries.pause);
      this.#isResting = false;
      this.flush();
    }
  }
}

/** `TENSORCELL_HISTORY`, or a file in Jupyter's data folder, shared by all kernels of the user. */
export function historyFile(): string {
  return process.env.TENSORCELL_HISTORY ?? join(userDataFolder(), 'tensorcell', 'history.sqlite');
}

// A stable handle on a session that may end and be replaced: runs cells in it, stops them, and ends the cells that
// were running when it ended, each with an error.
import type { CellCode } from '../contract/cell-code.js';
import {
  type DebugAnswer,
  type DebugEvent,
  type DebugRequest,
  type FromDebugger,
  refused,
} from '../contract/debug-messages.js';
import type {
  CellId,
  CellOptions,
  CommEvent,
  FromSession,
  Outcome,
  ToSession,
} from '../contract/session-messages.js';
import type { SessionFacts } from './about.js';
import { finished } from './last-resort.js';
import { describeEnd, type Reason } from './session-end.js';
import type { Session, SessionEnd } from './session-process.js';

interface Pending {
  /** A comm message is delivered beside cells: it can wait behind one, and no user waits for it. */
  kind: 'execute' | 'comm';
  resolve(outcome: Outcome): void;
}

export interface RuntimeListener {
  output(message: FromSession): Promise<void>;
  raw(name: 'stdout' | 'stderr', bytes: Buffer): Promise<void>;
  debugEvent(event: DebugEvent): void;
  /** There is a session to send to, the first or another. */
  opened(): void;
  /** A session ended by itself, and its variables are lost. */
  replaced(end: Outcome & { status: 'error' }, hadCells: boolean): void;
}

/** How many milliseconds a cell has to react to Stop before its session is replaced. */
const stopTimeout = 5000;

export class Runtime {
  readonly #start: () => Session;
  readonly #listener: RuntimeListener;
  readonly #pending = new Map<CellId, Pending>();
  readonly #debugging = new Map<number, (answer: DebugAnswer) => void>();
  #debugRequests = 0;
  #session: Session | undefined;
  #ready = false;
  #isLibraryAsked = false;
  #engine: string | undefined;
  #reason: Reason | undefined;
  #closing = false;
  #lastHeard = 0;

  constructor(start: () => Session, listener: RuntimeListener) {
    this.#start = start;
    this.#listener = listener;
    this.#open();
  }

  /** What is known of the session of now. */
  get facts(): SessionFacts {
    return { engine: this.#engine, pid: this.#session?.pid };
  }

  execute(cell: CellId, code: CellCode, options: CellOptions): Promise<Outcome> {
    return this.#request({ type: 'execute', cell, code, options });
  }

  /** Resolves when the session has handled the message, whether a cell runs or not. */
  deliver(cell: CellId, event: CommEvent): Promise<Outcome> {
    return this.#request({ type: 'comm', cell, event });
  }

  /** Answered by the session's listener thread, whether a cell runs or stands at a breakpoint. */
  debug(request: DebugRequest): Promise<DebugAnswer> {
    this.#debugRequests += 1;
    const id = this.#debugRequests;
    return new Promise((resolve) => {
      this.#debugging.set(id, resolve);
      this.send({ type: 'debug', id, request });
    });
  }

  send(message: ToSession): void {
    if (!this.#session) this.#open();
    this.#session?.send(message);
  }

  /** Cells that need the library wait for it by themselves: what is asked for early is there sooner. */
  loadLibrary(): void {
    if (!this.#session || this.#isLibraryAsked) return;
    this.#isLibraryAsked = true;
    try {
      this.#session.send({ type: 'library' });
    } catch {
      // The cell that is sent next tells that the session cannot be reached.
    }
  }

  /**
   * Stops the running cells; a session in which one of them goes on is replaced.
   *
   * @param isIdle no cell runs or is about to: what ended ones left going is stopped
   */
  interrupt(isIdle: boolean): void {
    const stopped = [...this.#pending];
    if (stopped.length > 0 || isIdle) this.#session?.send({ type: 'interrupt' });
    if (stopped.length === 0) return;
    const session = this.#session;
    setTimeout(() => {
      if (this.#session !== session || !this.#goesOn(stopped)) return;
      this.#reason = 'stop';
      session?.kill();
    }, stopTimeout).unref();
  }

  /**
   * A cell of before Stop still runs; or no cell runs, a comm message is still being handled and nothing is heard.
   * Comm messages that wait their turn, as those of a slider that moves, are no reason to end the session.
   */
  #goesOn(stopped: readonly [CellId, Pending][]): boolean {
    const left = stopped.filter(([cell]) => this.#pending.has(cell));
    if (left.some(([, { kind }]) => kind === 'execute')) return true;
    const isSilent = performance.now() - this.#lastHeard >= stopTimeout;
    return left.length > 0 && isSilent && !this.#hasCells();
  }

  #hasCells(): boolean {
    return [...this.#pending.values()].some(({ kind }) => kind === 'execute');
  }

  close(): void {
    this.#closing = true;
    this.#session?.kill();
  }

  #request(message: Extract<ToSession, { cell: CellId }>): Promise<Outcome> {
    return new Promise((resolve) => {
      this.#pending.set(message.cell, { kind: message.type, resolve });
      this.#sendPending(message);
    });
  }

  /** A message that cannot be sent has no answer to wait for. */
  #sendPending(message: Extract<ToSession, { cell: CellId }>): void {
    try {
      this.send(message);
    } catch (error) {
      this.#pending.delete(message.cell);
      throw error;
    }
  }

  #open(): void {
    const session = this.#start();
    this.#session = session;
    this.#ready = false;
    this.#isLibraryAsked = false;
    this.#engine = undefined;
    session.listen({
      messages: (batch) => this.#receive(batch),
      raw: (name, bytes) => this.#listener.raw(name, bytes),
      debugger: (message) => this.#receiveOfDebugger(message),
      ended: (end) => this.#ended(end),
    });
    this.#listener.opened();
  }

  async #receive(batch: FromSession[]): Promise<void> {
    this.#lastHeard = performance.now();
    for (const message of joinStreams(batch)) {
      if (message.type === 'ready') this.#ready = true;
      else if (message.type === 'engine') this.#engine = message.text;
      else if (message.type === 'done') await this.#finish(message.cell, message.outcome);
      else await finished(this.#listener.output(message));
    }
  }

  #receiveOfDebugger(message: FromDebugger): void {
    if (message.type === 'event') this.#listener.debugEvent(message.event);
    else {
      this.#debugging.get(message.id)?.(message.answer);
      this.#debugging.delete(message.id);
    }
  }

  async #finish(cell: CellId, outcome: Outcome): Promise<void> {
    await rawOutputRead();
    const pending = this.#pending.get(cell);
    this.#pending.delete(cell);
    pending?.resolve(outcome);
  }

  #ended(end: SessionEnd): void {
    if (this.#closing) return;
    const outcome = {
      status: 'error' as const,
      error: describeEnd(end, this.#ready ? this.#reason : 'no start'),
      assigned: [],
    };
    const hadCells = this.#hasCells();
    const waiting = [...this.#pending.values()];
    this.#pending.clear();
    const asking = [...this.#debugging.values()];
    this.#debugging.clear();
    this.#reason = undefined;
    this.#session = undefined;
    try {
      this.#listener.replaced(outcome, hadCells);
      // A session that ended before it was ready would end again; the next cell tries.
      if (this.#ready) this.#open();
    } finally {
      for (const { resolve } of waiting) resolve(outcome);
      for (const answer of asking) answer(refused(outcome.error.evalue));
    }
  }
}

/** What child processes wrote before the cell ended is in the pipes by now: two turns of the event loop read it. */
async function rawOutputRead(): Promise<void> {
  for (let turn = 0; turn < 2; turn++) await new Promise((resolve) => setImmediate(resolve));
}

/** Many small writes become one message. */
function joinStreams(batch: FromSession[]): FromSession[] {
  const joined: FromSession[] = [];
  for (const message of batch) {
    const last = joined.at(-1);
    const continues =
      message.type === 'stream' &&
      last?.type === 'stream' &&
      last.cell === message.cell &&
      last.name === message.name;
    if (continues) joined[joined.length - 1] = { ...last, text: last.text + message.text };
    else joined.push(message);
  }
  return joined;
}

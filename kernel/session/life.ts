// How long what a cell started may go on. A life is live until Stop; then what waits is interrupted, and `finally`
// blocks have a short grace for cleaning up; then it is over, and nothing of it resumes.
import { Interrupted } from './interrupted.js';

/** Something that goes on by itself (a server, an interval), and how it is ended. Node itself holds it. */
interface Going {
  readonly handle: WeakRef<object>;
  end(): void;
}

export type Reject = (reason: Interrupted) => void;

/** How many milliseconds a stopped cell has for its `finally` blocks. */
const grace = 500;
/** How often it is looked whether they have ended. */
const lookEvery = 5;
const sweepFrom = 64;
const { setTimeout: later } = globalThis;

export class Life {
  /** Aborted by Stop. */
  readonly signal: AbortSignal;
  /** For what cleans up after Stop: aborted at the end of the grace. */
  readonly lastSignal: AbortSignal;
  /** Resolves when nothing of it can resume any more. */
  readonly over: Promise<void>;
  readonly #stop = new AbortController();
  readonly #last = new AbortController();
  readonly #waits = new Set<Reject>();
  #goings: Going[] = [];
  #sweepAt = sweepFrom;
  #isLive = true;
  #deadline = Number.POSITIVE_INFINITY;
  #resolveOver!: () => void;
  #codeRuns = true;

  constructor() {
    this.signal = this.#stop.signal;
    this.lastSignal = this.#last.signal;
    this.over = new Promise((resolve) => {
      this.#resolveOver = resolve;
    });
  }

  get isLive(): boolean {
    return this.#isLive;
  }

  /** By the clock, since a loop that never rests keeps every timer from being called. */
  get isOver(): boolean {
    return !this.#isLive && performance.now() >= this.#deadline;
  }

  /** Something waits, or goes on by itself. */
  get isBusy(): boolean {
    return this.#waits.size > 0 || this.#goings.some(({ handle }) => handle.deref() !== undefined);
  }

  /** @param interrupt called by Stop, unless {@link waited} comes first */
  waitsFor(interrupt: Reject): void {
    this.#waits.add(interrupt);
  }

  waited(interrupt: Reject): void {
    this.#waits.delete(interrupt);
  }

  started<Handle extends object>(handle: Handle, end: (handle: Handle) => void): void {
    if (this.isOver) {
      end(handle);
      return;
    }
    const ref = new WeakRef(handle);
    this.#goings.push({ handle: ref, end: () => withValue(ref.deref(), end) });
    if (this.#goings.length < this.#sweepAt) return;
    this.#goings = this.#goings.filter((going) => going.handle.deref() !== undefined);
    this.#sweepAt = Math.max(sweepFrom, 2 * this.#goings.length);
  }

  /** The cell's own code has returned. What it started may go on. */
  codeEnded(): void {
    this.#codeRuns = false;
  }

  stop(): void {
    if (!this.#isLive) return;
    this.#isLive = false;
    this.#deadline = performance.now() + grace;
    const waits = [...this.#waits];
    this.#waits.clear();
    this.#stop.abort(new Interrupted());
    for (const interrupt of waits) interrupt(new Interrupted());
    later(() => this.#watchGrace(), 0);
  }

  /** Over as soon as nothing cleans up any more. */
  #watchGrace(): void {
    const isClean = !this.#codeRuns && this.#waits.size === 0;
    if (this.isOver || isClean) this.#end();
    else later(() => this.#watchGrace(), lookEvery);
  }

  #end(): void {
    this.#deadline = 0;
    this.#last.abort(new Interrupted());
    this.#waits.clear();
    for (const going of this.#goings.splice(0)) endQuietly(going);
    this.#resolveOver();
  }
}

function withValue<T>(value: T | undefined, use: (value: T) => void): void {
  if (value !== undefined) use(value);
}

/** One that cannot be ended must not keep the others going. */
function endQuietly(going: Going): void {
  try {
    going.end();
  } catch {
    // It has ended already.
  }
}

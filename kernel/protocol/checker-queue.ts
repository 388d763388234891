// One request after another to a checker thread that may be given up or end by itself. The next thread is first told
// what the one before it knew, then gets the requests that still wait. An editor's questions come last: one that the
// thread works on ends when anything else is asked, and is asked again afterwards.
import type {
  CheckerReplies,
  CheckerReply,
  CheckerRequest,
  CheckerRequestType,
  FromChecker,
} from '../contract/checker-messages.js';
import type { CheckEnd } from './check-end.js';
import type { CheckerThread, StartThread, ThreadEnd } from './checker-thread.js';

/** A reply, or why there is none. */
export type Settled<T extends CheckerRequestType = CheckerRequestType> =
  | { readonly reply: CheckerReplies[T] }
  | { readonly end: CheckEnd };

export interface Job {
  readonly request: CheckerRequest;
  /** Milliseconds that the thread may take for it before it is given up. */
  readonly limit: number;
  /** Called once while the thread works on it, after so many milliseconds. */
  readonly slow?: { readonly after: number; tell(): void };
  settle(settled: { reply: CheckerReply } | { end: CheckEnd }): void;
}

export class CheckerQueue {
  readonly #start: StartThread;
  readonly #restore: () => readonly Job[];
  #waiting: Job[] = [];
  #current: Job | undefined;
  #timers: NodeJS.Timeout[] = [];
  #thread: CheckerThread | undefined;
  #isReady = false;
  /** The editor's question that the thread works on was told to end. */
  #isHastened = false;
  #tellReady = () => {};
  /** Resolves when a thread has started for the first time. */
  readonly ready = new Promise<void>((resolve) => {
    this.#tellReady = resolve;
  });

  /** @param restore what a thread that replaces another is asked first; these jobs are never kept for the next */
  constructor(start: StartThread, restore: () => readonly Job[]) {
    this.#start = start;
    this.#restore = restore;
    this.#open();
  }

  /** What the thread works on. */
  get current(): Job | undefined {
    return this.#current;
  }

  get waiting(): readonly Job[] {
    return this.#waiting;
  }

  get isReady(): boolean {
    return this.#isReady;
  }

  get place() {
    return this.#thread?.progress.place;
  }

  add(job: Job): void {
    this.#waiting.push(job);
    if (!this.#thread) this.#replace();
    if (!isEditors(job)) this.#hasten();
    this.#next();
  }

  /** An editor's question that does not end in time costs its thread. */
  #hasten(): void {
    const asked = this.#current;
    if (!asked || !isEditors(asked) || !this.#thread || this.#isHastened) return;
    this.#setHastened(true);
    this.#timers.push(setTimeout(() => this.giveUp('limit'), yieldsWithin));
  }

  /** The thread sees it in memory that it shares, which costs a call of the system's where it is a process. */
  #setHastened(isHastened: boolean): void {
    if (this.#thread && this.#isHastened !== isHastened) this.#thread.progress.mustYield = isHastened;
    this.#isHastened = isHastened;
  }

  /** Takes back a job that waits; what the thread works on already goes on. */
  withdraw(job: Job): void {
    this.#waiting = this.#waiting.filter((other) => other !== job);
  }

  /** Ends the thread because of what it works on. */
  giveUp(reason: 'stop' | 'limit'): void {
    const place = this.#thread?.progress.place;
    this.#thread?.end();
    this.#finish({ end: { reason, place } });
    this.#replace();
  }

  close(): void {
    this.#thread?.end();
    this.#clearTimers();
  }

  #open(): void {
    this.#isReady = false;
    this.#isHastened = false;
    const thread: CheckerThread = this.#start({
      message: (message) => this.#thread === thread && this.#receive(message),
      ended: (end) => this.#thread === thread && this.#ended(end),
    });
    this.#thread = thread;
  }

  #replace(): void {
    const restoring = this.#restore();
    const kept = this.#waiting.filter(({ request }) => !isOfMemory(request));
    this.#waiting = [...restoring, ...kept];
    this.#open();
  }

  #next(): void {
    if (this.#current || !this.#isReady) return;
    this.#current = this.#waiting.find((job) => !isEditors(job)) ?? this.#waiting[0];
    if (!this.#current || !this.#thread) return;
    this.withdraw(this.#current);
    this.#watch(this.#current);
    this.#setHastened(false);
    this.#thread.send(this.#current.request);
  }

  #watch({ limit, slow }: Job): void {
    if (Number.isFinite(limit)) this.#timers.push(setTimeout(() => this.giveUp('limit'), limit));
    if (slow) this.#timers.push(setTimeout(() => slow.tell(), slow.after));
  }

  #receive(message: FromChecker): void {
    if (message.type === 'ready') this.#becomeReady();
    else if (message.type === 'reply' && hasYielded(message.reply)) this.#askAgain();
    else if (message.type === 'reply') this.#finish({ reply: message.reply });
    else this.#finish({ end: { reason: 'failed', message: message.message } });
    this.#next();
  }

  #becomeReady(): void {
    this.#isReady = true;
    this.#tellReady();
  }

  #askAgain(): void {
    if (this.#current) this.#waiting.unshift(this.#current);
    this.#current = undefined;
    this.#clearTimers();
  }

  #finish(settled: { reply: CheckerReply } | { end: CheckEnd }): void {
    const job = this.#current;
    this.#current = undefined;
    this.#clearTimers();
    job?.settle(settled);
  }

  /** A thread that ends while nothing is asked of it would end again: the next request starts another. */
  #ended(end: ThreadEnd): void {
    const wasAsked = this.#current !== undefined;
    const place = this.#thread?.progress.place;
    this.#thread = undefined;
    if (wasAsked) {
      this.#finish({ end: end.reason === 'memory' ? { ...end, place } : end });
      this.#replace();
    } else if (!this.#isReady) this.#endAll(end);
  }

  #endAll(end: ThreadEnd): void {
    const message = end.reason === 'crash' ? end.message : 'out of memory';
    for (const job of this.#waiting.splice(0)) job.settle({ end: { reason: 'no start', message } });
  }

  #clearTimers(): void {
    for (const timer of this.#timers.splice(0)) clearTimeout(timer);
  }
}

/** Milliseconds in which an editor's question ends that was asked to. */
const yieldsWithin = 2000;

export function isEditors({ request }: Job): boolean {
  return request.type === 'edit';
}

function hasYielded(reply: CheckerReply): boolean {
  return typeof reply === 'object' && 'yielded' in reply;
}

/** What a new thread's memory is made from anew. */
function isOfMemory({ type }: CheckerRequest): boolean {
  return type === 'commit' || type === 'restore' || type === 'reset' || type === 'earlierCells';
}

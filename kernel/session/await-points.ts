// Where the code of cells and local files awaits. `await value` runs as `back(wait(value), await waited)`: what is
// awaited is a promise that Stop can reject, and of which nothing resumes once the cell is over.
import { type Cell, cellOfContext, startCleaning } from './current-cell.js';
import { Interrupted } from './interrupted.js';
import type { Life, Reject } from './life.js';
import { errorsAreWatched, raced } from './watched-errors.js';

export interface AwaitPoints {
  /** What the code awaits next, from `wait` on; a property, so that the `await` itself stays in the user's function. */
  waited: unknown;
  wait(value: unknown): Reject | undefined;
  back<T>(interrupt: Reject | undefined, value: T): T;
  /** For a promise whose own wait Stop ends: it resumes in its own microtask. */
  settled(value: unknown): unknown;
  /** For `for await`. */
  each(source: unknown): unknown;
}

/** Taken before a cell can change it, as `await` itself would not notice either. */
const { then } = Promise.prototype;

export function awaitPoints(notice: () => void): AwaitPoints {
  const begin = (value: unknown) => {
    notice();
    const cell = cellOfContext();
    if (cell === undefined || cell.life.isLive) return live(cell?.life, value);
    return stopped(cell, value);
  };
  return {
    waited: undefined,
    wait(value) {
      const { promise, interrupt } = begin(value);
      this.waited = promise;
      return interrupt;
    },
    back(interrupt, value) {
      // Not held on to: what was awaited may be large.
      this.waited = undefined;
      if (interrupt !== undefined) cellOfContext()?.life.waited(interrupt);
      return value;
    },
    settled(value) {
      notice();
      const cell = cellOfContext();
      return cell === undefined || cell.life.isLive ? value : stopped(cell, value).promise;
    },
    each: (source) => eachOf(source, (value) => released(begin(value))),
  };
}

interface Waiting {
  readonly promise: unknown;
  readonly interrupt?: Reject;
}

/** The resolving functions themselves are passed on: through them V8 finds the callers for `at async` in traces. */
function live(life: Life | undefined, value: unknown): Waiting {
  if (life === undefined || !isThenable(value)) return { promise: value };
  if (errorsAreWatched()) return watched(life, value);
  let interrupt!: Reject;
  const promise = new Promise((resolve, reject) => {
    interrupt = reject;
    follow(value, resolve, (reason) => {
      life.waited(reject);
      reject(reason);
    });
  });
  life.waitsFor(interrupt);
  return { promise, interrupt };
}

function watched(life: Life, value: object): Waiting {
  const waiting = raced(value);
  life.waitsFor(waiting.interrupt);
  return waiting;
}

/** After Stop: only what cleans up goes on, and only for the grace. */
function stopped({ life, isCleaning }: Cell, value: unknown): Waiting {
  if (life.isOver) return { promise: ignored(value) };
  if (!isCleaning) {
    ignored(value);
    startCleaning();
    throw new Interrupted();
  }
  if (!isThenable(value)) return { promise: value };
  let interrupt!: Reject;
  const promise = new Promise((resolve, reject) => {
    interrupt = reject;
    const unlessOver = (settle: (result: never) => void) => (result: unknown) => {
      life.waited(reject);
      if (!life.isOver) settle(result as never);
    };
    follow(value, unlessOver(resolve), unlessOver(reject));
  });
  life.waitsFor(interrupt);
  return { promise, interrupt };
}

/** A promise that nothing settles; the value's own failure is nobody's any more. */
function ignored(value: unknown): Promise<never> {
  if (isThenable(value)) follow(value, nothing, nothing);
  return new Promise(nothing);
}

function nothing(): void {}

type Settle = (result: never) => void;

function follow(value: object, resolve: Settle, reject: Settle): void {
  const promise = value instanceof Promise && value.constructor === Promise ? value : Promise.resolve(value);
  Reflect.apply(then, promise, [resolve, reject]);
}

function isThenable(value: unknown): value is object {
  if (value instanceof Promise) return true;
  if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return false;
  return typeof (value as { then?: unknown }).then === 'function';
}

/** As a promise that is no longer waited for once it is settled. */
function released({ promise, interrupt }: Waiting): Promise<unknown> {
  const life = cellOfContext()?.life;
  if (interrupt === undefined || life === undefined) return Promise.resolve(promise);
  const release = () => life.waited(interrupt);
  return Promise.resolve(promise).finally(release);
}

type Watch = (value: unknown) => Promise<unknown>;

interface Steps {
  next(): unknown;
  return?(): unknown;
}

/** What `for await` runs over: the same steps, each of them watched. Another value is left to its own error. */
function eachOf(source: unknown, watch: Watch): unknown {
  const { [Symbol.asyncIterator]: openAsync, [Symbol.iterator]: open } = Object(source) as {
    [Symbol.asyncIterator]?: () => Steps;
    [Symbol.iterator]?: () => Steps;
  };
  if (typeof openAsync === 'function') return watchedSteps(() => Reflect.apply(openAsync, source, []), watch);
  if (typeof open !== 'function') return source;
  return watchedSteps(() => withPromises(Reflect.apply(open, source, []) as Iterator<unknown>), watch);
}

function watchedSteps(open: () => Steps, watch: Watch) {
  return {
    [Symbol.asyncIterator]() {
      const steps = open();
      return {
        next: () => watch(steps.next()),
        return: () => (steps.return ? watch(steps.return()) : Promise.resolve({ done: true })),
      };
    },
  };
}

/** The values of a plain iterator are awaited, as `for await` does. */
function withPromises(steps: Iterator<unknown>): Steps {
  return {
    async next() {
      const { done, value } = steps.next();
      return { done, value: await value };
    },
    return: steps.return && (async () => steps.return?.()),
  };
}

// The functions of cells and local files that others call later: by promises, timers and events. Those of a stopped
// cell are not called any more.
import { type Cell, cellOfContext, runCleaning } from './current-cell.js';
import { Interrupted } from './interrupted.js';

export interface Callbacks {
  /** For timers, microtasks and events. */
  later<T>(callback: T): T;
  /** For `then`. */
  reaction<T>(callback: T): T;
  /** For `catch` and `finally`, which clean up. */
  cleaning<T>(callback: T): T;
}

type Call = () => unknown;

export function callbacks(notice: () => void): Callbacks {
  return {
    later: (callback) => gated(callback, notice, (call, from) => (mayRun(from) ? call() : undefined)),
    reaction: (callback) => gated(callback, notice, react),
    cleaning: (callback) => gated(callback, notice, cleanUp),
  };
}

/** The user's function behind a gate. */
export const gates = new WeakMap<object, object>();

/** The same function but for when it is called; `listener` is how an event emitter knows it for the user's own. */
function gated<T>(callback: T, notice: () => void, run: (call: Call, from: Cell | undefined) => unknown): T {
  if (typeof callback !== 'function') return callback;
  const from = cellOfContext();
  const gate = function (this: unknown, ...parameters: unknown[]): unknown {
    notice();
    return run(() => Reflect.apply(callback, this, parameters), from);
  };
  gates.set(gate, callback);
  const { length, name } = callback;
  return Object.defineProperties(Object.assign(gate, { listener: callback }), {
    length: { value: length, configurable: true },
    name: { value: name, configurable: true },
  }) as T;
}

function react(call: Call): unknown {
  const cell = cellOfContext();
  if (isAllowed(cell)) return call();
  if (cell?.life.isOver) return new Promise(() => {});
  throw new Interrupted();
}

function cleanUp(call: Call): unknown {
  const cell = cellOfContext();
  if (isAllowed(cell)) return call();
  return cell?.life.isOver ? new Promise(() => {}) : runCleaning(call);
}

/** @param from where the callback was handed over: what cleans up may wait for the events of what it ends */
function mayRun(from: Cell | undefined): boolean {
  return isAllowed(cellOfContext()) || (from?.isCleaning === true && isAllowed(from));
}

function isAllowed(cell: Cell | undefined): boolean {
  return cell === undefined || cell.life.isLive || (cell.isCleaning && !cell.life.isOver);
}

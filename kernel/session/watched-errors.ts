// While the debugger looks for errors that nothing catches, the kernel must not catch those of cells either: V8 decides
// at the throw. A cell then runs as an asynchronous function, and its failure is taken from Node's report of rejections
// that nobody handled.
import type { Interrupted } from './interrupted.js';

let isOn = false;
/** Of promises that only the kernel knows: how their failure is told. */
const fails = new WeakMap<Promise<unknown>, (reason: unknown) => void>();

export function watchErrors(on: boolean): void {
  isOn = on;
}

export function errorsAreWatched(): boolean {
  return isOn;
}

/**
 * The end of an asynchronous function, without a handler that V8 would take for a `catch`: called from a microtask of its
 * own, since the functions that wait for the cell do catch.
 */
export function endWithoutCatch(start: () => Promise<unknown>): Promise<unknown> {
  return new Promise((resolve, reject) => {
    queueMicrotask(() => fails.set(start().then(resolve), reject));
  });
}

/** As a promise that `interrupt` rejects; V8 knows of `race` that it passes errors on. */
export function raced(value: object): {
  promise: Promise<unknown>;
  interrupt: (reason: Interrupted) => void;
} {
  let interrupt!: (reason: Interrupted) => void;
  const stop = new Promise((_, reject) => {
    interrupt = reject;
  });
  return { promise: Promise.race([value, stop]), interrupt };
}

/** Whether a rejection that nobody handled is a cell's end. */
export function endsCell(reason: unknown, promise: Promise<unknown>): boolean {
  const fail = fails.get(promise);
  fail?.(reason);
  return fail !== undefined;
}

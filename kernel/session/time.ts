// `time`: how long something takes.
import { performance } from 'node:perf_hooks';

/**
 * Runs a function, says on the cell how long it took, and gives its result; a promise is waited for.
 *
 * @example
 * const sum = time(() => [1, 2, 3].reduce((a, b) => a + b));
 * const waited = await time(() => new Promise((resolve) => setTimeout(resolve, 10)));
 */
export function time<T>(work: () => T): T {
  if (typeof work !== 'function')
    throw new Error(`time: expected a function, such as () => work(). Received: ${typeof work}.`);
  const start = performance.now();
  const result = work();
  if (!(result instanceof Promise)) {
    report(start);
    return result;
  }
  return result.finally(() => report(start)) as T;
}

function report(start: number): void {
  process.stdout.write(`${duration(performance.now() - start)}\n`);
}

/** Three digits of the unit that fits. */
export function duration(milliseconds: number): string {
  if (milliseconds < 1) return `${Number((milliseconds * 1000).toPrecision(3))} µs`;
  if (milliseconds < 1000) return `${Number(milliseconds.toPrecision(3))} ms`;
  if (milliseconds < 60_000) return `${Number((milliseconds / 1000).toPrecision(3))} s`;
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}

// Numbers as users pass them (tensors, nested arrays, typed arrays) into one form: a flat list and a shape.
import type { Dense } from '../../data/flatten.js';
import { tf } from '../../tf.js';

export { argMax, classNumbers, dense } from '../../data/class-numbers.js';
export type { Dense } from '../../data/flatten.js';
export type { Nested, Samples as Values } from '../../data/samples.js';

/** Part `index` along the first axis. */
export function part({ data, shape }: Dense, index: number): Dense {
  const inner = shape.slice(1);
  const size = inner.reduce((a, b) => a * b, 1);
  return {
    data: Array.prototype.slice.call(data, index * size, (index + 1) * size) as number[],
    shape: inner,
  };
}

/** The lowest and the highest finite value; [0, 0] where there is none. */
export function range(data: ArrayLike<number>): [low: number, high: number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < data.length; i++) {
    const value = data[i]!;
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return low > high ? [0, 0] : [low, high];
}

/** The names given, or the class numbers themselves. */
export function classNames(given: readonly string[] | undefined, ...labels: readonly number[][]): string[] {
  const highest = labels.flat().reduce((a, b) => Math.max(a, b), -1);
  return Array.from({ length: Math.max(highest + 1, given?.length ?? 0) }, (_, i) => given?.[i] ?? String(i));
}

/** Runs `f`, disposes every tensor that it made, and gives its result, which must not hold one. */
export function scoped<T>(f: () => T): T {
  let result: T | undefined;
  tf.tidy(() => {
    result = f();
  });
  return result as T;
}

// Numbers as people have them (tensors, nested arrays, typed arrays) into one form: a flat list and a shape.
import { tf } from '../tf.js';

/** A tensor, an array of any depth, or a typed array. */
export type Values = tf.Tensor | Nested | Float32Array | Int32Array | Uint8Array | Float64Array;
/** Numbers in lists of lists, each as long as its neighbours. */
export type Nested = readonly number[] | readonly Nested[];

export interface Dense {
  readonly data: ArrayLike<number>;
  readonly shape: readonly number[];
}

/**
 * @param who the function that asks, for its error message
 * @throws when the lists differ in length, or hold something else than numbers
 */
export function dense(values: Values, who: string): Dense {
  if (values instanceof tf.Tensor)
    return { data: values.dataSync() as ArrayLike<number>, shape: values.shape };
  if (ArrayBuffer.isView(values)) return { data: values, shape: [values.length] };
  if (!Array.isArray(values))
    throw new Error(`${who} expects a tensor or an array of numbers. Received: ${typeof values}.`);
  const shape = shapeOf(values as Nested);
  const data = (values as unknown[]).flat(shape.length - 1) as number[];
  const size = shape.reduce((a, b) => a * b, 1);
  if (data.length !== size || data.some((value) => typeof value !== 'number')) {
    throw new Error(
      `${who} expects numbers in rows of equal length. Received an array that begins as [${shape}] but is uneven.`,
    );
  }
  return { data, shape };
}

function shapeOf(values: Nested): number[] {
  const first = values[0];
  return Array.isArray(first) ? [values.length, ...shapeOf(first as Nested)] : [values.length];
}

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

/** Class numbers from class numbers, from one-hot rows or from rows of probabilities. One column is a yes or no. */
export function classNumbers(values: Values, who: string): number[] {
  const { data, shape } = dense(values, who);
  const columns = shape.length > 1 ? shape[shape.length - 1]! : 0;
  if (columns <= 1) return Array.from(data, (value) => Math.round(value));
  return Array.from({ length: data.length / columns }, (_, row) => argMax(data, row * columns, columns));
}

export function argMax(data: ArrayLike<number>, from: number, length: number): number {
  let best = 0;
  for (let i = 1; i < length; i++) if (data[from + i]! > data[from + best]!) best = i;
  return best;
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

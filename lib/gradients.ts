// Gradients for study: by small steps, and held against those that TensorFlow.js works out.
import { tf } from './tf.js';

/** @inline */
type Point = number | number[] | number[][] | tf.Tensor;
type Computes = (x: tf.Tensor) => tf.Tensor | number;
/** @inline */
type Plain = (x: number[]) => number;

/**
 * The slope of `f` in each direction, from its values a small step `h` before and after `x` (central differences).
 * `f` takes a plain array of numbers, or a tensor when `x` is one, and gives one number.
 * @returns one slope for each number of `x`, in its form.
 * @example gradients.numerical(([a, b]) => a ** 2 + 3 * b, [2, 1]) // ≈ [4, 3]
 */
export function numerical(f: (x: number) => number, x: number, h?: number): number;
export function numerical(f: Plain, x: number[], h?: number): number[];
export function numerical(f: (x: number[][]) => number, x: number[][], h?: number): number[][];
export function numerical(f: (x: tf.Tensor) => tf.Tensor | number, x: tf.Tensor, h?: number): tf.Tensor;
export function numerical(f: (x: never) => tf.Tensor | number, x: Point, h?: number): Point {
  if (x instanceof tf.Tensor) return ofTensor(f as Computes, x, h ?? 1e-2);
  const step = h ?? 1e-4;
  if (typeof x === 'number') return slope((at) => numberOf(f(at as never)), x, step);
  const flat = (x as (number | number[])[]).flat();
  const rebuild = Array.isArray(x[0])
    ? (values: number[]) => rows(values, x as number[][])
    : (values: number[]) => values;
  const slopes = flat.map((centre, i) =>
    slope((at) => numberOf(f(rebuild(flat.with(i, at)) as never)), centre, step),
  );
  return rebuild(slopes);
}

/** What `gradients.check` gives: both gradients, and how far they are apart. */
export interface GradientCheck {
  /** The largest difference between the two, divided by the largest slope; below 1e-3 they agree. */
  readonly relativeError: number;
  readonly analytic: tf.Tensor;
  readonly numeric: tf.Tensor;
}

/**
 * Holds TensorFlow.js' gradient of `f` at `x` against the numerical one. `f` must be made of tensor ops.
 * @example gradients.check((x) => x.square().sum(), [1, 2, 3]).relativeError
 */
export function check(f: (x: tf.Tensor) => tf.Tensor, x: Point, h = 1e-2): GradientCheck {
  const at = x instanceof tf.Tensor ? x : tf.tensor(x);
  const analytic = tf.tidy(() => tf.grad((inner) => tf.sum(f(inner)))(at));
  const numeric = ofTensor((inner) => tf.sum(f(inner)), at, h);
  const a = analytic.dataSync();
  const n = numeric.dataSync();
  // Against the largest slope, not each its own: of one far below it, a step in float32 leaves little but rounding.
  const largest = Math.max(...a.map(Math.abs), ...n.map(Math.abs), 1e-7);
  const relativeError = Math.max(...a.map((slope, i) => Math.abs(slope - n[i]!))) / largest;
  return { relativeError, analytic, numeric };
}

const slope = (f: (x: number) => number, x: number, h: number): number => (f(x + h) - f(x - h)) / (2 * h);

/** In float32 a tiny step drowns in rounding; four points allow a larger one at the same exactness. */
function ofTensor(f: Computes, x: tf.Tensor, h: number): tf.Tensor {
  const values = Array.from(x.dataSync<'float32'>());
  const at = (i: number, value: number): number =>
    tf.tidy(() => numberOf(f(tf.tensor(values.with(i, value), x.shape, 'float32'))));
  const slopes = values.map((value, i) => {
    const near = at(i, value + h) - at(i, value - h);
    const far = at(i, value + 2 * h) - at(i, value - 2 * h);
    return (8 * near - far) / (12 * h);
  });
  return tf.tensor(slopes, x.shape, 'float32');
}

function numberOf(value: tf.Tensor | number): number {
  if (typeof value === 'number') return value;
  if (value instanceof tf.Tensor && value.size === 1) return value.dataSync()[0]!;
  throw new Error(
    `gradients: the function must give one number. Received: ${value instanceof tf.Tensor ? `a tensor of shape [${value.shape}]` : typeof value}.`,
  );
}

function rows(values: number[], like: number[][]): number[][] {
  const starts = like.map((_, i) => like.slice(0, i).reduce((sum, row) => sum + row.length, 0));
  return like.map((row, i) => values.slice(starts[i]!, starts[i]! + row.length));
}

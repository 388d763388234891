// What operations are given: tensors, numbers, and constants of a file; and the shapes of what they give.
import { positiveAxis, type Shape } from '../core/shape.js';
import { offTape } from '../engine/gradients/tape.js';
import { tf } from '../tf.js';
import type { Spec } from './recipe.js';

/** A constant of several numbers, as a file holds it. */
export class Constant {
  constructor(
    readonly values: tf.TensorLike,
    readonly dtype: tf.DataType,
  ) {}

  get shape(): number[] {
    return shapeOf(this.values);
  }

  toTensor(): tf.Tensor {
    return tf.tensor(this.values, this.shape, this.dtype);
  }
}

function shapeOf(values: unknown): number[] {
  return Array.isArray(values) ? [values.length, ...shapeOf(values[0])] : [];
}

/** A tensor of whatever was given; a whole number beside whole numbers stays one, as in Keras. */
export function tensorOf(given: unknown, beside?: unknown): tf.Tensor {
  if (given instanceof tf.Tensor) return given;
  if (given instanceof Constant) return given.toTensor();
  if (typeof given === 'boolean') return tf.scalar(given, 'bool');
  if (typeof given !== 'number') return tf.tensor(given as tf.TensorLike);
  const isWhole = Number.isInteger(given) && isOfWholeNumbers(beside);
  return tf.scalar(given, isWhole ? 'int32' : 'float32');
}

const isOfWholeNumbers = (given: unknown): boolean =>
  (given instanceof tf.Tensor || given instanceof Constant) && given.dtype !== 'float32';

/** A tensor of floats. */
export const floatsOf = (given: unknown): tf.Tensor => tf.cast(tensorOf(given), 'float32');

/** The same numbers, through which no gradient flows. */
export const withoutGradient = (x: tf.Tensor): tf.Tensor => offTape(() => tf.clone(x));

/** The list of tensors that joins take. */
export const tensorsOf = (given: unknown): tf.Tensor[] => (given as unknown[]).map((one) => tensorOf(one));

/** Axes to reduce, counted from the front: all of them for null. */
export function axesOf(axis: unknown, rank: number): number[] {
  if (axis === null || axis === undefined) return Array.from({ length: rank }, (_, i) => i);
  return ([axis].flat() as number[]).map((one) => positiveAxis(one, rank));
}

// ── Shapes ──

export const shapeLike = ([first]: readonly (Spec | undefined)[]): Shape => [...first!.shape];

/** The shape of two joined number by number. */
export function broadcastShape(given: readonly (Spec | undefined)[]): Shape {
  return given
    .map((spec) => spec?.shape ?? [])
    .reduce((a, b) => {
      const rank = Math.max(a.length, b.length);
      return Array.from({ length: rank }, (_, i) => joined(sizeAt(a, i - rank), sizeAt(b, i - rank)));
    });
}

/** Counted from the end; missing axes count as 1, open ones are null. */
const sizeAt = (shape: Shape, fromEnd: number): number | null =>
  -fromEnd > shape.length ? 1 : shape.at(fromEnd)!;

function joined(a: number | null, b: number | null): number | null {
  if (a === 1) return b;
  if (b === 1) return a;
  return a ?? b;
}

export function reducedShape(
  given: readonly (Spec | undefined)[],
  { axis, keepdims }: { readonly axis?: unknown; readonly keepdims?: unknown },
): Shape {
  const { shape } = given[0]!;
  const axes = axesOf(axis, shape.length);
  return shape.flatMap((size, i) => (axes.includes(i) ? (keepdims ? [1] : []) : [size]));
}

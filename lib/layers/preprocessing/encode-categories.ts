// Whole numbers as rows of zeros and ones.
import type { Shape } from '../../core/shape.js';
import { tf } from '../../tf.js';

/** One row a number, or one a sample: which kinds are there, or how often. */
export type CategoryMode = 'oneHot' | 'multiHot' | 'count';

/** @param weights for `count`: how much each number counts */
export function encodeCategories(
  given: tf.Tensor,
  mode: CategoryMode,
  depth: number,
  weights?: tf.Tensor,
): tf.Tensor {
  const numbers = given.rank === 0 ? tf.expandDims(given, 0) : given;
  const kinds = isColumn(numbers.shape) && mode === 'oneHot' ? tf.squeeze(numbers, [-1]) : numbers;
  // The WebAssembly backend's kernel writes whole numbers only.
  const rows = tf.cast(tf.oneHot(tf.cast(kinds, 'int32') as tf.Tensor1D, depth), 'float32');
  if (mode === 'oneHot') return rows;
  const axis = sampleAxis(numbers.shape);
  if (mode === 'multiHot') return tf.max(rows, axis);
  return tf.sum(weights ? tf.mul(rows, tf.expandDims(weights, -1)) : rows, axis);
}

/** The shape of what {@link encodeCategories} gives. */
export function encodedShape(shape: Shape, mode: CategoryMode, depth: number): Shape {
  if (mode === 'oneHot') return [...(isColumn(shape) ? shape.slice(0, -1) : shape), depth];
  return [...shape.toSpliced(sampleAxis(shape), 1), depth];
}

const isColumn = (shape: Shape): boolean => shape.length > 1 && shape.at(-1) === 1;

/** The axis along which the numbers of a sample lie; a row by itself is one sample. */
const sampleAxis = (shape: Shape): number => (shape.length > 1 ? 1 : 0);

// One axis of a tensor by itself: what lies before it and after it becomes one axis each.
import { tf } from '../../tf.js';

/** Applies `change` to a tensor [outer, along the axis, inner], and gives the result the tensor's shape again. */
export function alongAxis(x: tf.Tensor, axis: number, change: (lines: tf.Tensor3D) => tf.Tensor): tf.Tensor {
  const before = x.shape.slice(0, axis);
  const after = x.shape.slice(axis + 1);
  const lines = tf.reshape<tf.Rank.R3>(x, [sizeOf(before), x.shape[axis]!, sizeOf(after)]);
  const changed = change(lines);
  return tf.reshape(changed, [...before, changed.shape[1]!, ...after]);
}

/** With zeros before and after along the axis. */
export const padded = (lines: tf.Tensor3D, before: number, after: number): tf.Tensor3D =>
  tf.pad3d(lines, [
    [0, 0],
    [before, after],
    [0, 0],
  ]);

/** Part of each line. */
export const part = (lines: tf.Tensor3D, start: number, size: number): tf.Tensor3D =>
  tf.slice3d(lines, [0, start, 0], [-1, size, -1]);

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

// Gradients of tensors that were broadcast.
import { tf } from '../tf.js';

/** Summed over the axes along which a tensor of `shape` was broadcast. */
export function summedTo(gradient: tf.Tensor, shape: number[]): tf.Tensor {
  const more = gradient.rank - shape.length;
  const axes = gradient.shape.flatMap((size, axis) =>
    axis < more || shape[axis - more] !== size ? [axis] : [],
  );
  return axes.length === 0 ? gradient : tf.reshape(sumOf(gradient, axes), shape);
}

/** Of a call of two tensors: what each would get of the result's shape, for each in its own. */
export const forBoth = (
  [a, b]: readonly tf.Tensor[],
  ofA: () => tf.Tensor,
  ofB: () => tf.Tensor,
): { a: () => tf.Tensor; b: () => tf.Tensor } => ({
  a: () => summedTo(ofA(), a!.shape),
  b: () => summedTo(ofB(), b!.shape),
});

function sumOf(x: tf.Tensor, axes: number[]): tf.Tensor {
  if (x.dtype !== 'complex64') return tf.sum(x, axes);
  return tf.complex(tf.sum(tf.real(x), axes), tf.sum(tf.imag(x), axes));
}

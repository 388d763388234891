// Gradients of tensors that were broadcast.
import { tf } from '../../tf.js';

/** Summed over the axes along which a tensor of `shape` was broadcast. */
export function summedTo(gradient: tf.Tensor, shape: number[]): tf.Tensor {
  const axes = tf.broadcast_util.getReductionAxes(shape, gradient.shape);
  return axes.length === 0 ? gradient : tf.reshape(sumOf(gradient, axes), shape);
}

function sumOf(x: tf.Tensor, axes: number[]): tf.Tensor {
  if (x.dtype !== 'complex64') return tf.sum(x, axes);
  return tf.complex(tf.sum(tf.real(x), axes), tf.sum(tf.imag(x), axes));
}

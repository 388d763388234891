// Keeps gradients from growing without bound.
import { tf } from '../tf.js';

interface Limits {
  clipnorm?: number;
  clipvalue?: number;
  globalClipnorm?: number;
}

export function limitGradients(gradients: tf.Tensor[], limits: Limits): tf.Tensor[] {
  const { clipnorm, clipvalue, globalClipnorm } = limits;
  if (clipnorm !== undefined)
    return gradients.map((gradient) => scaleTo(gradient, squaredNorm(gradient), clipnorm));
  if (globalClipnorm !== undefined) {
    const all = tf.addN(gradients.map(squaredNorm));
    return gradients.map((gradient) => scaleTo(gradient, all, globalClipnorm));
  }
  if (clipvalue !== undefined)
    return gradients.map((gradient) => tf.clipByValue(gradient, -clipvalue, clipvalue));
  return gradients;
}

const squaredNorm = (values: tf.Tensor): tf.Tensor => tf.sum(tf.square(values));

function scaleTo(gradient: tf.Tensor, squares: tf.Tensor, limit: number): tf.Tensor {
  return tf.mul(gradient, tf.div(limit, tf.maximum(tf.sqrt(squares), limit)));
}

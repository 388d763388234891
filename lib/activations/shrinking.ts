// Activations that are straight lines and zeros, chosen by where x lies.
import { tf } from '../tf.js';

/** Where the shrinking functions begin to let values through. */
const limit = 0.5;

/** Zero up to 0.5 either way; x beyond. */
export const hardShrink = (x: tf.Tensor): tf.Tensor =>
  tf.where(tf.greater(tf.abs(x), limit), x, tf.zerosLike(x));

/** Zero up to 0.5 either way; beyond, x less that much. */
export const softShrink = (x: tf.Tensor): tf.Tensor =>
  tf.sub(tf.relu(tf.sub(x, limit)), tf.relu(tf.sub(-limit, x)));

/** Zero up to -1, x from 1 on, and a parabola between. */
export function sparsePlus(x: tf.Tensor): tf.Tensor {
  const between = tf.mul(tf.square(tf.add(x, 1)), 0.25);
  const rising = tf.where(tf.less(x, 1), between, x);
  return tf.where(tf.lessEqual(x, -1), tf.zerosLike(x), rising);
}

/** Zero up to -1, one from 1 on, and a straight line between. */
export function sparseSigmoid(x: tf.Tensor): tf.Tensor {
  const rising = tf.where(tf.greaterEqual(x, 1), tf.onesLike(x), tf.mul(tf.add(x, 1), 0.5));
  return tf.where(tf.lessEqual(x, -1), tf.zerosLike(x), rising);
}

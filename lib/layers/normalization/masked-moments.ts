// Mean and variance of the steps that count.
import { tf } from '../../tf.js';

/** Mean and variance of each channel. */
export interface Moments {
  readonly mean: tf.Tensor;
  readonly variance: tf.Tensor;
}

/** Keeps the divisor from zero where no step counts. */
export const least = 1e-7;

/** For each number of `x`, 1 where its step counts. @param mask one axis less than `x` */
export function countsOf(x: tf.Tensor, mask: tf.Tensor): tf.Tensor {
  return tf.broadcastTo(tf.cast(tf.expandDims(mask, -1), 'float32'), x.shape);
}

/** @param mask one axis less than `x` @param axes they stay with size 1 */
export function maskedMoments(x: tf.Tensor, mask: tf.Tensor, axes: number[]): Moments {
  const counts = countsOf(x, mask);
  const count = tf.add(tf.sum(counts, axes, true), least);
  const mean = tf.div(tf.sum(tf.mul(x, counts), axes, true), count);
  const difference = tf.mul(tf.sub(x, mean), counts);
  return { mean, variance: tf.div(tf.sum(tf.square(difference), axes, true), count) };
}

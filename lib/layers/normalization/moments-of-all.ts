// Mean and variance over the whole of a batch whose parts several processes have.
import { sumOfAll } from '../../core/shared-step.js';
import { tf } from '../../tf.js';
import { countsOf, least, type Moments } from './masked-moments.js';

/** @param mask one axis less than `x` @param axes they stay with size 1 */
export function momentsOfAll(x: tf.Tensor, mask: tf.Tensor | null, axes: number[]): Moments {
  const counts = mask ? countsOf(x, mask) : tf.onesLike(x);
  const own = [tf.sum(tf.mul(x, counts), axes, true), tf.sum(counts, axes, true)];
  const [sum, count] = tf.split(sumOfAll(tf.stack(own)), 2);
  const divisor = tf.maximum(tf.squeeze(count!, [0]), least);
  const mean = tf.div(tf.squeeze(sum!, [0]), divisor);
  const squares = tf.sum(tf.square(tf.mul(tf.sub(x, mean), counts)), axes, true);
  return { mean, variance: tf.div(sumOfAll(squares), divisor) };
}

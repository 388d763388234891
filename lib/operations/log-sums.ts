// Sums of numbers whose logarithms are known.
import { tf } from '../tf.js';

/** The logarithm of the sum, place by place. */
export function logSumOf(logs: readonly tf.Tensor[]): tf.Tensor {
  const greatest = logs.reduce((most, one) => tf.maximum(most, one));
  const shares = logs.map((one) => tf.exp(tf.sub(one, greatest)));
  return tf.add(greatest, tf.log(shares.reduce((sum, one) => tf.add(sum, one))));
}

// Dropout itself, as layers and TensorFlow.js' own `tf.dropout` use it.
import * as random from '../../random/random.js';
import { tf } from '../../tf.js';

/** Where the draws come from: the library's one source of random numbers, or a layer's own. */
export interface Draws {
  /** Numbers from 0 up to 1. */
  uniform(shape: number[]): tf.Tensor;
  normal(shape: number[], mean: number, deviation: number): tf.Tensor;
}

/** Sets a share `rate` of the values to zero, the same one along axes of `shape` that are 1. */
export const drop = (input: tf.Tensor, rate: number, shape: number[], draws: Draws = random): tf.Tensor => {
  if (rate === 0) return tf.clone(input);
  const kept = tf.cast(tf.greaterEqual(draws.uniform(shape), rate), 'float32');
  return tf.mul(input, tf.mul(kept, 1 / (1 - rate)));
};

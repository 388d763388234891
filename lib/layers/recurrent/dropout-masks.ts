// Masks of dropout, drawn once for all steps of a sequence.
import { tf } from '../../tf.js';
import type { Draws } from '../regularization/drop.js';

/** Zero for a share of `rate`; for the others, what makes up for those. None at a rate of zero. */
export function dropoutMasks(draws: Draws, rate: number, count: number, shape: number[]): tf.Tensor[] {
  if (rate === 0) return [];
  return Array.from({ length: count }, () => {
    const kept = tf.greaterEqual(draws.uniform(shape), rate);
    return tf.mul(tf.cast(kept, 'float32'), 1 / (1 - rate));
  });
}

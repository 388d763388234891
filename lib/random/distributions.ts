// Draws of every kind, each fixed by a seed of two whole numbers as TensorFlow's stateless ops are.
import { tf } from '../tf.js';
import { draw } from './kernels.js';
import { drawOf } from './more-kernels.js';

/** Two whole numbers. */
export type SeedPair = tf.Tensor1D;

/** Numbers from `low` up to `high`. */
export function uniformBy(seed: SeedPair, shape: number[], low = 0, high = 1): tf.Tensor {
  const values = draw('StatelessRandomUniform', shape, seed);
  return low === 0 && high === 1 ? values : tf.add(tf.mul(values, high - low), low);
}

export function normalBy(seed: SeedPair, shape: number[], mean = 0, deviation = 1): tf.Tensor {
  const values = draw('StatelessRandomNormal', shape, seed);
  return mean === 0 && deviation === 1 ? values : tf.add(tf.mul(values, deviation), mean);
}

export function truncatedNormalBy(seed: SeedPair, shape: number[], mean = 0, deviation = 1): tf.Tensor {
  const values = draw('StatelessTruncatedNormal', shape, seed);
  return mean === 0 && deviation === 1 ? values : tf.add(tf.mul(values, deviation), mean);
}

/** Whole numbers from `low` to `high - 1`. */
export const wholeBy = (seed: SeedPair, shape: number[], low: number, high: number): tf.Tensor =>
  draw('StatelessRandomUniformInt', shape, seed, [low, high]);

/** The least that a gamma draw gives: the smallest float32 above 0 that is whole in its digits. */
const leastGamma = 1.17549435e-38;

/** @param alpha one number, or one for each place along the last axes of `shape` */
export function gammaBy(seed: SeedPair, shape: number[], alpha: tf.Tensor): tf.Tensor {
  return tf.maximum(drawOf('StatelessRandomGammaV2', shape, seed, { alpha }), leastGamma);
}

/** As Keras makes it of two gammas, the second by a seed 12 further in both numbers. */
export function betaBy(seed: SeedPair, shape: number[], alpha: tf.Tensor, beta: tf.Tensor): tf.Tensor {
  const other = tf.add(seed, tf.tensor1d([12, 12], 'int32')) as SeedPair;
  const first = gammaBy(seed, shape, tf.broadcastTo(alpha, shape));
  const second = gammaBy(other, shape, tf.broadcastTo(beta, shape));
  return tf.div(first, tf.add(first, second));
}

/** How many of `counts` tries succeed. */
export const binomialBy = (
  seed: SeedPair,
  shape: number[],
  counts: tf.Tensor,
  probabilities: tf.Tensor,
): tf.Tensor => drawOf('StatelessRandomBinomial', shape, seed, { counts, probs: probabilities });

/** For each row of logits the numbers of classes, drawn with their probabilities: [rows, samples]. */
export const categoricalBy = (seed: SeedPair, logits: tf.Tensor, samples: number): tf.Tensor =>
  drawOf('StatelessMultinomial', [logits.shape[0]!, samples], seed, { logits });

/** The whole numbers below `count` in random order. */
export function orderBy(seed: SeedPair, count: number): tf.Tensor1D {
  // Ties keep their order, as in TensorFlow's argsort, which is by the largest of what is turned about.
  const drawn = draw('StatelessRandomUniform', [count], seed);
  return tf.topk(tf.neg(drawn), count).indices as tf.Tensor1D;
}

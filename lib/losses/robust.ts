// Losses for labels that are not always right, and for vectors that should lie near others of their class.
import { setMask } from '../core/masks.js';
import { flag, number } from '../core/options.js';
import { tf } from '../tf.js';
import { labelsFor } from './crossentropy.js';
import { defineLoss } from './define.js';
import type { Loss, LossOptions } from './loss.js';
import { toFloat } from './weighing.js';

/**
 * Between cross-entropy (`q` near 0) and the mean absolute error (`q` near 1), for class numbers of which some are
 * wrong (Zhang & Sabuncu, 2018). Keras: `CategoricalGeneralizedCrossEntropy`.
 * @example
 * model.compile({ optimizer: 'adam', loss: losses.categoricalGeneralizedCrossEntropy({ q: 0.7 }) });
 * await model.fit(x, y.argMax(1), { epochs: 1, verbose: 0 });
 */
export function categoricalGeneralizedCrossEntropy(options: LossOptions & { q?: number } = {}): Loss {
  const kind = {
    maker: 'categoricalGeneralizedCrossEntropy',
    options: { q: number(0.5) },
    targets: 'class numbers' as const,
  };
  return defineLoss(kind, options, ({ q }) => {
    if (!(q > 0 && q < 1))
      throw new Error(`losses.${kind.maker}: q must be between 0 and 1. Received: ${q}.`);
    return (yTrue, yPred) => {
      const oneHot = toFloat(tf.oneHot(labelsFor(yTrue, yPred), yPred.shape.at(-1)!));
      const ofTruth = tf.sum(tf.mul(yPred, oneHot), -1);
      return tf.div(tf.sub(1, tf.pow(ofTruth, q)), q);
    };
  });
}

/** Options of `losses.circle`. */
export interface CircleOptions extends LossOptions {
  /** How sharply near and far are told apart. Default 80. */
  gamma?: number;
  /** How much nearer than others those of the class must be. Default 0.4. */
  margin?: number;
  /** A vector is not compared with itself. Default true. */
  removeDiagonal?: boolean;
}

/**
 * For vectors of length 1 and class numbers: those of one class shall point the same way, others away from them
 * (Sun et al., 2020). Keras: `Circle`.
 * @example
 * const lossOf = losses.circle({ gamma: 32 });
 * const vectors = tf.tensor2d([[1, 0], [0.8, 0.6], [0, 1]]);
 * lossOf(tf.tensor1d([0, 0, 1]), vectors).print();
 */
export function circle(options: CircleOptions = {}): Loss {
  const kind = {
    maker: 'circle',
    options: { gamma: number(80), margin: number(0.4), removeDiagonal: flag(true) },
    targets: 'labels' as const,
  };
  return defineLoss(kind, options, ({ gamma, margin, removeDiagonal }) => (yTrue, yPred) => {
    const { same, other } = pairs(labelsFor(yTrue, yPred), removeDiagonal);
    const distance = tf.relu(tf.sub(1, tf.matMul(yPred, yPred, false, true)));
    const pull = tf.mul(tf.relu(tf.mul(tf.add(distance, margin), same)), tf.sub(distance, margin));
    const push = tf.mul(tf.relu(tf.mul(tf.sub(1 + margin, distance), other)), tf.sub(1 - margin, distance));
    const losses = tf.softplus(
      tf.add(logSumExpOf(tf.mul(pull, gamma), same), logSumExpOf(tf.mul(push, gamma), other)),
    );
    setMask(losses, aboveZero(losses));
    return losses;
  });
}

/** A comparison, which has no gradient, as something that hands none on. */
const aboveZero = tf.customGrad((values) => ({
  value: tf.greater(values as tf.Tensor, 0),
  gradFunc: () => tf.zerosLike(values as tf.Tensor),
}));

/** 1 for pairs of one class and for pairs of two. */
function pairs(classes: tf.Tensor, removeDiagonal: boolean): { same: tf.Tensor; other: tf.Tensor } {
  const same = toFloat(tf.equal(tf.expandDims(classes, 1), tf.expandDims(classes, 0)));
  const other = tf.sub(1, same);
  return { same: removeDiagonal ? tf.mul(same, tf.sub(1, tf.eye(classes.size))) : same, other };
}

/** A logarithm so small that its exponential is nothing; a true -Infinity has no gradient. */
const none = -1e9;

/** log(sum(exp(values))) of each row, over the places that count. */
function logSumExpOf(values: tf.Tensor, counts: tf.Tensor): tf.Tensor {
  const present = tf.where(tf.greater(counts, 0), values, tf.fill(values.shape, none));
  const result = tf.logSumExp(present, 1);
  return tf.where(tf.greater(tf.sum(counts, 1), 0), result, tf.fill(result.shape, none));
}

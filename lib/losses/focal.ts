// Cross-entropies that fade out samples which are easy already.
import { flag, number } from '../core/options.js';
import { tf } from '../tf.js';
import {
  binaryTerms,
  type CrossentropyOptions,
  crossentropyOptions,
  logitsBehind,
  probabilities,
  requireSameShape,
  smooth,
  withAxisLast,
} from './crossentropy.js';
import { defineLoss } from './define.js';
import type { Loss } from './loss.js';

/** Options of the focal cross-entropies. */
export interface FocalOptions extends CrossentropyOptions {
  /** How strongly easy samples are faded out. Default 2. */
  gamma?: number;
  /** Weight of the positive class. Default 0.25. */
  alpha?: number;
}

/** Options of `losses.binaryFocalCrossentropy`. */
export interface BinaryFocalOptions extends FocalOptions {
  /** Weighs the positive class by `alpha` and the negative by `1 - alpha`. Default false. */
  applyClassBalancing?: boolean;
}

const focalOptions = { ...crossentropyOptions, gamma: number(2), alpha: number(0.25) };

/**
 * Binary cross-entropy that fades out easy samples (Lin et al., 2018). Keras: `BinaryFocalCrossentropy`.
 * @example model.compile({ optimizer: 'adam', loss: losses.binaryFocalCrossentropy({ gamma: 2 }) });
 */
export function binaryFocalCrossentropy(options: BinaryFocalOptions = {}): Loss {
  const maker = 'binaryFocalCrossentropy';
  const kind = { maker, options: { ...focalOptions, applyClassBalancing: flag(false) } };
  return defineLoss(kind, options, (settings) => (yTrue, yPred) => {
    requireSameShape(maker, yTrue, yPred);
    const { fromLogits, labelSmoothing, gamma, alpha, axis, applyClassBalancing } = settings;
    const labels = smooth(yTrue, labelSmoothing, 2);
    const probability = fromLogits ? tf.sigmoid(yPred) : yPred;
    const focus = tf.pow(tf.sub(1, choose(labels, probability, tf.sub(1, probability))), gamma);
    const logits = fromLogits ? yPred : logitsBehind(yPred, false);
    const losses = tf.mul(focus, binaryTerms(labels, yPred, logits));
    const balanced = applyClassBalancing ? tf.mul(choose(labels, alpha, 1 - alpha), losses) : losses;
    return tf.mean(balanced, axis);
  });
}

/** The first where the label is 1, the second where it is 0, in between for smoothed ones. */
function choose(labels: tf.Tensor, positive: tf.Tensor | number, negative: tf.Tensor | number): tf.Tensor {
  return tf.add(tf.mul(labels, positive), tf.mul(tf.sub(1, labels), negative));
}

/**
 * Categorical cross-entropy that fades out easy samples. Keras: `CategoricalFocalCrossentropy`.
 * @example model.compile({ optimizer: 'adam', loss: losses.categoricalFocalCrossentropy({ gamma: 2 }) });
 */
export function categoricalFocalCrossentropy(options: FocalOptions = {}): Loss {
  const kind = { maker: 'categoricalFocalCrossentropy', options: focalOptions };
  return defineLoss(kind, options, (settings) => (yTrue, yPred) => {
    requireSameShape(kind.maker, yTrue, yPred);
    const { fromLogits, labelSmoothing, gamma, alpha, axis } = settings;
    const labels = withAxisLast(smooth(yTrue, labelSmoothing, yTrue.shape.at(-1)!), axis);
    const outputs = withAxisLast(yPred, axis);
    const probability = probabilities(fromLogits ? tf.softmax(outputs) : outputs, -1);
    const focus = tf.mul(tf.pow(tf.sub(1, probability), gamma), alpha);
    return tf.neg(tf.sum(tf.mul(focus, tf.mul(labels, tf.log(probability))), -1));
  });
}

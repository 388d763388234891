// Losses for segmentations: how far the predicted and the true region fail to cover each other.
import { number } from '../core/options.js';
import { tf } from '../tf.js';
import { axes, defineLoss } from './define.js';
import type { Loss, LossOptions } from './loss.js';

const epsilon = 1e-7;

/** Options of `losses.dice` and `losses.tversky`. */
export interface OverlapOptions extends LossOptions {
  /** Axes of one region; default: all, the samples too. `[1, 2, 3]`: each image by itself. */
  axis?: number | number[];
}

/**
 * One minus twice the overlap over the sizes of both regions (Milletari et al., 2016). Keras: `Dice`.
 * @example losses.dice({ axis: [1, 2, 3] })
 */
export function dice(options: OverlapOptions = {}): Loss {
  return defineLoss({ maker: 'dice', options: { axis: axes() } }, options, (settings) => (yTrue, yPred) => {
    const axis = settings.axis ?? undefined;
    const both = tf.sum(tf.mul(yTrue, yPred), axis);
    const sizes = tf.add(tf.add(tf.sum(yTrue, axis), tf.sum(yPred, axis)), epsilon);
    return tf.sub(1, tf.div(tf.mul(both, 2), sizes));
  });
}

/**
 * {@link dice} with a weight for what is predicted too little (`alpha`, default 0.5) and for what is predicted too
 * much (`beta`, default 0.5) (Salehi et al., 2017). Keras: `Tversky`.
 * @example losses.tversky({ alpha: 0.7, beta: 0.3 })
 */
export function tversky(options: OverlapOptions & { alpha?: number; beta?: number } = {}): Loss {
  const kind = { maker: 'tversky', options: { axis: axes(), alpha: number(0.5), beta: number(0.5) } };
  return defineLoss(kind, options, ({ alpha, beta, ...settings }) => (yTrue, yPred) => {
    const axis = settings.axis ?? undefined;
    const both = tf.sum(tf.mul(yTrue, yPred), axis);
    const missed = tf.sum(tf.mul(tf.sub(1, yPred), yTrue), axis);
    const wrong = tf.sum(tf.mul(yPred, tf.sub(1, yTrue)), axis);
    const weighed = tf.add(tf.mul(missed, alpha), tf.mul(wrong, beta));
    return tf.sub(1, tf.div(both, tf.add(tf.add(both, weighed), epsilon)));
  });
}

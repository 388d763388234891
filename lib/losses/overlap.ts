// Losses for masks: how far the predicted and the true region fail to cover each other.
import { tf } from '../tf.js';
import { loss } from './define.js';
import type { Loss } from './loss.js';

const EPSILON = 1e-7;

/** Options of `losses.dice` and `losses.tversky`. */
export interface OverlapOptions {
  /** Axes of one region; default: all, the samples too. `[1, 2, 3]`: each picture by itself. */
  axis?: number | number[];
}

/**
 * One minus twice the overlap over the sizes of both regions (Milletari et al., 2016). Keras: `Dice`.
 * @example losses.dice({ axis: [1, 2, 3] })
 */
export function dice(options: OverlapOptions = {}): Loss {
  const { axis } = options;
  return loss(
    'dice',
    (yTrue, yPred) => {
      const both = tf.sum(tf.mul(yTrue, yPred), axis);
      const sizes = tf.add(tf.add(tf.sum(yTrue, axis), tf.sum(yPred, axis)), EPSILON);
      return tf.sub(1, tf.div(tf.mul(both, 2), sizes));
    },
    { ...options },
  );
}

/**
 * {@link dice} with a weight for what is predicted too little (`alpha`, default 0.5) and for what is predicted too
 * much (`beta`, default 0.5) (Salehi et al., 2017). Keras: `Tversky`.
 * @example losses.tversky({ alpha: 0.7, beta: 0.3 })
 */
export function tversky(options: OverlapOptions & { alpha?: number; beta?: number } = {}): Loss {
  const { axis, alpha = 0.5, beta = 0.5 } = options;
  return loss(
    'tversky',
    (yTrue, yPred) => {
      const both = tf.sum(tf.mul(yTrue, yPred), axis);
      const missed = tf.sum(tf.mul(tf.sub(1, yPred), yTrue), axis);
      const wrong = tf.sum(tf.mul(yPred, tf.sub(1, yTrue)), axis);
      const weighed = tf.add(tf.mul(missed, alpha), tf.mul(wrong, beta));
      return tf.sub(1, tf.div(both, tf.add(tf.add(both, weighed), EPSILON)));
    },
    { ...options },
  );
}

// Margin losses, for labels -1 and 1 (labels 0 and 1 are taken as these).
import { tf } from '../tf.js';
import { defineLoss } from './define.js';
import type { Loss, LossOptions } from './loss.js';

/**
 * `max(1 - yTrue * yPred, 0)`. Keras: `Hinge`.
 * @example model.compile({ optimizer: 'sgd', loss: losses.hinge() });
 */
export function hinge(options: LossOptions = {}): Loss {
  return defineLoss({ maker: 'hinge' }, options, () => (yTrue, yPred) => tf.mean(margin(yTrue, yPred), -1));
}

/**
 * The square of {@link hinge}. Keras: `SquaredHinge`.
 * @example model.compile({ optimizer: 'sgd', loss: losses.squaredHinge() });
 */
export function squaredHinge(options: LossOptions = {}): Loss {
  return defineLoss(
    { maker: 'squaredHinge' },
    options,
    () => (yTrue, yPred) => tf.mean(tf.square(margin(yTrue, yPred)), -1),
  );
}

/**
 * For one-hot labels: the best wrong score may come no nearer than 1 to the right one. Keras: `CategoricalHinge`.
 * @example model.compile({ optimizer: 'sgd', loss: losses.categoricalHinge() });
 */
export function categoricalHinge(options: LossOptions = {}): Loss {
  return defineLoss({ maker: 'categoricalHinge' }, options, () => (yTrue, yPred) => {
    const right = tf.sum(tf.mul(yTrue, yPred), -1);
    const wrong = tf.max(tf.mul(tf.sub(1, yTrue), yPred), -1);
    return tf.maximum(tf.add(tf.sub(wrong, right), 1), 0);
  });
}

function margin(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
  return tf.maximum(tf.sub(1, tf.mul(toSigns(yTrue), yPred)), 0);
}

/** 0 and 1 become -1 and 1, as in Keras, when nothing else is there. */
function toSigns(labels: tf.Tensor): tf.Tensor {
  const binary = tf.all(tf.logicalOr(tf.equal(labels, 0), tf.equal(labels, 1)));
  return tf.where(binary, tf.sub(tf.mul(labels, 2), 1), labels);
}

// Losses for numbers: one value a sample, the mean over the last axis.
import { number } from '../core/options.js';
import { wholeNumber } from '../core/settings.js';
import { tf } from '../tf.js';
import { defineLoss } from './define.js';
import type { Loss, LossOptions } from './loss.js';

const epsilon = 1e-7;

const meanOfLast = (values: tf.Tensor): tf.Tensor => tf.mean(values, -1);

/**
 * Mean of squared differences. Keras: `MeanSquaredError`.
 * @example model.compile({ optimizer: 'adam', loss: losses.meanSquaredError() });
 */
export function meanSquaredError(options: LossOptions = {}): Loss {
  return defineLoss(
    { maker: 'meanSquaredError' },
    options,
    () => (yTrue, yPred) => meanOfLast(tf.squaredDifference(yTrue, yPred)),
  );
}

/**
 * Mean of absolute differences. Keras: `MeanAbsoluteError`.
 * @example model.compile({ optimizer: 'adam', loss: losses.meanAbsoluteError() });
 */
export function meanAbsoluteError(options: LossOptions = {}): Loss {
  return defineLoss(
    { maker: 'meanAbsoluteError' },
    options,
    () => (yTrue, yPred) => meanOfLast(tf.abs(tf.sub(yTrue, yPred))),
  );
}

/**
 * Mean of absolute differences in per cent of the true values. Keras: `MeanAbsolutePercentageError`.
 * @example model.compile({ optimizer: 'adam', loss: losses.meanAbsolutePercentageError() });
 */
export function meanAbsolutePercentageError(options: LossOptions = {}): Loss {
  return defineLoss({ maker: 'meanAbsolutePercentageError' }, options, () => (yTrue, yPred) => {
    const size = tf.maximum(tf.abs(yTrue), epsilon);
    return tf.mul(meanOfLast(tf.abs(tf.div(tf.sub(yTrue, yPred), size))), 100);
  });
}

/**
 * Mean of squared differences of `log(1 + y)`. Keras: `MeanSquaredLogarithmicError`.
 * @example model.compile({ optimizer: 'adam', loss: losses.meanSquaredLogarithmicError() });
 */
export function meanSquaredLogarithmicError(options: LossOptions = {}): Loss {
  const scale = (values: tf.Tensor): tf.Tensor => tf.log(tf.add(tf.maximum(values, epsilon), 1));
  return defineLoss(
    { maker: 'meanSquaredLogarithmicError' },
    options,
    () => (yTrue, yPred) => meanOfLast(tf.squaredDifference(scale(yTrue), scale(yPred))),
  );
}

/**
 * Squared near zero, linear beyond `delta`: outliers pull less. Keras: `Huber`.
 * @example model.compile({ optimizer: 'adam', loss: losses.huber({ delta: 2 }) });
 */
export function huber(options: LossOptions & { delta?: number } = {}): Loss {
  const kind = { maker: 'huber', options: { delta: number(1) } };
  return defineLoss(kind, options, ({ delta }) => (yTrue, yPred) => {
    const error = tf.abs(tf.sub(yTrue, yPred));
    const near = tf.minimum(error, delta);
    // delta * (error - delta / 2) beyond delta, error^2 / 2 within: both are near * (error - near / 2).
    return meanOfLast(tf.mul(near, tf.sub(error, tf.div(near, 2))));
  });
}

/**
 * Logarithm of the hyperbolic cosine of the error. Keras: `LogCosh`.
 * @example model.compile({ optimizer: 'adam', loss: losses.logCosh() });
 */
export function logCosh(options: LossOptions = {}): Loss {
  return defineLoss({ maker: 'logCosh' }, options, () => (yTrue, yPred) => {
    const error = tf.sub(yPred, yTrue);
    return meanOfLast(tf.sub(tf.add(error, tf.softplus(tf.mul(error, -2))), Math.LN2));
  });
}

/**
 * Minus the cosine of the angle between true and predicted vectors, which lie along `axis` (default the last).
 * Keras: `CosineSimilarity`.
 * @example model.compile({ optimizer: 'adam', loss: losses.cosineSimilarity() });
 */
export function cosineSimilarity(options: LossOptions & { axis?: number } = {}): Loss {
  const kind = { maker: 'cosineSimilarity', options: { axis: wholeNumber(-1) } };
  return defineLoss(
    kind,
    options,
    ({ axis }) =>
      (yTrue, yPred) =>
        tf.neg(cosine(yTrue, yPred, axis)),
  );
}

/** The cosine of the angle between vectors along an axis. */
export function cosine(yTrue: tf.Tensor, yPred: tf.Tensor, axis: number): tf.Tensor {
  return tf.sum(tf.mul(unit(yTrue, axis), unit(yPred, axis)), axis);
}

function unit(vectors: tf.Tensor, axis: number): tf.Tensor {
  const squares = tf.sum(tf.square(vectors), axis, true);
  return tf.div(vectors, tf.sqrt(tf.maximum(squares, epsilon * epsilon)));
}

/**
 * For counts: `yPred - yTrue * log(yPred)`. Keras: `Poisson`.
 * @example model.compile({ optimizer: 'adam', loss: losses.poisson() });
 */
export function poisson(options: LossOptions = {}): Loss {
  return defineLoss(
    { maker: 'poisson' },
    options,
    () => (yTrue, yPred) => meanOfLast(tf.sub(yPred, tf.mul(yTrue, tf.log(tf.add(yPred, epsilon))))),
  );
}

/**
 * How far one distribution is from another: `yTrue * log(yTrue / yPred)`. Keras: `KLDivergence`.
 * @example model.compile({ optimizer: 'adam', loss: losses.klDivergence() });
 */
export function klDivergence(options: LossOptions = {}): Loss {
  return defineLoss({ maker: 'klDivergence', className: 'KLDivergence' }, options, () => (yTrue, yPred) => {
    const expected = tf.clipByValue(yTrue, epsilon, 1);
    const received = tf.clipByValue(yPred, epsilon, 1);
    return tf.sum(tf.mul(expected, tf.log(tf.div(expected, received))), -1);
  });
}

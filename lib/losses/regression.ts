// Losses for numbers: one value a sample, the mean over the last axis.
import { tf } from '../tf.js';
import { loss } from './define.js';
import type { Loss } from './loss.js';

const EPSILON = 1e-7;

const meanOfLast = (values: tf.Tensor): tf.Tensor => tf.mean(values, -1);

/**
 * Mean of squared differences. Keras: `MeanSquaredError`.
 * @example model.compile({ optimizer: 'adam', loss: losses.meanSquaredError() });
 */
export function meanSquaredError(): Loss {
  return loss('mean_squared_error', (yTrue, yPred) => meanOfLast(tf.squaredDifference(yTrue, yPred)));
}

/**
 * Mean of absolute differences. Keras: `MeanAbsoluteError`.
 * @example model.compile({ optimizer: 'adam', loss: losses.meanAbsoluteError() });
 */
export function meanAbsoluteError(): Loss {
  return loss('mean_absolute_error', (yTrue, yPred) => meanOfLast(tf.abs(tf.sub(yTrue, yPred))));
}

/**
 * Mean of absolute differences in per cent of the true values. Keras: `MeanAbsolutePercentageError`.
 * @example model.compile({ optimizer: 'adam', loss: losses.meanAbsolutePercentageError() });
 */
export function meanAbsolutePercentageError(): Loss {
  return loss('mean_absolute_percentage_error', (yTrue, yPred) => {
    const size = tf.maximum(tf.abs(yTrue), EPSILON);
    return tf.mul(meanOfLast(tf.abs(tf.div(tf.sub(yTrue, yPred), size))), 100);
  });
}

/**
 * Mean of squared differences of `log(1 + y)`. Keras: `MeanSquaredLogarithmicError`.
 * @example model.compile({ optimizer: 'adam', loss: losses.meanSquaredLogarithmicError() });
 */
export function meanSquaredLogarithmicError(): Loss {
  const scale = (values: tf.Tensor): tf.Tensor => tf.log(tf.add(tf.maximum(values, EPSILON), 1));
  return loss('mean_squared_logarithmic_error', (yTrue, yPred) =>
    meanOfLast(tf.squaredDifference(scale(yTrue), scale(yPred))),
  );
}

/**
 * Squared near zero, linear beyond `delta`: outliers pull less. Keras: `Huber`.
 * @example model.compile({ optimizer: 'adam', loss: losses.huber({ delta: 2 }) });
 */
export function huber({ delta = 1 }: { delta?: number } = {}): Loss {
  const call = (yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor => {
    const error = tf.abs(tf.sub(yTrue, yPred));
    const near = tf.minimum(error, delta);
    // delta * (error - delta / 2) beyond delta, error^2 / 2 within: both are near * (error - near / 2).
    return meanOfLast(tf.mul(near, tf.sub(error, tf.div(near, 2))));
  };
  return loss('huber', call, { delta });
}

/**
 * Logarithm of the hyperbolic cosine of the error. Keras: `LogCosh`.
 * @example model.compile({ optimizer: 'adam', loss: losses.logCosh() });
 */
export function logCosh(): Loss {
  return loss('log_cosh', (yTrue, yPred) => {
    const error = tf.sub(yPred, yTrue);
    return meanOfLast(tf.sub(tf.add(error, tf.softplus(tf.mul(error, -2))), Math.LN2));
  });
}

/**
 * Minus the cosine of the angle between true and predicted vectors. Keras: `CosineSimilarity`.
 * @example model.compile({ optimizer: 'adam', loss: losses.cosineSimilarity() });
 */
export function cosineSimilarity(): Loss {
  return loss('cosine_similarity', (yTrue, yPred) => tf.neg(cosine(yTrue, yPred)));
}

/** The cosine of the angle between vectors along the last axis. */
export function cosine(yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor {
  return tf.sum(tf.mul(unit(yTrue), unit(yPred)), -1);
}

function unit(vectors: tf.Tensor): tf.Tensor {
  const squares = tf.sum(tf.square(vectors), -1, true);
  return tf.div(vectors, tf.sqrt(tf.maximum(squares, EPSILON * EPSILON)));
}

/**
 * For counts: `yPred - yTrue * log(yPred)`. Keras: `Poisson`.
 * @example model.compile({ optimizer: 'adam', loss: losses.poisson() });
 */
export function poisson(): Loss {
  return loss('poisson', (yTrue, yPred) =>
    meanOfLast(tf.sub(yPred, tf.mul(yTrue, tf.log(tf.add(yPred, EPSILON))))),
  );
}

/**
 * How far one distribution is from another: `yTrue * log(yTrue / yPred)`. Keras: `KLDivergence`.
 * @example model.compile({ optimizer: 'adam', loss: losses.klDivergence() });
 */
export function klDivergence(): Loss {
  return loss('kl_divergence', (yTrue, yPred) => {
    const expected = tf.clipByValue(yTrue, EPSILON, 1);
    const received = tf.clipByValue(yPred, EPSILON, 1);
    return tf.sum(tf.mul(expected, tf.log(tf.div(expected, received))), -1);
  });
}

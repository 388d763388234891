// Losses read as metrics, and other means of what predictions are off by.
import { settings, text, wholeNumber } from '../core/settings.js';
import type { CrossentropyOptions, SparseCrossentropyOptions } from '../losses/crossentropy.js';
import type { Loss } from '../losses/loss.js';
import { lossesByName } from '../losses/names.js';
import { cosine } from '../losses/regression.js';
import { alignRanks } from '../losses/weighing.js';
import { tf } from '../tf.js';
import { isClassNumbers } from './accuracy.js';
import { MeanMetric } from './mean-metric.js';

/** @inline */
interface Named {
  /** The key in logs and history. */
  name?: string;
}

/** A metric that has a loss of the same name. */
const lossAsMetric =
  <Options extends Named = Named>(maker: keyof typeof lossesByName, fallback?: string) =>
  (options: Options = {} as Options): MeanMetric => {
    const { name, ...rest } = options;
    const loss = (lossesByName[maker] as (options: object) => Loss)(rest);
    return metricOf(loss, name ?? fallback ?? loss.name);
  };

function metricOf({ className, call, config }: Loss, name: string): MeanMetric {
  return new MeanMetric(name, className, call, { direction: 'down', config });
}

/**
 * Mean of squared differences. Keras: `MeanSquaredError`.
 * @example model.compile({ optimizer: 'adam', loss: 'huber', metrics: [metrics.meanSquaredError()] });
 */
export const meanSquaredError = lossAsMetric('meanSquaredError');

/**
 * Mean of absolute differences. Keras: `MeanAbsoluteError`.
 * @example model.compile({ optimizer: 'adam', loss: 'huber', metrics: [metrics.meanAbsoluteError()] });
 */
export const meanAbsoluteError = lossAsMetric('meanAbsoluteError');

/**
 * Mean of absolute differences in per cent of the true values. Keras: `MeanAbsolutePercentageError`.
 * @example
 * model.compile({ optimizer: 'adam', loss: 'huber', metrics: [metrics.meanAbsolutePercentageError()] });
 */
export const meanAbsolutePercentageError = lossAsMetric('meanAbsolutePercentageError');

/**
 * Mean of squared differences of `log(1 + y)`. Keras: `MeanSquaredLogarithmicError`.
 * @example
 * model.compile({ optimizer: 'adam', loss: 'huber', metrics: [metrics.meanSquaredLogarithmicError()] });
 */
export const meanSquaredLogarithmicError = lossAsMetric('meanSquaredLogarithmicError');

/**
 * Logarithm of the hyperbolic cosine of the error. Keras: `LogCoshError`.
 * @example model.compile({ optimizer: 'adam', loss: 'huber', metrics: [metrics.logCoshError()] });
 */
export function logCoshError({ name = 'logcosh' }: Named = {}): MeanMetric {
  const { call } = lossesByName.logCosh();
  return new MeanMetric(name, 'LogCoshError', call, { direction: 'down' });
}

/**
 * How far one distribution is from another. Keras: `KLDivergence`.
 * @example model.compile({ optimizer: 'adam', loss: 'huber', metrics: [metrics.klDivergence()] });
 */
export const klDivergence = lossAsMetric('klDivergence');

/**
 * For counts: `yPred - yTrue * log(yPred)`. Keras: `Poisson`.
 * @example model.compile({ optimizer: 'adam', loss: 'huber', metrics: [metrics.poisson()] });
 */
export const poisson = lossAsMetric('poisson');

/**
 * `max(1 - yTrue * yPred, 0)`. Keras: `Hinge`.
 * @example model.compile({ optimizer: 'adam', loss: 'huber', metrics: [metrics.hinge()] });
 */
export const hinge = lossAsMetric('hinge');

/**
 * The square of {@link hinge}. Keras: `SquaredHinge`.
 * @example model.compile({ optimizer: 'adam', loss: 'huber', metrics: [metrics.squaredHinge()] });
 */
export const squaredHinge = lossAsMetric('squaredHinge');

/**
 * How much nearer than 1 the best wrong score comes to the right one. Keras: `CategoricalHinge`.
 * @example model.compile({ optimizer: 'adam', loss: 'huber', metrics: [metrics.categoricalHinge()] });
 */
export const categoricalHinge = lossAsMetric('categoricalHinge');

/**
 * Cross-entropy for labels 0 and 1. Keras: `BinaryCrossentropy`.
 * @example
 * model.compile({
 *   optimizer: 'adam',
 *   loss: 'categoricalCrossentropy',
 *   metrics: [metrics.binaryCrossentropy({ labelSmoothing: 0.1 })],
 * });
 */
export const binaryCrossentropy =
  lossAsMetric<Omit<CrossentropyOptions, 'reduction' | 'axis'>>('binaryCrossentropy');

/**
 * Cross-entropy for one-hot labels. Keras: `CategoricalCrossentropy`.
 * @example
 * model.compile({
 *   optimizer: 'adam',
 *   loss: 'categoricalCrossentropy',
 *   metrics: [metrics.categoricalCrossentropy({ labelSmoothing: 0.1 })],
 * });
 */
export const categoricalCrossentropy =
  lossAsMetric<Omit<CrossentropyOptions, 'reduction'>>('categoricalCrossentropy');

/**
 * Cross-entropy for class numbers. Keras: `SparseCategoricalCrossentropy`.
 * @example
 * model.compile({
 *   optimizer: 'adam',
 *   loss: 'sparseCategoricalCrossentropy',
 *   metrics: [metrics.sparseCategoricalCrossentropy()],
 * });
 */
export const sparseCategoricalCrossentropy = lossAsMetric<Omit<SparseCrossentropyOptions, 'reduction'>>(
  'sparseCategoricalCrossentropy',
);

/**
 * Mean cosine of the angle between true and predicted vectors, which lie along `axis` (default the last).
 * Keras: `CosineSimilarity`.
 * @example
 * model.compile({
 *   optimizer: 'adam',
 *   loss: 'meanSquaredError',
 *   metrics: [metrics.cosineSimilarity()],
 * });
 */
export function cosineSimilarity(options: Named & { axis?: number } = {}): MeanMetric {
  const table = { name: text('cosine_similarity'), axis: wholeNumber(-1) };
  const { name, axis } = settings('metrics.cosineSimilarity', table, options);
  const values = (yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor => cosine(...alignRanks(yTrue, yPred), axis);
  const config = axis === -1 ? {} : { axis };
  return new MeanMetric(name, 'CosineSimilarity', values, { direction: 'up', config });
}

/**
 * Square root of the mean squared error. Steps that a mask leaves out count, as in Keras. Keras: `RootMeanSquaredError`.
 * @example
 * model.compile({
 *   optimizer: 'adam',
 *   loss: 'meanSquaredError',
 *   metrics: [metrics.rootMeanSquaredError()],
 * });
 */
export function rootMeanSquaredError(options: Named = {}): MeanMetric {
  const table = { name: text('root_mean_squared_error') };
  const { name } = settings('metrics.rootMeanSquaredError', table, options);
  const values = (yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor =>
    tf.squaredDifference(...alignRanks(yTrue, yPred));
  const how = { direction: 'down', finish: Math.sqrt, seesMasked: true } as const;
  return new MeanMetric(name, 'RootMeanSquaredError', values, how);
}

/** A loss read as a metric under a name: `lossMetric('meanAbsoluteError', 'mae')`. */
export function lossMetric(maker: keyof typeof lossesByName, name: string): MeanMetric {
  return metricOf(lossesByName[maker](), name);
}

/** Cross-entropy of the kind that the shapes call for. */
export function crossentropy({ name = 'crossentropy' }: Named = {}): MeanMetric {
  const binary = lossesByName.binaryCrossentropy();
  const sparse = lossesByName.sparseCategoricalCrossentropy();
  const oneHot = lossesByName.categoricalCrossentropy();
  const values = (yTrue: tf.Tensor, yPred: tf.Tensor): tf.Tensor => {
    if (yPred.shape.at(-1) === 1) return binary.call(yTrue, yPred);
    return (isClassNumbers(yTrue, yPred) ? sparse : oneHot).call(yTrue, yPred);
  };
  return new MeanMetric(name, 'Crossentropy', values, { direction: 'down' });
}

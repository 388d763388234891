// How far true and predicted values of a sample go up and down together.
import { settings, text, wholeNumber } from '../core/settings.js';
import { alignRanks } from '../losses/weighing.js';
import { tf } from '../tf.js';
import { MeanMetric } from './mean-metric.js';

/** Options of the correlations. */
export interface CorrelationOptions {
  /** Along it lie the values that are compared. Default -1, the last. */
  axis?: number;
  name?: string;
}

/**
 * Mean over samples of Pearson's correlation: 1 where predictions rise and fall with the truth. Keras:
 * `PearsonCorrelation`.
 * @example metrics.pearsonCorrelation().compute([[0, 1, 2]], [[1, 2, 4]]) // 0.98…
 */
export function pearsonCorrelation(options: CorrelationOptions = {}): MeanMetric {
  const table = { axis: wholeNumber(-1), name: text('pearson_correlation') };
  const { axis, name } = settings('metrics.pearsonCorrelation', table, options);
  const values = (given: tf.Tensor, predicted: tf.Tensor): tf.Tensor => {
    const [yTrue, yPred] = alignRanks(given, predicted).map((one) => standardized(one, axis));
    return tf.mean(tf.mul(yTrue!, yPred!), axis);
  };
  return new MeanMetric(name, 'PearsonCorrelation', values, { direction: 'up', config: { axis } });
}

/**
 * Mean over samples of Lin's concordance: 1 only where predictions equal the truth. Keras: `ConcordanceCorrelation`.
 * @example metrics.concordanceCorrelation().compute([[0, 1, 2]], [[1, 2, 4]]) // 0.5…
 */
export function concordanceCorrelation(options: CorrelationOptions = {}): MeanMetric {
  const table = { axis: wholeNumber(-1), name: text('concordance_correlation') };
  const { axis, name } = settings('metrics.concordanceCorrelation', table, options);
  const values = (given: tf.Tensor, predicted: tf.Tensor): tf.Tensor =>
    concordance(...alignRanks(given, predicted), axis);
  return new MeanMetric(name, 'ConcordanceCorrelation', values, { direction: 'up', config: { axis } });
}

function concordance(yTrue: tf.Tensor, yPred: tf.Tensor, axis: number): tf.Tensor {
  const [truth, predicted] = [yTrue, yPred].map((values) => tf.moments(values, axis, true));
  const [trueMean, predictedMean] = [truth!.mean, predicted!.mean];
  const fromMean = tf.sub(yPred, predictedMean);
  // From the predictions' mean, as Keras has it: the difference adds up to nothing.
  const together = tf.mul(tf.sub(yTrue, predictedMean), fromMean);
  const apart = tf.add(
    tf.add(truth!.variance, predicted!.variance),
    tf.squaredDifference(trueMean, predictedMean),
  );
  return tf.mean(tf.div(tf.mul(together, 2), tf.add(apart, 1e-7)), axis);
}

function standardized(values: tf.Tensor, axis: number): tf.Tensor {
  const { mean, variance } = tf.moments(values, axis, true);
  return tf.div(tf.sub(values, mean), tf.sqrt(variance));
}

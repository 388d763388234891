// The coefficient of determination, from a few sums for each column.
import { choice, option, type SettingsOf, whole } from '../core/options.js';
import { settings, text } from '../core/settings.js';
import type { Shape } from '../core/shape.js';
import { alignRanks, besideValues } from '../losses/weighing.js';
import { tf } from '../tf.js';
import { columnsOf } from './f-score.js';
import { Metric, type MetricValue } from './metric.js';

/** Options of `metrics.r2Score`. */
export interface R2ScoreOptions {
  /**
   * How several columns become one number: `uniformAverage`, their mean; `varianceWeightedAverage`, their mean by how
   * much the targets vary; `none`: a number for each column. Default `uniformAverage`.
   */
  classAggregation?: 'uniformAverage' | 'varianceWeightedAverage' | 'none';
  /** Number of inputs that the prediction rests on: makes it the adjusted score. Default 0: it is not. */
  numRegressors?: number;
  name?: string;
}

const aggregations = choice(['uniformAverage', 'varianceWeightedAverage', 'none'], 'uniformAverage');
const table = {
  classAggregation: option(aggregations.read, () => 'uniformAverage' as const),
  numRegressors: whole(0, 0),
  name: text('r2_score'),
};

/**
 * Share of the targets' variance that the predictions explain: 1 is perfect, 0 no better than the mean. For
 * `[samples, columns]`. Keras: `R2Score`.
 * @example model.compile({ optimizer: 'adam', loss: 'meanSquaredError', metrics: [metrics.r2Score()] });
 */
export function r2Score(options: R2ScoreOptions & { classAggregation: 'none' }): Metric<number[]>;
export function r2Score(options?: R2ScoreOptions): Metric;
export function r2Score(options: R2ScoreOptions = {}): Metric<MetricValue> {
  return new R2Score(settings('metrics.r2Score', table, options));
}

class R2Score extends Metric<MetricValue> {
  readonly className = 'R2Score';
  readonly direction = 'up';

  constructor(private readonly settings: SettingsOf<typeof table>) {
    super(settings.name);
  }

  width(outputs: Shape): number {
    return 4 * columnsOf(outputs, 'metrics.r2Score') + 1;
  }

  override size(outputs: Shape): number | null {
    return this.settings.classAggregation === 'none' ? columnsOf(outputs, 'metrics.r2Score') : null;
  }

  /** For each column: weights, values, their squares, squared errors; then how many values there are. */
  statistics(given: tf.Tensor, predicted: tf.Tensor, weights?: tf.Tensor): tf.Tensor1D {
    const [yTrue, yPred] = alignRanks(given, predicted).map(asColumns) as [tf.Tensor, tf.Tensor];
    const spread = weights && besideValues(weights, yTrue, 'metrics.r2Score');
    const total = (values: tf.Tensor): tf.Tensor => tf.sum(spread ? tf.mul(values, spread) : values, 0);
    return tf.concat([
      total(tf.onesLike(yTrue)),
      total(yTrue),
      total(tf.square(yTrue)),
      total(tf.squaredDifference(yTrue, yPred)),
      tf.tensor1d([yTrue.size]),
    ]) as tf.Tensor1D;
  }

  read(sums: ArrayLike<number>): MetricValue {
    const columns = (sums.length - 1) / 4;
    const scores = Array.from({ length: columns }, (_, column) => {
      const [weight, sum, squares, residual] = [0, 1, 2, 3].map((part) => sums[part * columns + column]!) as [
        number,
        number,
        number,
        number,
      ];
      const variance = squares - (sum * sum) / weight;
      const score = 1 - residual / variance;
      return { variance, score: Math.abs(score) === Number.POSITIVE_INFINITY ? 0 : score };
    });
    const adjust = (score: number): number => this.#adjusted(score, sums[sums.length - 1]!);
    if (this.settings.classAggregation === 'none') return scores.map(({ score }) => adjust(score));
    const byVariance = this.settings.classAggregation === 'varianceWeightedAverage';
    const weightOf = ({ variance }: { variance: number }): number => (byVariance ? variance : 1);
    const weights = scores.reduce((sum, one) => sum + weightOf(one), 0);
    return adjust(scores.reduce((sum, one) => sum + one.score * weightOf(one), 0) / weights);
  }

  /** As Keras: `samples` are all values, of all columns; with too few of them the plain score stands. */
  #adjusted(score: number, samples: number): number {
    const { numRegressors } = this.settings;
    if (numRegressors === 0 || numRegressors >= samples - 1) return score;
    return 1 - ((1 - score) * (samples - 1)) / (samples - numRegressors - 1);
  }

  override config(): Record<string, unknown> {
    const { name, classAggregation, numRegressors } = this.settings;
    const names = {
      uniformAverage: 'uniform_average',
      varianceWeightedAverage: 'variance_weighted_average',
      none: null,
    };
    return { name, class_aggregation: names[classAggregation], num_regressors: numRegressors };
  }
}

const asColumns = (values: tf.Tensor): tf.Tensor => {
  const columns = values.rank === 1 ? tf.expandDims(values, -1) : values;
  columnsOf(columns.shape, 'metrics.r2Score');
  return columns;
};

// Metrics that are means over samples of a value that each sample has.
import { maskOf } from '../core/masks.js';
import type { Shape } from '../core/shape.js';
import { besideValues, combineWeights, toFloat } from '../losses/weighing.js';
import { tf } from '../tf.js';
import { type Direction, Metric } from './metric.js';

interface MeanOptions {
  readonly direction?: Direction;
  /** What was asked for beyond the defaults, in Keras' spelling. */
  readonly config?: Record<string, unknown>;
  /** From the mean to the metric's value. */
  readonly finish?: (mean: number) => number;
  /** Steps that the mask of the outputs leaves out count all the same. */
  readonly seesMasked?: boolean;
}

export class MeanMetric extends Metric {
  constructor(
    name: string,
    readonly className: string,
    private readonly values: (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.Tensor,
    private readonly options: MeanOptions = {},
  ) {
    super(name);
  }

  get direction(): Direction {
    return this.options.direction;
  }

  width(_outputs: Shape): number {
    return 2;
  }

  statistics(yTrue: tf.Tensor, yPred: tf.Tensor, weights?: tf.Tensor): tf.Tensor1D {
    const values = this.values(yTrue, yPred);
    const mask = this.options.seesMasked ? null : maskOf(yPred);
    const counts = combineWeights(weights, mask ? toFloat(mask) : undefined, this.name);
    const own = maskOf(values);
    const all = counts && own ? combineWeights(counts, toFloat(own), this.name) : counts;
    return sumsOfMean(toFloat(values), all, this.name);
  }

  read(sums: ArrayLike<number>): number {
    const { finish = (mean) => mean } = this.options;
    return finish(sums[1] === 0 ? 0 : sums[0]! / sums[1]!);
  }

  override config(): Record<string, unknown> {
    return { name: this.name, ...this.options.config };
  }
}

/** Sums for a mean over samples: first a sample's own mean counts, so that long samples weigh no more than short ones. */
export function sumsOfMean(values: tf.Tensor, weights: tf.Tensor | undefined, who: string): tf.Tensor1D {
  if (weights === undefined) {
    const samples = values.rank === 0 ? 1 : values.shape[0]!;
    return tf.stack([overSamples(values), tf.scalar(samples)]) as tf.Tensor1D;
  }
  if (values.rank === 0 && weights.size !== 1) {
    throw new Error(
      `${who}: with sample weights it must give a value for each sample. Received: one number for the whole batch.`,
    );
  }
  const weighed = tf.mul(values, besideValues(weights, values, who));
  return tf.stack([overSamples(weighed), overSamples(weights)]) as tf.Tensor1D;
}

/** The sum over samples of each sample's mean. */
function overSamples(values: tf.Tensor): tf.Tensor {
  const perSample = values.rank === 0 ? 1 : values.size / values.shape[0]!;
  const sum = tf.sum(values);
  return perSample === 1 ? sum : tf.div(sum, perSample);
}

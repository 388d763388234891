// What a metric is to a model. Every metric here is worked out from sums over samples, so that it is exact over
// an epoch whatever the batches were, and can be summed inside a compiled loop.
import { tf } from '../tf.js';

/** What `compile` takes as a metric beside a name: one of `metrics`. */
export abstract class Metric {
  /** The key in logs and history. */
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  /** How many sums it keeps. */
  abstract readonly width: number;

  /** The sums over one batch, a vector of `width`; `weights` has one number a sample. Only tensor ops. */
  abstract statistics(yTrue: tf.Tensor, yPred: tf.Tensor, weights?: tf.Tensor1D): tf.Tensor1D;

  /** The metric's value from sums over any number of batches. */
  abstract result(sums: ArrayLike<number>): number;

  /** Keras' class name, for files. */
  abstract readonly className: string;

  /** What was asked for beyond the defaults, in Keras' spelling. */
  config(): Record<string, unknown> {
    return { name: this.name };
  }

  /**
   * The metric's value for whole arrays or tensors.
   * @example metrics.precision().compute([1, 0, 1], [0.9, 0.8, 0.2]) // 0.5
   */
  compute(yTrue: tf.TensorLike | tf.Tensor, yPred: tf.TensorLike | tf.Tensor): number {
    return tf.tidy(() => {
      const sums = this.statistics(toFloat(yTrue), toFloat(yPred));
      return this.result(sums.dataSync());
    });
  }
}

/** A mean over samples of a value that each sample has. */
export class MeanMetric extends Metric {
  readonly width = 2;

  constructor(
    name: string,
    readonly className: string,
    private readonly values: (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.Tensor,
    private readonly extra: Record<string, unknown> = {},
    private readonly finish: (mean: number) => number = (mean) => mean,
  ) {
    super(name);
  }

  statistics(yTrue: tf.Tensor, yPred: tf.Tensor, weights?: tf.Tensor1D): tf.Tensor1D {
    const values = tf.cast(this.values(yTrue, yPred), 'float32');
    if (weights === undefined) return tf.stack([tf.sum(values), tf.scalar(values.size)]) as tf.Tensor1D;
    const spread = spreadWeights(weights, values);
    return tf.stack([tf.sum(tf.mul(values, spread)), tf.sum(spread)]) as tf.Tensor1D;
  }

  result(sums: ArrayLike<number>): number {
    return this.finish(sums[1] === 0 ? 0 : sums[0]! / sums[1]!);
  }

  override config(): Record<string, unknown> {
    return { name: this.name, ...this.extra };
  }
}

/** A weight a sample, repeated over the sample's other axes so that it has the shape of `values`. */
export function spreadWeights(weights: tf.Tensor1D, values: tf.Tensor): tf.Tensor {
  const column = tf.reshape(weights, [-1, ...values.shape.slice(1).map(() => 1)]);
  return tf.mul(column, tf.onesLike(values));
}

function toFloat(data: tf.TensorLike | tf.Tensor): tf.Tensor {
  return tf.cast(tf.tensor(data instanceof tf.Tensor ? data.arraySync() : data), 'float32');
}

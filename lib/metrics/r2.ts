// The coefficient of determination, from five sums.
import { tf } from '../tf.js';
import { Metric, spreadWeights } from './metric.js';

/**
 * Share of the targets' variance that the predictions explain: 1 is perfect, 0 no better than the mean.
 * @example model.compile({ optimizer: 'adam', loss: 'meanSquaredError', metrics: [metrics.r2Score()] });
 */
export function r2Score({ name = 'r2_score' }: { name?: string } = {}): Metric {
  return new R2Score(name);
}

class R2Score extends Metric {
  readonly className = 'R2Score';
  readonly width = 4;

  statistics(yTrue: tf.Tensor, yPred: tf.Tensor, weights?: tf.Tensor1D): tf.Tensor1D {
    const weight = weights === undefined ? tf.onesLike(yTrue) : spreadWeights(weights, yTrue);
    const total = (values: tf.Tensor): tf.Tensor => tf.sum(tf.mul(values, weight));
    return tf.stack([
      tf.sum(weight),
      total(yTrue),
      total(tf.square(yTrue)),
      total(tf.squaredDifference(yTrue, yPred)),
    ]) as tf.Tensor1D;
  }

  result(sums: ArrayLike<number>): number {
    const [weight, sum, squares, residual] = Array.from(sums) as [number, number, number, number];
    const variance = squares - (sum * sum) / weight;
    return variance === 0 ? 0 : 1 - residual / variance;
  }
}

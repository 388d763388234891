// Means and sums of numbers that come one after the other, for training loops of one's own.
import { settings, text } from '../core/settings.js';
import type { Samples } from '../data/samples.js';
import { besideValues } from '../losses/weighing.js';
import { tf } from '../tf.js';
import { sumsOfMean } from './mean-metric.js';
import { numbers, ratio } from './metric.js';

type Add = (values: tf.Tensor, weights?: tf.Tensor) => tf.Tensor1D;

/** What `metrics.mean` and `metrics.sum` give: no metric for `compile`, which has labels and predictions. */
export class Tracker {
  #sums: [total: number, count: number] = [0, 0];

  constructor(
    readonly name: string,
    private readonly add: Add = (values, weights) => sumsOfMean(values, weights, 'metrics.mean'),
    private readonly read: (total: number, count: number) => number = ratio,
  ) {}

  /** Adds values, with a weight for each sample, or for each of its steps. */
  updateState(values: Samples | number, sampleWeight?: Samples): void {
    const [total, count] = tf.tidy(() => {
      const weights = sampleWeight === undefined ? undefined : numbers(sampleWeight, this.name);
      return this.add(
        typeof values === 'number' ? tf.scalar(values) : numbers(values, this.name),
        weights,
      ).dataSync<'float32'>();
    });
    this.#sums = [this.#sums[0] + total!, this.#sums[1] + count!];
  }

  /** The mean or sum so far. */
  result(): number {
    return this.read(...this.#sums);
  }

  resetState(): void {
    this.#sums = [0, 0];
  }
}

/**
 * The mean of values over samples, as of a loss over an epoch of one's own. Keras: `Mean`.
 * @example
 * const loss = metrics.mean({ name: 'loss' });
 * loss.updateState([1, 3, 5, 7]);
 * loss.updateState(9);
 * loss.result() // 5
 */
export function mean(options: { name?: string } = {}): Tracker {
  const { name } = settings('metrics.mean', { name: text('mean') }, options);
  return new Tracker(name);
}

/**
 * The sum of values. Keras: `Sum`.
 * @example
 * const seen = metrics.sum();
 * seen.updateState([1, 3, 5], [1, 1, 0]);
 * seen.result() // 4
 */
export function sum(options: { name?: string } = {}): Tracker {
  const { name } = settings('metrics.sum', { name: text('sum') }, options);
  const add = (values: tf.Tensor, weights?: tf.Tensor): tf.Tensor1D => {
    const weighed = weights ? tf.mul(values, besideValues(weights, values, 'metrics.sum')) : values;
    return tf.stack([tf.sum(weighed), tf.scalar(0)]) as tf.Tensor1D;
  };
  return new Tracker(name, add, (total) => total);
}

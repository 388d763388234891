// What a metric is to a model. Every metric here is worked out from sums over samples, so that it is exact over
// an epoch whatever the batches were, and can be summed inside a compiled loop.
import type { Shape } from '../core/shape.js';
import type { Samples } from '../data/samples.js';
import { asTensor } from '../data/to-tensor.js';
import { toFloat } from '../losses/weighing.js';
import { tf } from '../tf.js';

/** Whether more of a metric is better, or less; undefined where that is not known. */
export type Direction = 'up' | 'down' | undefined;

/** A metric's value: a number, or one for each class or threshold. */
export type MetricValue = number | number[];

/** What `compile` takes as a metric beside a name: one of `metrics`. */
export abstract class BaseMetric<Value extends MetricValue = number> {
  /** The key in logs and history. */
  readonly name: string;

  constructor(name: string) {
    this.name = name;
  }

  abstract readonly direction: Direction;

  /** How many sums it keeps, for outputs of this shape. */
  abstract width(outputs: Shape): number;

  /** How many numbers its value has, for outputs of this shape; null: it is one number. */
  size(_outputs: Shape): number | null {
    return null;
  }

  /**
   * The sums over one batch, a vector of `width`. `weights` has a number for each sample, or for each of its steps.
   * Only tensor ops.
   */
  abstract statistics(yTrue: tf.Tensor, yPred: tf.Tensor, weights?: tf.Tensor): tf.Tensor1D;

  /** The metric's value from sums over any number of batches. */
  abstract read(sums: ArrayLike<number>): Value;

  /** Keras' class name, for files. */
  abstract readonly className: string;

  /** What was asked for beyond the defaults, in Keras' spelling. */
  config(): Record<string, unknown> {
    return { name: this.name };
  }

  /** Adds a batch to what the metric has seen. */
  abstract updateState(yTrue: Samples, yPred: Samples, sampleWeight?: Samples): void;

  /** The value over all batches since the start or {@link resetState}. */
  abstract result(): unknown;

  /** Forgets all batches. */
  abstract resetState(): void;
}

/** One of `metrics`. */
export abstract class Metric<Value extends MetricValue = number> extends BaseMetric<Value> {
  #state: Float64Array | undefined;

  /**
   * The metric's value for whole arrays or tensors.
   * @example metrics.precision().compute([1, 0, 1], [0.9, 0.8, 0.2]) // 0.5
   */
  compute(yTrue: Samples, yPred: Samples, sampleWeight?: Samples): Value {
    return this.read(this.#sumsOf(yTrue, yPred, sampleWeight));
  }

  /**
   * Adds a batch to what the metric has seen, in a training loop of one's own.
   * @example
   * const metric = metrics.recall();
   * metric.updateState([1, 0], [0.9, 0.8]);
   * metric.updateState([1], [0.2]);
   * metric.result() // 0.5
   */
  updateState(yTrue: Samples, yPred: Samples, sampleWeight?: Samples): void {
    const sums = this.#sumsOf(yTrue, yPred, sampleWeight);
    const before = this.#state;
    this.#state = Float64Array.from(sums, (sum, i) => sum + (before?.[i] ?? 0));
  }

  /** The value over all batches since the start or {@link resetState}. */
  result(): Value {
    if (this.#state) return this.read(this.#state);
    throw new Error(`${this.name}: this metric has seen no batch yet. Call updateState first.`);
  }

  /** Forgets all batches. */
  resetState(): void {
    this.#state = undefined;
  }

  #sumsOf(yTrue: Samples, yPred: Samples, sampleWeight?: Samples): Float32Array {
    return tf.tidy(() => {
      const [truth, predicted] = [numbers(yTrue, this.name), numbers(yPred, this.name)];
      const weights = sampleWeight === undefined ? undefined : numbers(sampleWeight, this.name);
      return this.statistics(truth, predicted, weights).dataSync<'float32'>();
    });
  }
}

/** A metric of one number or several. @inline */
export type AnyMetric = BaseMetric<MetricValue>;

/** Numbers as float32. A tensor stays the one it is: what is known of it, such as its mask, hangs on it. */
export const numbers = (data: Samples, who: string): tf.Tensor => toFloat(asTensor(data, who));

/** A part of a whole; 0 of nothing. */
export const ratio = (part: number, whole: number): number => (whole === 0 ? 0 : part / whole);

// What a loss is to a model: a value for each sample, and how these become one number.
import type { tf } from '../tf.js';

/** Computes a value for each sample (or for each of its positions) from true and predicted values. */
export type LossFunction = (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.Tensor;

/**
 * How the values of a batch become one number. `sumOverBatchSize` (the default) and `mean`: their mean;
 * `sum`; `meanWithSampleWeight`: the sum over the sum of the samples' weights; `none`: they stay as they are, for
 * training loops of one's own.
 */
export type Reduction = 'sumOverBatchSize' | 'mean' | 'sum' | 'meanWithSampleWeight' | 'none';

/** Options of every loss. */
export interface LossOptions {
  /** How the samples' values become one number. Default `sumOverBatchSize`: their mean. */
  reduction?: Reduction;
  /** Name in files. */
  name?: string;
}

/**
 * What `compile` takes as a loss beside a name or a function: one of `losses`. Called, it gives the mean over all
 * samples, as in a training loop of one's own; with `reduction: 'none'` a value for each.
 * @example
 * const lossOf = losses.meanSquaredError();
 * lossOf(tf.tensor2d([[0], [1]]), tf.tensor2d([[0.5], [1]])).print(); // 0.125
 */
export interface Loss {
  (yTrue: tf.Tensor, yPred: tf.Tensor, sampleWeight?: tf.Tensor): tf.Scalar;
  /** Keras' snake_case name, as files carry it. */
  readonly name: string;
  /** Keras' class, as files carry it. */
  readonly className: string;
  /** A value for each sample. */
  readonly call: LossFunction;
  /** What was asked for beyond the defaults, in Keras' spelling. */
  readonly config: Readonly<Record<string, unknown>>;
  readonly reduction: Reduction;
  /**
   * How the targets must look: the outputs' shape, the number of one of the outputs' classes, any whole number, by
   * which samples are told apart, or several of them a sample.
   */
  readonly targets: 'like outputs' | 'class numbers' | 'labels' | 'rows of labels';
}

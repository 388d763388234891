// What a loss is to a model: a name, and a value for each sample.
import type { tf } from '../tf.js';

/** Computes a value for each sample (or for each of its positions) from true and predicted values. */
export type LossFunction = (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.Tensor;

/**
 * What `compile` takes as a loss beside a name or a function: one of `losses`. Called, it gives the mean over all
 * samples, as in a training loop of one's own.
 * @example
 * const lossOf = losses.meanSquaredError();
 * lossOf(tf.tensor2d([[0], [1]]), tf.tensor2d([[0.5], [1]])).print(); // 0.125
 */
export interface Loss {
  (yTrue: tf.Tensor, yPred: tf.Tensor): tf.Scalar;
  /** Keras' snake_case name, as files carry it. */
  readonly name: string;
  /** A value for each sample. */
  readonly call: LossFunction;
  /** What was asked for beyond the defaults, in Keras' spelling. */
  readonly config: Readonly<Record<string, unknown>>;
  /** How the targets must look: one number a sample, or the outputs' shape. */
  readonly targets: 'like outputs' | 'class numbers';
}

// What a loss is to a model: a name, and a value for each sample.
import type { tf } from '../tf.js';

/** Computes a value for each sample (or for each of its positions) from true and predicted values. */
export type LossFunction = (yTrue: tf.Tensor, yPred: tf.Tensor) => tf.Tensor;

/** What `compile` takes as a loss beside a name or a function: one of `losses`. */
export interface Loss {
  /** Keras' snake_case name, as files carry it. */
  readonly name: string;
  readonly call: LossFunction;
  /** What was asked for beyond the defaults, in Keras' spelling. */
  readonly config: Readonly<Record<string, unknown>>;
  /** How the targets must look: one number a sample, or the outputs' shape. */
  readonly targets: 'like outputs' | 'class numbers';
}

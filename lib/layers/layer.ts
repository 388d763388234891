// A layer as people see it.
import type { tf } from '../tf.js';

/** A layer: part of a model, or by itself a function of tensors by `apply`. */
export interface Layer {
  readonly name: string;
  /** False freezes its weights; compile the model again afterwards. */
  trainable: boolean;
  readonly weights: LayerWeight[];
  readonly trainableWeights: LayerWeight[];
  readonly nonTrainableWeights: LayerWeight[];
  readonly input: tf.SymbolicTensor | tf.SymbolicTensor[];
  readonly output: tf.SymbolicTensor | tf.SymbolicTensor[];
  /** Connects the layer to another's output, or runs it on tensors. */
  apply(input: tf.SymbolicTensor, options?: { training?: boolean }): tf.SymbolicTensor;
  apply(input: tf.SymbolicTensor[], options?: { training?: boolean }): tf.SymbolicTensor;
  apply(input: tf.Tensor | tf.Tensor[], options?: { training?: boolean }): tf.Tensor;
  /** Current weights: kernel, bias … */
  getWeights(trainableOnly?: boolean): tf.Tensor[];
  setWeights(weights: tf.Tensor[]): void;
  countParams(): number;
  getConfig(): tf.serialization.ConfigDict;
  getClassName(): string;
  dispose(): unknown;
}

/** A variable of a layer. */
export interface LayerWeight {
  readonly name: string;
  readonly shape: (number | null)[];
  readonly dtype: tf.DataType;
  trainable: boolean;
  read(): tf.Tensor;
  write(value: tf.Tensor): unknown;
}

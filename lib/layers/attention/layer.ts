// Layers of attention as users see them: a call may ask for the shares too, and hide what comes later.
import type { tf } from '../../tf.js';
import type { ApplyOptions, Layer } from '../base/layer.js';

/** Options of a call of attention. */
export interface AttentionOptions extends Omit<ApplyOptions, 'mask'> {
  /** One mask or null for each input. Default: what came with them. */
  mask?: (tf.Tensor | tf.SymbolicTensor | null)[] | tf.Tensor | tf.SymbolicTensor | null;
  /** Each query looks at the values up to its own place only. Default false. */
  useCausalMask?: boolean;
  /** Gives the shares of the values, too: [output, shares]. Default false. */
  returnAttentionScores?: boolean;
  /** Which values each query may look at, [samples, queries, values]; for attention by several heads. */
  attentionMask?: tf.Tensor | tf.SymbolicTensor | null;
}

/** A layer of attention: `apply([query, value])`, or `apply([query, value, key])`. */
export interface AttentionLayer extends Layer {
  apply(
    inputs: tf.SymbolicTensor[],
    options: AttentionOptions & { returnAttentionScores: true },
  ): tf.SymbolicTensor[];
  apply(inputs: tf.Tensor[], options: AttentionOptions & { returnAttentionScores: true }): tf.Tensor[];
  apply(input: tf.SymbolicTensor, options?: AttentionOptions): tf.SymbolicTensor;
  apply(input: tf.SymbolicTensor[], options?: AttentionOptions): tf.SymbolicTensor;
  apply(input: tf.Tensor | tf.Tensor[], options?: AttentionOptions): tf.Tensor;
}

/** The layer, its calls typed by whether they give the shares. */
export const asAttention = (layer: Layer): AttentionLayer => layer as AttentionLayer;

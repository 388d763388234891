// Layers of attention. They take several inputs: `apply([query, value])`, or `apply([query, value, key])`.
import { build, type Initializing, type LayerArgs, named, type Regularizing } from './args.js';
import { AdditiveAttention, Attention } from './attention-layers.js';
import type { Layer } from './layer.js';
import { MultiHeadAttention } from './multi-head-attention.js';

/** @inline */
interface AttentionArgs extends LayerArgs {
  /** Learns how much the scores count. */
  useScale?: boolean;
  /** Share of the attention that is dropped in training. Default 0. */
  dropout?: number;
}

/**
 * Attention by products of query and key (Luong et al., 2015): [steps, features] of the query, so many steps of the
 * values' features come out. `useScale`: default false. Keras: `Attention`.
 * @example
 * const [query, value] = [layers.input({ shape: [5, 8] }), layers.input({ shape: [7, 8] })];
 * layers.attention().apply([query, value]).shape // [null, 5, 8]
 */
export function attention(args: AttentionArgs = {}): Layer {
  return build(
    named('attention', (given) => new Attention(given)),
    args,
  );
}

/**
 * Attention by sums of query and key (Bahdanau et al., 2015). `useScale`: default true. Keras: `AdditiveAttention`.
 * @example
 * const [query, value] = [layers.input({ shape: [5, 8] }), layers.input({ shape: [7, 8] })];
 * layers.additiveAttention().apply([query, value]).shape // [null, 5, 8]
 */
export function additiveAttention(args: AttentionArgs = {}): Layer {
  return build(
    named('additiveAttention', (given) => new AdditiveAttention(given)),
    args,
  );
}

/**
 * Attention by several heads (Vaswani et al., 2017), the heart of a transformer. Keras: `MultiHeadAttention`.
 * @example
 * const x = layers.input({ shape: [10, 16] });
 * const mixed = layers.multiHeadAttention({ numHeads: 4, keyDim: 4 }).apply([x, x]); // [null, 10, 16]
 * layers.layerNormalization().apply(layers.add().apply([x, mixed]))
 */
export function multiHeadAttention(
  args: LayerArgs & {
    numHeads: number;
    /** Size of a head's queries and keys. */
    keyDim: number;
    /** Size of a head's values. Default `keyDim`. */
    valueDim?: number;
    /** Share of the attention that is dropped in training. Default 0. */
    dropout?: number;
    /** Default true. */
    useBias?: boolean;
    /** Features that come out. Default: those of the query. */
    outputShape?: number;
    kernelInitializer?: Initializing;
    biasInitializer?: Initializing;
    kernelRegularizer?: Regularizing;
    biasRegularizer?: Regularizing;
  },
): Layer {
  return build(
    named('multiHeadAttention', (given) => new MultiHeadAttention(given)),
    args,
  );
}

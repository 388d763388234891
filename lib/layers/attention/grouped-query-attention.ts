// Attention by several heads of which groups share keys and values (Ainslie et al., 2023).
import type { CallOptions } from '../../core/layer.js';
import type { Masks } from '../../core/masks.js';
import { layerOf, size } from '../../core/options.js';
import { registerLayer } from '../../core/registry.js';
import type { Shape } from '../../core/shape.js';
import { type NodeOptions, SymbolicTensor } from '../../core/symbolic-tensor.js';
import { tf } from '../../tf.js';
import { asFloat } from '../base/as-float.js';
import { regularizer } from '../base/weight-options.js';
import { contract, type Equation } from '../core/contraction.js';
import type { EinsumDense } from '../core/einsum-dense.js';
import { drawsFor } from '../regularization/draws.js';
import { drop } from '../regularization/drop.js';
import { countingMask, type HeadArgs, headOptions, projection, sharesOf } from './heads.js';
import { triple } from './inputs.js';
import { type AttentionLayer, asAttention } from './layer.js';
import { masksFor } from './scored.js';

const maker = 'groupQueryAttention';
const options = {
  headDim: size(),
  numQueryHeads: size(),
  numKeyValueHeads: size(),
  ...headOptions,
  // As in Keras, it charges both what the projections give and what the layer gives.
  activityRegularizer: regularizer(),
};

// Samples, queries, heads with keys of their own, queries' heads for each of these, size; F: values.
const scoresOf: Equation = { left: 'abcde', right: 'aFce', result: 'acdbF' };
const contextOf: Equation = { left: 'acdbF', right: 'aFce', result: 'abcde' };

export class GroupQueryAttention extends layerOf('GroupQueryAttention', maker, options) {
  override takesSeveral = true;
  override supportsMasking = true;
  queryDense: EinsumDense | null = null;
  keyDense: EinsumDense | null = null;
  gateDense: EinsumDense | null = null;
  valueDense: EinsumDense | null = null;
  outputDense: EinsumDense | null = null;
  readonly charge = this.activityRegularizer;
  readonly #draws = drawsFor(this.seed);

  constructor(args: object) {
    super(args);
    if (this.numQueryHeads % this.numKeyValueHeads === 0) return;
    throw new Error(
      `${maker}: numQueryHeads must be a multiple of numKeyValueHeads, ${this.numKeyValueHeads}. Received: ${this.numQueryHeads}.`,
    );
  }

  override build(shapes: Shape | Shape[]): void {
    const [query, value, key] = triple(shapes as Shape[], maker);
    const { headDim, numQueryHeads, numKeyValueHeads, useGate } = this;
    const view = (name: string, shape: Shape, heads: number): EinsumDense =>
      projection(this, name, shape, { bound: 1, sizes: [heads, headDim] });
    this.queryDense = view('query', query, numQueryHeads);
    this.keyDense = view('key', key, numKeyValueHeads);
    const sizes = [numQueryHeads, headDim];
    if (useGate) this.gateDense = projection(this, 'gate', query, { bound: 1, sizes, activation: 'sigmoid' });
    this.valueDense = view('value', value, numKeyValueHeads);
    const context = [null, null, ...sizes];
    this.outputDense = projection(this, 'attention_output', context, { bound: 2, sizes: [query.at(-1)!] });
    const ofInput = { ndim: 3 };
    this.inputSpec = [ofInput, ofInput, ofInput];
  }

  override call(inputs: tf.Tensor | tf.Tensor[], options: CallOptions): tf.Tensor | tf.Tensor[] {
    const [query, value, key] = triple(inputs, maker).map(asFloat) as [tf.Tensor, tf.Tensor, tf.Tensor];
    const { headDim, numQueryHeads, numKeyValueHeads, slidingWindow } = this;
    const [samples, queries] = query.shape as [number, number, number];
    const values = value.shape[1]!;
    const mask = countingMask({ ...options, slidingWindow, lengths: [queries, values], layer: maker });
    const gate = this.gateDense?.apply(query);
    const scaled = tf.mul(this.queryDense!.apply(query), headDim ** -0.5);
    const group = numQueryHeads / numKeyValueHeads;
    const grouped = tf.reshape(scaled, [samples, queries, numKeyValueHeads, group, headDim]);
    const ofGroups = contract(scoresOf, grouped, this.keyDense!.apply(key));
    const scores = tf.reshape(ofGroups, [samples, numQueryHeads, queries, values]);
    const wantsScores = options.returnAttentionScores === true;
    const isEmptyZero = wantsScores || this.dropout > 0;
    const shares = sharesOf(scores, { mask, axes: 1, isEmptyZero, layer: maker });
    const kept =
      options.training && this.dropout > 0 ? drop(shares, this.dropout, shares.shape, this.#draws) : shares;
    const context = contract(contextOf, tf.reshape(kept, ofGroups.shape), this.valueDense!.apply(value));
    const heads = tf.reshape(context, [samples, queries, numQueryHeads, headDim]);
    const output = this.outputDense!.apply(gate ? tf.mul(heads, gate) : heads);
    return wantsScores ? [output, shares] : output;
  }

  override computeMask(_inputs: tf.Tensor | tf.Tensor[], mask: Masks = null): Masks {
    return masksFor(mask, maker).query;
  }

  override computeOutputShape(shapes: Shape | Shape[]): Shape {
    return [...triple(shapes as Shape[], maker)[0]];
  }

  override outputSpecs(
    inputs: SymbolicTensor | SymbolicTensor[],
    { returnAttentionScores }: NodeOptions,
  ): SymbolicTensor | SymbolicTensor[] {
    const [query, , key] = triple(
      [inputs].flat().map(({ shape }) => shape),
      maker,
    );
    const output = new SymbolicTensor([...query], 'float32');
    if (returnAttentionScores !== true) return output;
    return [output, new SymbolicTensor([query[0]!, this.numQueryHeads, query[1]!, key[1]!], 'float32')];
  }
}
registerLayer(GroupQueryAttention);

/**
 * Attention by several heads, groups of which share keys and values (Ainslie et al., 2023). Options of the call as for
 * `multiHeadAttention`. Keras: `GroupQueryAttention`.
 * @example
 * const x = layers.input({ shape: [10, 16] });
 * const attention = layers.groupQueryAttention({ headDim: 4, numQueryHeads: 4, numKeyValueHeads: 2 });
 * attention.apply([x, x]).shape // [null, 10, 16]
 */
export function groupQueryAttention(
  args: HeadArgs & {
    /** Size of each head. */
    headDim: number;
    /** How many heads ask, side by side. */
    numQueryHeads: number;
    /** Must divide `numQueryHeads`. */
    numKeyValueHeads: number;
  },
): AttentionLayer {
  return asAttention(new GroupQueryAttention(args));
}

// Attention by several heads at once, each with a view of its own (Vaswani et al., 2017).
import type { CallOptions } from '../../core/layer.js';
import type { Masks } from '../../core/masks.js';
import { received } from '../../core/messages.js';
import { layerOf, option, optional, readOptions, size, writeOptions } from '../../core/options.js';
import { registerLayer } from '../../core/registry.js';
import { positiveAxis, type Shape, shapeText } from '../../core/shape.js';
import type { Structure } from '../../core/structure.js';
import { type NodeOptions, SymbolicTensor } from '../../core/symbolic-tensor.js';
import type { WeightRegularizer } from '../../core/variable.js';
import { precisionOf, toPrecision } from '../../precision.js';
import { tf } from '../../tf.js';
import { asFloat } from '../base/as-float.js';
import { contract } from '../core/contraction.js';
import type { EinsumDense } from '../core/einsum-dense.js';
import { drawsFor } from '../regularization/draws.js';
import { drop } from '../regularization/drop.js';
import { attentionEquations } from './equations.js';
import {
  countingMask,
  type HeadArgs,
  headOptions,
  projection,
  readCharge,
  sharesOf,
  takeMasksOff,
  withMasks,
  writeCharge,
} from './heads.js';
import { triple } from './inputs.js';
import { type AttentionLayer, asAttention } from './layer.js';
import { masksFor } from './scored.js';

const maker = 'multiHeadAttention';

const wholes = (least: number) =>
  option<number[]>((given, layer, name) => {
    const list = [given].flat();
    if (list.length > 0 && list.every((one) => Number.isInteger(one) && (one as number) >= least))
      return list as number[];
    throw new Error(
      `${layer}: ${name} must be a whole number or a list of them. Received: ${received(given)}.`,
    );
  });

const options = {
  numHeads: size(),
  keyDim: size(),
  valueDim: optional(size()),
  attentionAxes: optional(wholes(Number.NEGATIVE_INFINITY)),
  ...headOptions,
};

/** Apart, since every layer has an `outputShape` once it was called. */
const ofOutput = { outputShape: optional(wholes(1)) };

export class MultiHeadAttention extends layerOf('MultiHeadAttention', maker, options) {
  override takesSeveral = true;
  override supportsMasking = true;
  queryDense: EinsumDense | null = null;
  keyDense: EinsumDense | null = null;
  gateDense: EinsumDense | null = null;
  valueDense: EinsumDense | null = null;
  outputDense: EinsumDense | null = null;
  readonly charge: WeightRegularizer | null;
  readonly #outputSizes: number[] | null;
  readonly #draws = drawsFor(this.seed);

  constructor(args: { outputShape?: unknown; activityRegularizer?: unknown }) {
    const { outputShape, activityRegularizer, ...rest } = args;
    super(rest);
    this.#outputSizes = readOptions(maker, ofOutput, {}, { outputShape }).outputShape as number[] | null;
    this.charge = readCharge(maker, activityRegularizer);
  }

  override build(shapes: Shape | Shape[]): void {
    const [query, value, key] = triple(shapes as Shape[], maker);
    checkShapes(query, value, key);
    const { numHeads, keyDim } = this;
    const valueDim = this.valueDim ?? keyDim;
    const view = (name: string, shape: Shape, last: number): EinsumDense =>
      projection(this, name, shape, { bound: 1, sizes: [numHeads, last] });
    this.queryDense = view('query', query, keyDim);
    this.keyDense = view('key', key, keyDim);
    if (this.useGate)
      this.gateDense = projection(this, 'gate', query, {
        bound: 1,
        sizes: [numHeads, valueDim],
        activation: 'sigmoid',
      });
    this.valueDense = view('value', value, valueDim);
    const context = [...query.slice(0, -1), numHeads, valueDim];
    const sizes = this.#outputSizes ?? [query.at(-1)!];
    this.outputDense = projection(this, 'attention_output', context, { bound: 2, sizes });
  }

  override invoke(inputs: Structure<tf.Tensor>, options: CallOptions): tf.Tensor | tf.Tensor[] {
    const output = super.invoke(inputs, withMasks(inputs, options));
    takeMasksOff(inputs);
    return output;
  }

  override call(inputs: tf.Tensor | tf.Tensor[], options: CallOptions): tf.Tensor | tf.Tensor[] {
    const [query, value, key] = triple(inputs, maker).map(asFloat) as [tf.Tensor, tf.Tensor, tf.Tensor];
    const axes = this.#axes(query.rank);
    const mask = this.#mask(query, value, axes, options);
    const gate = this.gateDense?.apply(query);
    const equations = attentionEquations(query.rank, axes);
    const wantsScores = options.returnAttentionScores === true;
    const isEmptyZero = wantsScores || this.dropout > 0 || query.rank !== 3;
    const [projected, keys] = [this.queryDense!.apply(query), this.keyDense!.apply(key)];
    const precision = precisionOf(projected);
    const scale = this.keyDim ** -0.5;
    // As in Keras, shares of 16 bits are worked out in float32 where the products alone are asked for.
    const scores =
      precision === 'float32' || isEmptyZero
        ? contract(equations.scores, tf.mul(projected, scale), keys)
        : tf.mul(toPrecision(contract(equations.scores, projected, keys), 'float32'), scale);
    const shares = toPrecision(
      sharesOf(scores, { mask, axes: axes.length, isEmptyZero, layer: maker }),
      precision,
    );
    const kept =
      options.training && this.dropout > 0 ? drop(shares, this.dropout, shares.shape, this.#draws) : shares;
    const context = contract(equations.context, kept, this.valueDense!.apply(value));
    const output = this.outputDense!.apply(gate ? tf.mul(context, gate) : context);
    return wantsScores ? [output, shares] : output;
  }

  /** The axes that queries and values are places along: all between the samples and the features by default. */
  #axes(rank: number): number[] {
    const { attentionAxes } = this;
    if (attentionAxes === null) return Array.from({ length: rank - 2 }, (_, i) => i + 1);
    const found = attentionAxes.map((axis) => positiveAxis(axis, rank));
    if (found.every((axis) => axis > 0 && axis < rank - 1)) return found;
    throw new Error(
      `${maker}: attentionAxes must lie between the samples and the features, expected 1 to ${rank - 2}. Received: ${attentionAxes}.`,
    );
  }

  #mask(query: tf.Tensor, value: tf.Tensor, axes: number[], options: CallOptions): tf.Tensor | null {
    const { slidingWindow } = this;
    const [axis] = axes;
    const lengths = axes.length === 1 ? ([query.shape[axis!]!, value.shape[axis!]!] as const) : null;
    return countingMask({ ...options, slidingWindow, lengths, layer: maker });
  }

  override computeMask(_inputs: tf.Tensor | tf.Tensor[], mask: Masks = null): Masks {
    return masksFor(mask, maker).query;
  }

  override computeOutputShape(shapes: Shape | Shape[]): Shape {
    const [query, value, key] = triple(shapes as Shape[], maker);
    checkShapes(query, value, key);
    return this.#outputSizes ? [...query.slice(0, -1), ...this.#outputSizes] : [...query];
  }

  override outputSpecs(
    inputs: SymbolicTensor | SymbolicTensor[],
    { returnAttentionScores }: NodeOptions,
  ): SymbolicTensor | SymbolicTensor[] {
    const shapes = [inputs].flat().map(({ shape }) => shape);
    const output = new SymbolicTensor(this.computeOutputShape(shapes), 'float32');
    if (returnAttentionScores !== true) return output;
    const [query, , key] = triple(shapes, maker);
    const axes = this.#axes(query.length);
    const others = query.slice(0, -1).filter((_, axis) => !axes.includes(axis));
    const places = (shape: Shape): Shape => axes.map((axis) => shape[axis]!);
    const scores = [...others, this.numHeads, ...places(query), ...places(key)];
    return [output, new SymbolicTensor(scores, 'float32')];
  }

  override getConfig(): Record<string, unknown> {
    const ofShape = writeOptions(ofOutput, { outputShape: this.#outputSizes });
    return { ...super.getConfig(), ...ofShape, ...writeCharge(this.charge) };
  }
}
registerLayer(MultiHeadAttention);

function checkShapes(query: Shape, value: Shape, key: Shape): void {
  const sameSteps = value.length === key.length && value.slice(1, -1).every((size, i) => size === key[i + 1]);
  if (sameSteps && query.length === value.length && query.length >= 3) return;
  throw new Error(
    `${maker}: expected queries, values and keys of as many axes, at least 3, and as many keys as values. Received: ${[query, value, key].map(shapeText).join(', ')}.`,
  );
}

/**
 * Attention by several heads (Vaswani et al., 2017), the heart of a transformer. Masks of the inputs are heeded: steps
 * that do not count are not looked at. `useCausalMask`, `attentionMask` and `returnAttentionScores` are options of the
 * call. Keras: `MultiHeadAttention`.
 * @example
 * const x = layers.input({ shape: [10, 16] });
 * const mixed = layers.multiHeadAttention({ numHeads: 4, keyDim: 4 }).apply([x, x], { useCausalMask: true });
 * layers.layerNormalization().apply(layers.add().apply([x, mixed])) // [null, 10, 16]
 */
export function multiHeadAttention(
  args: HeadArgs & {
    /** How many heads attend, side by side. */
    numHeads: number;
    /** Size of a head's queries and keys. */
    keyDim: number;
    /** Size of a head's values. Default `keyDim`. */
    valueDim?: number;
    /** Features that come out. Default: those of the query. */
    outputShape?: number | number[];
    /** The axes of steps. Default: all between samples and features. */
    attentionAxes?: number | number[];
  },
): AttentionLayer {
  return asAttention(new MultiHeadAttention(args));
}

// What attention by several heads consists of: projections into heads, masks over scores, and shares by them.
import { along, softmaxOfLast } from '../../activations/along.js';
import { currentCall } from '../../core/call-context.js';
import type { CallOptions, Layer } from '../../core/layer.js';
import { type Mask, maskOf, removeMask } from '../../core/masks.js';
import { flag, optional, readOptions, seed, size, writeOptions } from '../../core/options.js';
import { type Shape, shapeText } from '../../core/shape.js';
import { SymbolicTensor } from '../../core/symbolic-tensor.js';
import type { WeightRegularizer } from '../../core/variable.js';
import { precisionOf } from '../../precision.js';
import { tf } from '../../tf.js';
import { verySmall } from '../activations/softmax.js';
import type { Constraining, Initializing, LayerArgs, Regularizing } from '../base/layer.js';
import { regularizer, weightOptions } from '../base/weight-options.js';
import { EinsumDense } from '../core/einsum-dense.js';
import { dropoutRate } from './options.js';
import { asBool, bothCount, causal, nearerThan, onlyCounting } from './score-masks.js';

/** Options of all attention by several heads. */
export const headOptions = {
  dropout: dropoutRate(),
  useBias: flag(true),
  slidingWindow: optional(size()),
  ...weightOptions('kernel', 'glorotUniform'),
  ...weightOptions('bias', 'zeros'),
  useGate: flag(false),
  seed: seed(),
};

/** What all attention by several heads takes. */
export interface HeadArgs extends LayerArgs {
  /** Share of the attention that is dropped in training. Default 0. */
  dropout?: number;
  /** Default true. */
  useBias?: boolean;
  /** Each query looks only at values nearer than this. Default: at all. */
  slidingWindow?: number;
  /** Default `glorotUniform`. */
  kernelInitializer?: Initializing;
  /** Default `zeros`. */
  biasInitializer?: Initializing;
  /** Charges the kernel in the loss. Default: none. */
  kernelRegularizer?: Regularizing;
  /** Charges the bias in the loss. Default: none. */
  biasRegularizer?: Regularizing;
  /** Charges what the projections give in the loss. Default: none. */
  activityRegularizer?: Regularizing;
  /** What the kernel has to keep to after each step. Default: none. */
  kernelConstraint?: Constraining;
  /** What the bias has to keep to after each step. Default: none. */
  biasConstraint?: Constraining;
  /** A sigmoid of the query decides how much comes out of each head (Qiu et al., 2025). Default false. */
  useGate?: boolean;
  /** The same draws for each layer made with it. Default: draws of its own. */
  seed?: number;
}

/** Apart from the layer's own options: it holds for the projections, not for what the layer gives. */
const charge = { activityRegularizer: regularizer() };

export const readCharge = (layer: string, activityRegularizer: unknown): WeightRegularizer | null =>
  readOptions(layer, charge, {}, { activityRegularizer }).activityRegularizer as WeightRegularizer | null;

export const writeCharge = (activityRegularizer: WeightRegularizer | null): Record<string, unknown> =>
  writeOptions(charge, { activityRegularizer });

/** The options by which projections are made. */
export interface Projecting extends Layer {
  readonly useBias: boolean;
  readonly charge: WeightRegularizer | null;
  readonly kernelInitializer: object;
  readonly biasInitializer: object;
  readonly kernelRegularizer: object | null;
  readonly biasRegularizer: object | null;
  readonly kernelConstraint: object | null;
  readonly biasConstraint: object | null;
}

const alphabet = 'abcdefghijklmnopqrstuvwxyz';

/** A dense layer from the input's last axes to others, with its weights made. */
export function projection(
  layer: Projecting,
  name: string,
  inputShape: Shape,
  { bound, sizes, activation }: { bound: number; sizes: number[]; activation?: 'sigmoid' },
): EinsumDense {
  const free = inputShape.length - bound;
  const input = alphabet.slice(0, inputShape.length);
  const output = alphabet.slice(inputShape.length, inputShape.length + sizes.length);
  const made = new EinsumDense({
    name: `${layer.name}/${name}`,
    trainable: layer.trainable,
    dtype: layer.dtypePolicy,
    equation: `${input},${input.slice(free)}${output}->${input.slice(0, free)}${output}`,
    outputShape: [...Array.from({ length: free - 1 }, () => null), ...sizes],
    biasAxes: layer.useBias ? output : null,
    activation,
    kernelInitializer: layer.kernelInitializer,
    biasInitializer: layer.biasInitializer,
    kernelRegularizer: layer.kernelRegularizer,
    biasRegularizer: layer.biasRegularizer,
    activityRegularizer: layer.charge,
    kernelConstraint: layer.kernelConstraint,
    biasConstraint: layer.biasConstraint,
  } as object);
  made.describe(new SymbolicTensor(inputShape, 'float32'), {});
  return made;
}

interface Looking extends CallOptions {
  readonly slidingWindow: number | null;
  /** Numbers of positions of queries and values; null where attention goes along several axes. */
  readonly lengths: readonly [queries: number, values: number] | null;
  readonly layer: string;
}

/**
 * The masks that a call within a model goes by. As Keras' files record calls, those of values and keys may stand among
 * the options; the query's is the one that comes with it.
 */
export function withMasks(inputs: unknown, options: CallOptions): CallOptions {
  if (options.mask != null) return options;
  const [ofQuery = null, ofValue = null, ofKey = null] = ([inputs].flat() as tf.Tensor[]).map(maskOf);
  const { valueMask, keyMask } = options as { valueMask?: Mask; keyMask?: Mask };
  return { ...options, mask: [ofQuery, valueMask ?? ofValue, keyMask ?? ofKey] };
}

/**
 * Within a model Keras' layer takes those masks off its inputs that came with the model's: layers that are called later
 * on the same tensors see none.
 */
export function takeMasksOff(inputs: unknown): void {
  const given = currentCall()?.givenMasks;
  for (const input of [inputs].flat() as tf.Tensor[]) {
    const mask = maskOf(input);
    if (mask && given?.has(mask)) removeMask(input);
  }
}

/** Which queries may look at which values: [samples, queries, values]; null: all at all. */
export function countingMask(options: Looking): tf.Tensor | null {
  const { mask, slidingWindow, useCausalMask, attentionMask, layer } = options;
  if (mask != null && !Array.isArray(mask))
    throw new Error(
      `${layer}: mask must be a list, one mask or null for each input: [queryMask, valueMask]. Received: one mask.`,
    );
  const [ofQuery = null, ofValue = null, ofKey = null] = (mask ?? []) as Mask[];
  const lengths = (): readonly [number, number] => {
    if (options.lengths) return options.lengths;
    throw new Error(
      `${layer}: useCausalMask and slidingWindow need attention along one axis. Received: attentionAxes of several.`,
    );
  };
  return [
    (attentionMask as tf.Tensor | undefined) ? asBool(attentionMask as tf.Tensor) : null,
    ofQuery && tf.expandDims(asBool(ofQuery), -1),
    ofValue && tf.expandDims(asBool(ofValue), -2),
    ofKey && tf.expandDims(asBool(ofKey), -2),
    useCausalMask === true ? causal(...lengths()) : null,
    slidingWindow === null ? null : nearerThan(slidingWindow, ...lengths()),
  ].reduce(bothCount, null);
}

/** How scores become shares. */
interface Sharing {
  readonly mask: tf.Tensor | null;
  /** Number of axes of values, which are the scores' last, after as many of queries. */
  readonly axes: number;
  /** Whether a query that may look at nothing gets zeros rather than the mean of all values, as in Keras. */
  readonly isEmptyZero: boolean;
  readonly layer: string;
}

/** So far that any score vanishes in it. */
const farthestBelow = -2.3e38;

/** The shares that queries take of values. */
export function sharesOf(scores: tf.Tensor, { mask, axes, isEmptyZero, layer }: Sharing): tf.Tensor {
  const last = Array.from({ length: axes }, (_, i) => i - axes);
  const softmax = (x: tf.Tensor): tf.Tensor => along(x, last, softmaxOfLast);
  if (mask === null) return softmax(scores);
  const spread = spreadMask(mask, scores, axes, layer);
  const lowest = isEmptyZero ? verySmall[precisionOf(scores)] : farthestBelow;
  const shares = softmax(onlyCounting(scores, spread, lowest));
  return isEmptyZero ? tf.mul(shares, tf.cast(spread, 'float32')) : shares;
}

/** With axes of size 1 before those of queries and values, for the heads. */
function spreadMask(mask: tf.Tensor, scores: tf.Tensor, axes: number, layer: string): tf.Tensor {
  const own = mask.rank - 2 * axes;
  const missing = Math.max(0, scores.rank - mask.rank);
  const shape = [
    ...mask.shape.slice(0, Math.max(own, 0)),
    ...Array.from({ length: missing }, () => 1),
    ...mask.shape.slice(Math.max(own, 0)),
  ];
  const fits = shape.every((size, i) => size === 1 || size === scores.shape[i]);
  if (own >= 0 && shape.length === scores.rank && fits) return tf.reshape(mask, shape);
  throw new Error(
    `${layer}: masks must fit the scores, ${shapeText(scores.shape)}: samples, heads, then places of queries and of values. Received: a mask of [${mask.shape}]. Give attentionMask of the form [samples, queries, values].`,
  );
}

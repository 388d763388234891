// What attention by products and by sums share: shares of the values by scores, masks and dropout.
import { softmaxOfLast } from '../../activations/along.js';
import type { CallOptions } from '../../core/layer.js';
import type { Mask, Masks } from '../../core/masks.js';
import type { Shape } from '../../core/shape.js';
import { type NodeOptions, SymbolicTensor } from '../../core/symbolic-tensor.js';
import { tf } from '../../tf.js';
import { type Draws, drop } from '../regularization/drop.js';
import { triple } from './inputs.js';
import { asBool, bothCount, causal } from './score-masks.js';

/** What scores that do not count are lowered by. */
const farBelow = 1e9;

interface Attending extends CallOptions {
  readonly rate: number;
  readonly draws: Draws;
  readonly layer: string;
}

/** The values by shares that are the scores' softmax; and, if asked for, the shares. */
export function attend(scores: tf.Tensor, value: tf.Tensor, options: Attending): tf.Tensor | tf.Tensor[] {
  const { training, rate, draws, mask, layer } = options;
  const { query: queryMask, value: valueMask } = masksFor(mask ?? null, layer);
  const [queries, values] = scores.shape.slice(-2) as [number, number];
  const counting = bothCount(
    valueMask && tf.expandDims(asBool(valueMask), -2),
    options.useCausalMask === true ? causal(queries, values) : null,
  );
  const shares = softmaxOfLast(counting ? lowered(scores, counting) : scores);
  const kept = training && rate > 0 ? drop(shares, rate, shares.shape, draws) : shares;
  const taken = tf.matMul(kept, value);
  const output = queryMask ? tf.mul(taken, tf.cast(tf.expandDims(asBool(queryMask), -1), 'float32')) : taken;
  return options.returnAttentionScores === true ? [output, kept] : output;
}

function lowered(scores: tf.Tensor, counting: tf.Tensor): tf.Tensor {
  return tf.sub(scores, tf.mul(tf.sub(1, tf.cast(counting, 'float32')), farBelow));
}

/** The masks of query and value. */
export function masksFor(mask: Masks, layer: string): { query: Mask; value: Mask } {
  if (mask === null) return { query: null, value: null };
  if (!Array.isArray(mask))
    throw new Error(
      `${layer}: mask must be a list, one mask or null for each input: [queryMask, valueMask]. Received: one mask.`,
    );
  return { query: mask[0] ?? null, value: mask[1] ?? null };
}

/** The output, and the shares if they are asked for. */
export function attentionSpecs(
  output: Shape,
  shapes: Shape[],
  { returnAttentionScores }: NodeOptions,
): SymbolicTensor | SymbolicTensor[] {
  const spec = new SymbolicTensor(output, 'float32');
  if (returnAttentionScores !== true) return spec;
  const [query, , key] = triple(shapes, 'attention');
  return [spec, new SymbolicTensor([...query.slice(0, -1), key.at(-2)!], 'float32')];
}

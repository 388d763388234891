// Sums, differences, products and means of several inputs.
import type { Mask } from '../../core/masks.js';
import { registerLayer } from '../../core/registry.js';
import { tf } from '../../tf.js';
import { asFloat } from '../base/as-float.js';
import type { Layer, LayerArgs } from '../base/layer.js';
import { isAll, maskWithRank } from './joined.js';
import { mergeLayer } from './merge.js';

const sum = (inputs: tf.Tensor[]): tf.Tensor => inputs.reduce((total, input) => tf.add(total, input));

/** Masked values are left out; where all inputs are masked, the product is 0. */
function product(inputs: tf.Tensor[], masks: Mask[]): tf.Tensor {
  const shown = masks.map((mask, i) => mask && maskWithRank(mask, inputs[i]!.rank));
  const all = inputs
    .map((input, i) => {
      const mask = shown[i];
      return mask ? tf.where(mask, input, tf.scalar(1, input.dtype)) : input;
    })
    .reduce((total, factor) => tf.mul(total, factor));
  if (!isAll(shown)) return all;
  const counts = shown.reduce((a, b) => tf.logicalOr(a, b));
  return tf.where(counts, all, tf.scalar(0, all.dtype));
}

export class Add extends mergeLayer('Add', 'add', { join: sum }) {}
export class Subtract extends mergeLayer('Subtract', 'subtract', {
  join: ([a, b]) => tf.sub(a!, b!),
  count: 2,
}) {}
export class Multiply extends mergeLayer('Multiply', 'multiply', { join: product }) {}
export class Average extends mergeLayer('Average', 'average', {
  join: (inputs) => tf.div(asFloat(sum(inputs)), inputs.length),
  givesFloats: true,
}) {}
registerLayer(Add, Subtract, Multiply, Average);

/**
 * Sum of two inputs or more, whose shapes agree or can be broadcast. Keras: `Add`.
 * @example layers.add().apply([tf.ones([1, 3]), tf.ones([1, 3])]) // [[2, 2, 2]]
 */
export function add(args: LayerArgs = {}): Layer {
  return new Add(args);
}

/**
 * First minus second. Keras: `Subtract`.
 * @example layers.subtract().apply([tf.ones([1, 3]), tf.ones([1, 3])]) // [[0, 0, 0]]
 */
export function subtract(args: LayerArgs = {}): Layer {
  return new Subtract(args);
}

/**
 * Product of values; masked ones are left out. Keras: `Multiply`.
 * @example layers.multiply().apply([tf.tensor([[2, 3]]), tf.tensor([[4, 5]])]) // [[8, 15]]
 */
export function multiply(args: LayerArgs = {}): Layer {
  return new Multiply(args);
}

/**
 * Mean. Keras: `Average`.
 * @example layers.average().apply([tf.tensor([[2, 3]]), tf.tensor([[4, 5]])]) // [[3, 4]]
 */
export function average(args: LayerArgs = {}): Layer {
  return new Average(args);
}

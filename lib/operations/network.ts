// What networks are made of: activations with a setting, cross-entropies, norms, attention.

import { toActivation } from '../activations/activations.js';
import { softmaxAlong } from '../activations/along.js';
import { positiveAxis } from '../core/shape.js';
import { tf } from '../tf.js';
import { numbersOf, onFloats, recipe } from './make.js';
import type { Recipes, Settings } from './recipe.js';
import { moved, oneHot } from './shapes.js';
import { axesOf, floatsOf, reducedShape, shapeLike, tensorOf } from './values.js';

const named = (name: string) =>
  onFloats('nn', (x, { axis }) => toActivation(name).apply(x, axis as number | undefined));

const activations: Recipes = {
  Celu: onFloats(
    'nn',
    (x, { alpha }) => {
      const below = tf.mul(tf.expm1(tf.div(tf.minimum(x, 0), alpha as number)), alpha as number);
      return tf.add(tf.relu(x), below);
    },
    { alpha: 1 },
  ),
  Glu: recipe(
    ['x'],
    { axis: -1 },
    ([given], { axis }) => {
      const x = floatsOf(given);
      const [values, gates] = tf.split(x, 2, positiveAxis(axis as number, x.rank)) as [tf.Tensor, tf.Tensor];
      return tf.mul(values, tf.sigmoid(gates));
    },
    'nn',
  ),
  HardShrink: onFloats(
    'nn',
    (x, { threshold }) => tf.where(tf.greater(tf.abs(x), threshold as number), x, tf.zerosLike(x)),
    { threshold: 0.5 },
  ),
  SoftShrink: onFloats(
    'nn',
    (x, { threshold }) => {
      const least = threshold as number;
      return tf.sub(tf.relu(tf.sub(x, least)), tf.relu(tf.sub(tf.neg(x), least)));
    },
    { threshold: 0.5 },
  ),
  SparsePlus: named('sparsePlus'),
  SparseSigmoid: named('sparseSigmoid'),
  Sparsemax: { ...named('sparsemax'), settings: { axis: -1 } },
  Squareplus: onFloats(
    'nn',
    (x, { b }) => tf.mul(tf.add(x, tf.sqrt(tf.add(tf.square(x), b as number))), 0.5),
    { b: 4 },
  ),
  Threshold: onFloats(
    'nn',
    (x, { threshold, defaultValue }) =>
      tf.where(tf.greater(x, threshold as number), x, tf.fill(x.shape, defaultValue as number)),
    { threshold: undefined, defaultValue: undefined },
  ),
};

const least = 1e-7;
const within = (x: tf.Tensor): tf.Tensor => tf.clipByValue(x, least, 1 - least);

const losses: Recipes = {
  BinaryCrossentropy: recipe(
    ['target', 'output'],
    { fromLogits: false },
    ([target, output], { fromLogits }) => binary(floatsOf(target), floatsOf(output), fromLogits === true),
    'nn',
  ),
  CategoricalCrossentropy: recipe(
    ['target', 'output'],
    { fromLogits: false, axis: -1 },
    ([target, output], settings) => categorical(floatsOf(target), floatsOf(output), settings),
    'nn',
  ),
  PSNR: recipe(
    ['x1', 'x2'],
    { maxVal: undefined },
    ([a, b], { maxVal }) => {
      const error = tf.mean(tf.squaredDifference(floatsOf(a), floatsOf(b)));
      return tf.sub(20 * Math.log10(maxVal as number), tf.mul(tf.log(error), 10 / Math.LN10));
    },
    'nn',
  ),
  SparseCategoricalCrossentropy: recipe(
    ['target', 'output'],
    { fromLogits: false, axis: -1 },
    ([target, output], { fromLogits }) => {
      const x = floatsOf(output);
      const logits = fromLogits === true ? x : tf.log(within(x));
      const given = tensorOf(target);
      const labels = given.rank === x.rank ? tf.squeeze(given, [-1]) : given;
      const coded = tf.cast(tf.oneHot(tf.cast(labels, 'int32'), x.shape.at(-1)!), 'float32');
      return tf.neg(tf.sum(tf.mul(coded, tf.sub(logits, tf.logSumExp(logits, -1, true))), -1));
    },
    'nn',
  ),
};

const norms: Recipes = {
  BatchNorm: {
    ...recipe(
      ['x', 'mean', 'variance', 'offset', 'scale'],
      { axis: undefined, epsilon: 1e-3 },
      ([given, mean, variance, offset, scale], { axis, epsilon }) => {
        const x = floatsOf(given);
        const shape = x.shape.map((size, one) => (one === positiveAxis(axis as number, x.rank) ? size : 1));
        const beside = (value: unknown): tf.Tensor => tf.reshape(floatsOf(value), shape);
        const unit = tf.mul(tf.sub(x, beside(mean)), tf.rsqrt(tf.add(beside(variance), epsilon as number)));
        const scaled = scale === undefined || scale === null ? unit : tf.mul(unit, beside(scale));
        return offset === undefined || offset === null ? scaled : tf.add(scaled, beside(offset));
      },
      'nn',
    ),
    shape: shapeLike,
  },
  LayerNorm: {
    ...recipe(
      ['x', 'gamma', 'beta'],
      { axis: -1, epsilon: null, rmsScaling: false },
      ([given, gamma, beta], { axis, epsilon }) => {
        const x = floatsOf(given);
        const axes = axesOf(axis, x.rank);
        const { mean, variance } = tf.moments(x, axes, true);
        const unit = tf.mul(tf.sub(x, mean), tf.rsqrt(tf.add(variance, (epsilon as number | null) ?? least)));
        return affine(unit, axes, gamma, beta);
      },
      'nn',
    ),
    shape: shapeLike,
  },
  Moments: recipe(
    ['x'],
    { axes: undefined, keepdims: false, synchronized: false },
    ([x], { axes, keepdims }) => {
      const { mean, variance } = tf.moments(floatsOf(x), numbersOf(axes), keepdims === true);
      return [mean, variance];
    },
    'nn',
  ),
  MultiHot: recipe(
    ['inputs'],
    { numClasses: undefined, axis: -1, dtype: null, sparse: false },
    ([x], settings) => {
      const indices = tensorOf(x);
      return tf.max(oneHot(indices, settings), indices.rank > 1 ? 1 : 0);
    },
    'nn',
  ),
  Normalize: onFloats('nn', (x, settings) => normalized(x, settings), { axis: -1, order: 2, epsilon: null }),
  RMSNorm: {
    ...recipe(
      ['x', 'scale'],
      { axis: -1, epsilon: null },
      ([given, scale], { axis, epsilon }) => {
        const x = floatsOf(given);
        const axes = axesOf(axis, x.rank);
        const size = tf.mean(tf.square(x), axes, true);
        const unit = tf.mul(x, tf.rsqrt(tf.add(size, (epsilon as number | null) ?? least)));
        return affine(unit, axes, scale, undefined);
      },
      'nn',
    ),
    shape: shapeLike,
  },
};

const moves: Recipes = {
  DepthToSpace: recipe(
    ['x'],
    { blockSize: undefined, dataFormat: 'channels_last' },
    ([x], { blockSize, dataFormat }) =>
      byChannelsLast(floatsOf(x), dataFormat, (one) => widened(one, blockSize as number)),
    'nn',
  ),
  DotProductAttention: recipe(
    ['query', 'key', 'value', 'bias', 'mask', 'scale'],
    { isCausal: false, flashAttention: null, attnLogitsSoftCap: null },
    (given, settings) => attention(given, settings),
    'nn',
  ),
  Norm: {
    ...recipe(
      ['x'],
      { ord: null, axis: null, keepdims: false },
      ([x], { ord, axis, keepdims }) => normOf(floatsOf(x), ord, axis, keepdims === true),
      'linalg',
    ),
    shape: reducedShape,
  },
  SpaceToDepth: recipe(
    ['x'],
    { blockSize: undefined, dataFormat: 'channels_last' },
    ([x], { blockSize, dataFormat }) =>
      byChannelsLast(floatsOf(x), dataFormat, (one) => deepened(one, blockSize as number)),
    'nn',
  ),
};

/** What networks are made of. */
export const network: Recipes = { ...activations, ...losses, ...norms, ...moves };

function binary(target: tf.Tensor, output: tf.Tensor, fromLogits: boolean): tf.Tensor {
  if (fromLogits) {
    const slack = tf.log1p(tf.exp(tf.neg(tf.abs(output))));
    return tf.add(tf.sub(tf.relu(output), tf.mul(output, target)), slack);
  }
  const chance = within(output);
  const both = tf.add(tf.mul(target, tf.log(chance)), tf.mul(tf.sub(1, target), tf.log(tf.sub(1, chance))));
  return tf.neg(both);
}

function categorical(target: tf.Tensor, output: tf.Tensor, { fromLogits, axis }: Settings): tf.Tensor {
  const along = positiveAxis(axis as number, output.rank);
  if (fromLogits === true)
    return tf.neg(tf.sum(tf.mul(target, tf.sub(output, tf.logSumExp(output, along, true))), along));
  const chances = within(tf.div(output, tf.sum(output, along, true)));
  return tf.neg(tf.sum(tf.mul(target, tf.log(chances)), along));
}

function affine(x: tf.Tensor, axes: number[], scale: unknown, offset: unknown): tf.Tensor {
  const shape = x.shape.map((size, axis) => (axes.includes(axis) ? size : 1));
  const beside = (value: unknown): tf.Tensor => tf.reshape(floatsOf(value), shape);
  const scaled = scale === undefined || scale === null ? x : tf.mul(x, beside(scale));
  return offset === undefined || offset === null ? scaled : tf.add(scaled, beside(offset));
}

function normalized(x: tf.Tensor, { axis, order, epsilon }: Settings): tf.Tensor {
  const whole = x.rank === 0 ? tf.expandDims(x, 0) : x;
  const smallest = (epsilon as number | null) ?? least;
  const size = normOf(whole, order, axis, true);
  if (order !== 2) return tf.div(whole, tf.maximum(size, smallest));
  const inverse = tf.rsqrt(tf.sum(tf.square(whole), axesOf(axis, whole.rank), true));
  return tf.mul(whole, tf.minimum(inverse, 1 / smallest));
}

function normOf(x: tf.Tensor, ord: unknown, axis: unknown, keepdims: boolean): tf.Tensor {
  const axes = axesOf(axis, x.rank);
  const isMatrix = axes.length === 2 && ord !== null;
  const size = tf.abs(x);
  if (ord === null || ord === 'fro' || (ord === 2 && !isMatrix))
    return tf.sqrt(tf.sum(tf.square(x), axes, keepdims));
  if (isMatrix)
    throw new Error(`norm: of matrices, ord must be 'fro' or not given. Received: ${String(ord)}.`);
  if (ord === Number.POSITIVE_INFINITY || ord === 'inf') return tf.max(size, axes, keepdims);
  if (ord === Number.NEGATIVE_INFINITY || ord === '-inf') return tf.min(size, axes, keepdims);
  if (ord === 0) return tf.sum(tf.cast(tf.notEqual(x, 0), 'float32'), axes, keepdims);
  if (ord === 1) return tf.sum(size, axes, keepdims);
  return tf.pow(tf.sum(tf.pow(size, ord as number), axes, keepdims), 1 / (ord as number));
}

function byChannelsLast(x: tf.Tensor, dataFormat: unknown, run: (x: tf.Tensor) => tf.Tensor): tf.Tensor {
  if (dataFormat !== 'channels_first') return run(x);
  return moved(run(moved(x, [1], [-1])), [-1], [1]);
}

function widened(x: tf.Tensor, size: number): tf.Tensor {
  const [samples, height, width, channels] = x.shape as [number, number, number, number];
  const kept = channels / size ** 2;
  const parts = tf.reshape(x, [samples, height, width, size, size, kept]);
  return tf.reshape(tf.transpose(parts, [0, 1, 3, 2, 4, 5]), [samples, height * size, width * size, kept]);
}

function deepened(x: tf.Tensor, size: number): tf.Tensor {
  const [samples, height, width, channels] = x.shape as [number, number, number, number];
  const [rows, columns] = [height / size, width / size];
  const parts = tf.reshape(x, [samples, rows, size, columns, size, channels]);
  return tf.reshape(tf.transpose(parts, [0, 1, 3, 2, 4, 5]), [samples, rows, columns, size ** 2 * channels]);
}

/** Of queries, keys and values [samples, steps, heads, numbers]. */
function attention(given: readonly unknown[], { isCausal }: Settings): tf.Tensor {
  const [query, key, value] = given.slice(0, 3).map((one) => floatsOf(one)) as [
    tf.Tensor,
    tf.Tensor,
    tf.Tensor,
  ];
  const [, , , bias, mask, scale] = given;
  const groups = Math.max(query.shape[2]! / key.shape[2]!, 1);
  const spread = (x: tf.Tensor): tf.Tensor => (groups === 1 ? x : repeatedHeads(x, groups));
  const heads = (x: tf.Tensor): tf.Tensor => tf.transpose(x, [0, 2, 1, 3]);
  const scaled = tf.mul(heads(query), (scale as number | null | undefined) ?? 1 / Math.sqrt(query.shape[3]!));
  const products = tf.matMul(scaled, heads(spread(key)), false, true);
  const scores = bias === null || bias === undefined ? products : tf.add(products, floatsOf(bias));
  const counting = masked(scores.shape, mask, isCausal === true);
  const shares = softmaxAlong(
    counting ? tf.where(counting, scores, tf.fill(scores.shape, -2.3819763e38)) : scores,
  );
  return heads(tf.matMul(shares, heads(spread(value))));
}

function repeatedHeads(x: tf.Tensor, times: number): tf.Tensor {
  const places = Array.from({ length: x.shape[2]! * times }, (_, i) => Math.floor(i / times));
  return tf.gather(x, tf.tensor1d(places, 'int32'), 2);
}

function masked(shape: readonly number[], mask: unknown, isCausal: boolean): tf.Tensor | null {
  const whole = (x: tf.Tensor): tf.Tensor => tf.broadcastTo(tf.cast(x, 'bool'), [...shape]);
  const [queries, keys] = shape.slice(-2) as [number, number];
  const past = (): tf.Tensor =>
    tf.lessEqual(
      tf.expandDims(tf.range(0, keys, 1, 'int32'), 0),
      tf.expandDims(tf.range(0, queries, 1, 'int32'), 1),
    );
  const given = mask === null || mask === undefined ? null : whole(tensorOf(mask));
  if (!isCausal) return given;
  return given ? tf.logicalAnd(given, whole(past())) : whole(past());
}

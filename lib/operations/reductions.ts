// Operations that take axes together: sums, means, the largest, whether any.
import { inFloat32 } from '../precision.js';
import { tf } from '../tf.js';
import { recipe } from './make.js';
import type { KerasModule, Recipe, Recipes, Settings } from './recipe.js';
import { castTo } from './shapes.js';
import { axesOf, floatsOf, reducedShape, tensorOf } from './values.js';

type Reduce = (x: tf.Tensor, axes: number[], keepdims: boolean) => tf.Tensor;

const reduction = (
  prepare: (x: unknown) => tf.Tensor,
  run: Reduce,
  module: KerasModule = 'numpy',
): Recipe => ({
  module,
  takes: ['x'],
  settings: { axis: null, keepdims: false },
  run([given], { axis, keepdims }) {
    const x = prepare(given);
    return run(x, axesOf(axis, x.rank), keepdims === true);
  },
  shape: reducedShape,
});

const toBool = (x: unknown): tf.Tensor => tf.cast(tensorOf(x), 'bool');
const variance = (x: tf.Tensor, axes: number[], keep: boolean): tf.Tensor => {
  const mean = tf.mean(x, axes, true);
  return tf.mean(tf.square(tf.sub(x, mean)), axes, keep);
};

/** The place of the largest, or smallest, along one axis or among all. */
const place = (find: (x: tf.Tensor, axis: number) => tf.Tensor): Recipe => ({
  module: 'numpy',
  takes: ['x'],
  settings: { axis: null, keepdims: false },
  run([given], { axis, keepdims }) {
    const x = tensorOf(given);
    const places = axis === null ? find(tf.reshape(x, [-1]), 0) : find(x, axesOf(axis, x.rank)[0]!);
    return keepdims === true ? tf.reshape(places, reducedShape([x], { axis, keepdims }) as number[]) : places;
  },
  shape: reducedShape,
});

const largest = reduction(tensorOf, (x, axes, keep) => tf.max(x, axes, keep));
const smallest = reduction(tensorOf, (x, axes, keep) => tf.min(x, axes, keep));

/** Operations that take axes together. */
export const reductions: Recipes = {
  Average: {
    ...recipe(['x', 'weights'], { axis: null }, ([x, weights], { axis }) =>
      averageOf(floatsOf(x), weights, axis as number | null),
    ),
    shape: ([x], { axis }) => reducedShape([x], { axis }),
  },
  Trapezoid: recipe(['y'], { x: null, dx: 1, axis: -1 }, ([y], settings) => areaUnder(floatsOf(y), settings)),
  All: reduction(toBool, (x, axes, keep) => tf.all(x, axes, keep)),
  Amax: largest,
  Amin: smallest,
  Any: reduction(toBool, (x, axes, keep) => tf.any(x, axes, keep)),
  Argmax: place((x, axis) => tf.argMax(x, axis)),
  Argmin: place((x, axis) => tf.argMin(x, axis)),
  Logsumexp: reduction(floatsOf, (x, axes, keep) => tf.logSumExp(x, axes, keep), 'math'),
  Max: fromInitial(largest, (x, initial) => tf.maximum(x, initial)),
  Mean: reduction(floatsOf, (x, axes, keep) => inFloat32(x, (wide) => tf.mean(wide, axes, keep))),
  Min: fromInitial(smallest, (x, initial) => tf.minimum(x, initial)),
  Prod: productOf(reduction(tensorOf, (x, axes, keep) => tf.prod(x, axes, keep))),
  Ptp: reduction(tensorOf, (x, axes, keep) => tf.sub(tf.max(x, axes, keep), tf.min(x, axes, keep))),
  Std: reduction(floatsOf, (x, axes, keep) => tf.sqrt(variance(x, axes, keep))),
  Sum: reduction(tensorOf, (x, axes, keep) => tf.sum(x, axes, keep)),
  Var: reduction(floatsOf, variance),
};

/** In a type of the caller's. */
function productOf(inner: Recipe): Recipe {
  return {
    ...inner,
    settings: { ...inner.settings, dtype: null },
    run: ([x], { dtype, ...settings }) =>
      castTo(inner.run([castTo(tensorOf(x), dtype)], settings) as tf.Tensor, dtype),
  };
}

/** With a value that counts as one more. */
function fromInitial(inner: Recipe, join: (x: tf.Tensor, initial: tf.Tensor) => tf.Tensor): Recipe {
  return {
    ...inner,
    settings: { ...inner.settings, initial: null },
    run(given, settings) {
      const result = inner.run(given, settings) as tf.Tensor;
      return settings.initial === null ? result : join(result, tensorOf(settings.initial, result));
    },
  };
}

function averageOf(x: tf.Tensor, given: unknown, axis: number | null): tf.Tensor {
  const axes = axesOf(axis, x.rank);
  if (given === null || given === undefined) return tf.mean(x, axes);
  const weights = floatsOf(given);
  const along =
    weights.rank === x.rank
      ? weights
      : tf.reshape(
          weights,
          x.shape.map((size, i) => (axes.includes(i) ? size : 1)),
        );
  const whole = tf.add(along, tf.zerosLike(x));
  return tf.div(tf.sum(tf.mul(x, whole), axes), tf.sum(whole, axes));
}

function areaUnder(y: tf.Tensor, { x, dx, axis }: Settings): tf.Tensor {
  const along = axesOf(axis, y.rank)[0]!;
  const part = (values: tf.Tensor, place: number, start: number): tf.Tensor => {
    const begin = values.shape.map((_, i) => (i === place ? start : 0));
    return tf.slice(
      values,
      begin,
      values.shape.map((size, i) => (i === place ? size - 1 : size)),
    );
  };
  const heights = tf.mul(tf.add(part(y, along, 1), part(y, along, 0)), 0.5);
  if (x === null || x === undefined) return tf.sum(tf.mul(heights, dx as number), along);
  const points = floatsOf(x);
  const place = points.rank === y.rank ? along : 0;
  const widths = tf.sub(part(points, place, 1), part(points, place, 0));
  const shape =
    points.rank === y.rank ? widths.shape : y.shape.map((_, i) => (i === along ? widths.size : 1));
  return tf.sum(tf.mul(heights, tf.reshape(widths, shape)), along);
}

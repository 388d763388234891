// Operations that take axes together: sums, means, the largest, whether any.
import { tf } from '../tf.js';
import type { KerasModule, Recipe, Recipes } from './recipe.js';
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
  All: reduction(toBool, (x, axes, keep) => tf.all(x, axes, keep)),
  Amax: largest,
  Amin: smallest,
  Any: reduction(toBool, (x, axes, keep) => tf.any(x, axes, keep)),
  Argmax: place((x, axis) => tf.argMax(x, axis)),
  Argmin: place((x, axis) => tf.argMin(x, axis)),
  Logsumexp: reduction(floatsOf, (x, axes, keep) => tf.logSumExp(x, axes, keep), 'math'),
  Max: fromInitial(largest, (x, initial) => tf.maximum(x, initial)),
  Mean: reduction(floatsOf, (x, axes, keep) => tf.mean(x, axes, keep)),
  Min: fromInitial(smallest, (x, initial) => tf.minimum(x, initial)),
  Prod: reduction(tensorOf, (x, axes, keep) => tf.prod(x, axes, keep)),
  Std: reduction(floatsOf, (x, axes, keep) => tf.sqrt(variance(x, axes, keep))),
  Sum: reduction(tensorOf, (x, axes, keep) => tf.sum(x, axes, keep)),
  Var: reduction(floatsOf, variance),
};

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

// Sums, means and extremes that pass over numbers that are missing (NaN).
import { tf } from '../tf.js';
import { recipe } from './make.js';
import type { Recipe, Recipes } from './recipe.js';
import { castTo } from './shapes.js';
import { axesOf, floatsOf, reducedShape, tensorOf } from './values.js';

type Reduce = (x: tf.Tensor, isThere: tf.Tensor, axes: number[], keepdims: boolean) => tf.Tensor;

const reduction = (run: Reduce, isOfFloats = true): Recipe => ({
  ...recipe(['x'], { axis: null, keepdims: false }, ([given], { axis, keepdims }) => {
    const x = isOfFloats ? floatsOf(given) : tensorOf(given);
    const isThere = x.dtype === 'float32' ? tf.logicalNot(tf.isNaN(x)) : tf.onesLike(tf.cast(x, 'bool'));
    return run(x, isThere, axesOf(axis, x.rank), keepdims === true);
  }),
  shape: reducedShape,
});

const orElse = (x: tf.Tensor, isThere: tf.Tensor, value: number): tf.Tensor =>
  tf.where(isThere, x, tf.cast(tf.fill(x.shape, value), x.dtype));

const sum: Reduce = (x, isThere, axes, keep) => tf.sum(orElse(x, isThere, 0), axes, keep);
const mean: Reduce = (x, isThere, axes, keep) =>
  tf.div(sum(x, isThere, axes, keep), tf.sum(tf.cast(isThere, 'float32'), axes, keep));
const variance: Reduce = (x, isThere, axes, keep) => {
  const away = tf.sub(orElse(x, isThere, 0), mean(x, isThere, axes, true));
  return mean(tf.square(away), isThere, axes, keep);
};

/** The greatest or least; nothing but missing numbers is missing itself. */
const extreme =
  (find: typeof tf.max, worst: number): Reduce =>
  (x, isThere, axes, keep) => {
    if (x.dtype !== 'float32') return find(x, axes, keep);
    const found = find(orElse(x, isThere, worst), axes, keep);
    return tf.where(tf.any(isThere, axes, keep), found, tf.fill(found.shape, Number.NaN));
  };

const place = (find: typeof tf.argMax, worst: number): Recipe => ({
  ...recipe(['x'], { axis: null, keepdims: false }, ([given], { axis, keepdims }) => {
    const x = floatsOf(given);
    const isThere = tf.logicalNot(tf.isNaN(x));
    const filled = orElse(x, isThere, worst);
    const [values, along] =
      axis === null ? [tf.reshape(filled, [-1]), 0] : [filled, axesOf(axis, x.rank)[0]!];
    const found = find(values, along);
    const isKnown = tf.any(axis === null ? tf.reshape(isThere, [-1]) : isThere, along);
    const places = tf.where(isKnown, found, tf.fill(found.shape, -1, 'int32'));
    return keepdims === true ? tf.reshape(places, reducedShape([x], { axis, keepdims }) as number[]) : places;
  }),
  shape: reducedShape,
});

const running = (run: (x: tf.Tensor, axis: number) => tf.Tensor, empty: number): Recipe =>
  recipe(['x'], { axis: null, dtype: null }, ([given], { axis, dtype }) => {
    const x = tensorOf(given);
    const filled = x.dtype === 'float32' ? orElse(x, tf.logicalNot(tf.isNaN(x)), empty) : x;
    return castTo(
      axis === null ? run(tf.reshape(filled, [-1]), 0) : run(filled, axesOf(axis, x.rank)[0]!),
      dtype,
    );
  });

/** Operations that pass over missing numbers. */
export const missing: Recipes = {
  Nanargmax: place(tf.argMax, Number.NEGATIVE_INFINITY),
  Nanargmin: place(tf.argMin, Number.POSITIVE_INFINITY),
  Nancumprod: running((x, axis) => tf.cumprod(x, axis), 1),
  Nancumsum: running((x, axis) => tf.cumsum(x, axis), 0),
  Nanmax: reduction(extreme(tf.max, Number.NEGATIVE_INFINITY), false),
  Nanmean: reduction(mean),
  Nanmin: reduction(extreme(tf.min, Number.POSITIVE_INFINITY), false),
  Nanprod: reduction((x, isThere, axes, keep) => tf.prod(orElse(x, isThere, 1), axes, keep), false),
  Nanstd: reduction((...given) => tf.sqrt(variance(...given))),
  Nansum: reduction(sum, false),
  Nanvar: reduction(variance),
};

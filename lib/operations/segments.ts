// Sums, products and extremes of the rows that belong together.
import { tf } from '../tf.js';
import { recipe } from './make.js';
import type { Recipe, Recipes } from './recipe.js';
import { indicesOf } from './shapes.js';
import { tensorOf } from './values.js';

type Reduce = (rows: tf.Tensor) => tf.Tensor;

const segments = (reduce: Reduce, outside: number): Recipe =>
  recipe(
    ['data', 'segmentIds'],
    { numSegments: null, sorted: false },
    ([given, ids], { numSegments }) => {
      const [data, places] = [tensorOf(given), indicesOf(ids)];
      const count = (numSegments as number | null) ?? tf.max(places).dataSync()[0]! + 1;
      const isThere = tf.equal(tf.expandDims(tf.range(0, count, 1, 'int32'), 1), tf.expandDims(places, 0));
      const shape = [count, ...data.shape];
      const whole = tf.reshape(isThere, [count, data.shape[0]!, ...data.shape.slice(1).map(() => 1)]);
      const others = tf.cast(tf.fill(shape, outside), data.dtype);
      return reduce(
        tf.where(tf.broadcastTo(whole, shape), tf.broadcastTo(tf.expandDims(data, 0), shape), others),
      );
    },
    'math',
  );

/** The largest number of a float: what an empty segment has for its least one. */
const most = 3.4028234663852886e38;

/** Operations on rows that belong together. */
export const segmented: Recipes = {
  SegmentMax: segments((rows) => tf.max(rows, 1), -most),
  SegmentMin: segments((rows) => tf.min(rows, 1), most),
  SegmentProd: segments((rows) => tf.prod(rows, 1), 1),
  SegmentSum: segments((rows) => tf.sum(rows, 1), 0),
};

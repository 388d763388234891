// Numbers in order: sorted, the largest few, quantiles, and where values would go among others.
import { positiveAxis } from '../core/shape.js';
import { tf } from '../tf.js';
import { recipe } from './make.js';
import type { Recipe, Recipes, Settings } from './recipe.js';
import { swapped } from './shapes.js';
import { axesOf, floatsOf, reducedShape, shapeLike, tensorOf, withoutGradient } from './values.js';

/** Sorting and what stands on it. */
export const sorting: Recipes = {
  Argsort: alongAxis(placesInOrder),
  Median: quantiles(false, () => 0.5),
  Nanmedian: quantiles(true, () => 0.5),
  Nanpercentile: quantiles(true, (q) => shares(q, 100)),
  Nanquantile: quantiles(true, (q) => shares(q, 1)),
  Percentile: quantiles(false, (q) => shares(q, 100)),
  Quantile: quantiles(false, (q) => shares(q, 1)),
  Sort: alongAxis((x) => takenAlongLast(x, placesInOrder(x))),
  TopK: recipe(
    ['x'],
    { k: undefined, sorted: true },
    ([x], { k, sorted }) => {
      const { values, indices } = tf.topk(tensorOf(x), k as number, sorted as boolean);
      return [values, indices];
    },
    'math',
  ),
};

function alongAxis(ofLast: (x: tf.Tensor) => tf.Tensor): Recipe {
  return {
    ...recipe(['x'], { axis: -1 }, ([given], { axis }) => {
      const x = tensorOf(given);
      if (axis === null || axis === undefined) return ofLast(tf.reshape(x, [-1]));
      const place = positiveAxis(axis as number, x.rank);
      if (place === x.rank - 1) return ofLast(x);
      return swapped(ofLast(swapped(x, place, -1)), place, -1);
    }),
    shape: (given, { axis }) =>
      axis === null ? [given[0]!.shape.reduce<number>((n, one) => n * (one ?? 1), 1)] : shapeLike(given),
  };
}

/** Where each number along the last axis stands in order; of equal ones the first comes first. */
function placesInOrder(x: tf.Tensor): tf.Tensor {
  return withoutGradient(tf.topk(tf.neg(tf.cast(x, 'float32')), x.shape.at(-1)!).indices);
}

/** The numbers of each row at places of its own. */
export function takenAlongLast(x: tf.Tensor, places: tf.Tensor): tf.Tensor {
  const size = x.shape.at(-1)!;
  const count = places.shape.at(-1)!;
  const rows = x.size / size;
  const starts = tf.mul(tf.range(0, rows, 1, 'int32'), tf.scalar(size, 'int32'));
  const flat = tf.add(tf.reshape(places, [rows, count]), tf.expandDims(starts, 1));
  return tf.reshape(tf.gather(tf.reshape(x, [-1]), tf.cast(flat, 'int32')), places.shape);
}

// ── Quantiles ──

function shares(given: unknown, whole: number): number | number[] {
  const values =
    given instanceof tf.Tensor ? (given.arraySync() as number | number[]) : (given as number | number[]);
  return Array.isArray(values) ? values.map((one) => one / whole) : values / whole;
}

function quantiles(skipsMissing: boolean, read: (q: unknown) => number | number[]): Recipe {
  const isMedian = read.length === 0;
  return {
    ...recipe(
      isMedian ? ['x'] : ['x', 'q'],
      isMedian ? { axis: null, keepdims: false } : { axis: null, method: 'linear', keepdims: false },
      ([given, q], settings) => {
        const found = read(q);
        const x = floatsOf(given);
        const [rows, shape] = rowsOf(x, settings);
        const one = (share: number): tf.Tensor =>
          tf.reshape(quantileOfRows(rows, share, String(settings.method ?? 'linear'), skipsMissing), shape);
        return Array.isArray(found) ? tf.stack(found.map(one)) : one(found);
      },
    ),
  };
}

/** The axes that are taken together as the last one, and the shape of what is left. */
function rowsOf(x: tf.Tensor, settings: Settings): [tf.Tensor, number[]] {
  const axes = axesOf(settings.axis, x.rank);
  const others = x.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const turned = tf.transpose(x, [...others, ...axes]);
  const rows = tf.reshape(turned, [...others.map((axis) => x.shape[axis]!), -1]);
  return [rows, reducedShape([x], settings) as number[]];
}

function quantileOfRows(rows: tf.Tensor, share: number, method: string, skipsMissing: boolean): tf.Tensor {
  const size = rows.shape.at(-1)!;
  const isMissing = tf.isNaN(rows);
  // Numbers that are missing go to the end.
  const filled = tf.where(isMissing, tf.fill(rows.shape, Number.POSITIVE_INFINITY), rows);
  const sorted = takenAlongLast(filled, placesInOrder(filled));
  const missing = tf.sum(tf.cast(isMissing, 'float32'), -1, true);
  const last = skipsMissing ? tf.sub(size - 1, missing) : tf.fill(missing.shape, size - 1);
  const position = tf.mul(last, share);
  const at = (place: tf.Tensor): tf.Tensor => takenAlongLast(sorted, clipped(place, size));
  const value = between(at, position, method);
  const isUnknown = skipsMissing ? tf.less(last, 0) : tf.greater(missing, 0);
  return tf.squeeze(tf.where(isUnknown, tf.fill(value.shape, Number.NaN), value), [-1]);
}

const clipped = (place: tf.Tensor, size: number): tf.Tensor =>
  tf.cast(tf.clipByValue(withoutGradient(place), 0, size - 1), 'int32');

function between(at: (place: tf.Tensor) => tf.Tensor, position: tf.Tensor, method: string): tf.Tensor {
  const [below, above] = [tf.floor(position), tf.ceil(position)];
  if (method === 'lower') return at(below);
  if (method === 'higher') return at(above);
  if (method === 'midpoint') return tf.mul(tf.add(at(below), at(above)), 0.5);
  if (method === 'nearest') return at(tf.round(position));
  if (method !== 'linear')
    throw new Error(
      `quantile: method must be linear, lower, higher, midpoint or nearest. Received: '${method}'.`,
    );
  const part = tf.sub(position, below);
  const [low, high] = [at(below), at(above)];
  return tf.add(tf.mul(low, tf.sub(1, part)), tf.mul(high, part));
}

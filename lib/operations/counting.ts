// Operations that count and look up: histograms, places among others, which numbers are there.
import { tf } from '../tf.js';
import { recipe } from './make.js';
import type { Recipes, Settings } from './recipe.js';
import { takenAlongLast } from './sorting.js';
import { axesOf, floatsOf, tensorOf, withoutGradient } from './values.js';

const counted = (x: tf.Tensor, axis?: number[]): tf.Tensor => tf.sum(tf.cast(x, 'int32'), axis);

/** Operations that count and look up. */
export const counting: Recipes = {
  Bincount: recipe(['x'], { weights: null, minlength: 0, sparse: false }, ([x], settings) =>
    binned(tf.cast(tensorOf(x), 'int32'), settings),
  ),
  CountNonzero: recipe(['x'], { axis: null }, ([given], { axis }) => {
    const x = tensorOf(given);
    return counted(tf.notEqual(x, tf.zerosLike(x)), axesOf(axis, x.rank));
  }),
  Digitize: recipe(['x', 'bins'], {}, ([x, bins]) => placesAmong(floatsOf(bins), floatsOf(x), 'right')),
  Histogram: recipe(['x'], { bins: 10, range: null }, ([x], settings) => histogram(floatsOf(x), settings)),
  InTopK: recipe(
    ['targets', 'predictions'],
    { k: undefined },
    ([targets, predictions], { k }) => inTopK(tensorOf(targets), floatsOf(predictions), k as number),
    'math',
  ),
  IsIn: recipe(['x1', 'x2'], { assumeUnique: false, invert: false }, ([a, b], { invert }) => {
    const [x, others] = [tensorOf(a, b), tf.reshape(tensorOf(b, a), [-1])];
    const isIn = tf.any(tf.equal(tf.expandDims(x, -1), others), -1);
    return invert === true ? tf.logicalNot(isIn) : isIn;
  }),
  Nonzero: recipe(['x'], {}, ([x]) => placesOfNonzero(tensorOf(x))),
  SearchSorted: recipe(['sortedSequence', 'values'], { side: 'left' }, ([sequence, values], { side }) =>
    placesAmong(floatsOf(sequence), floatsOf(values), side as 'left' | 'right'),
  ),
  Unique: recipe(
    ['x'],
    {
      ...{ sorted: true, returnIndex: false, returnInverse: false, returnCounts: false },
      ...{ axis: null, size: null, fillValue: null },
    },
    ([x], settings) => unique(tensorOf(x), settings),
  ),
  UnravelIndex: recipe(['indices'], { shape: undefined }, ([indices], { shape }) =>
    unravelled(tf.cast(tensorOf(indices), 'int32'), shape as number[]),
  ),
};

/** How many of the sorted numbers are smaller than each value; with `right`, or equal to it. */
function placesAmong(sorted: tf.Tensor, values: tf.Tensor, side: 'left' | 'right'): tf.Tensor {
  const each = tf.expandDims(values, -1);
  return counted(side === 'left' ? tf.less(sorted, each) : tf.lessEqual(sorted, each), [values.rank]);
}

function binned(x: tf.Tensor, { weights, minlength, sparse }: Settings): tf.Tensor {
  if (sparse === true) throw new Error('bincount: sparse results are not available here.');
  const most = x.size === 0 ? -1 : tf.max(x).dataSync()[0]!;
  const count = Math.max(most + 1, minlength as number);
  const places = tf.range(0, count, 1, 'int32');
  const isThere = tf.equal(tf.expandDims(x, -1), places);
  if (weights === null || weights === undefined) return counted(isThere, [x.rank - 1]);
  const given = tensorOf(weights);
  const zeros = tf.zerosLike(tf.cast(isThere, given.dtype));
  const weighed = tf.where(isThere, tf.add(tf.expandDims(given, -1), zeros), zeros);
  return tf.sum(weighed, x.rank - 1);
}

function histogram(x: tf.Tensor, { bins, range }: Settings): tf.Tensor[] {
  const flat = tf.reshape(x, [-1]);
  const [least, most] = range
    ? (range as [number, number]).map((one) => tf.scalar(one))
    : [tf.min(x), tf.max(x)];
  const count = bins as number;
  const shares = tf.div(tf.range(0, count + 1, 1, 'float32'), count);
  const edges = tf.add(tf.mul(tf.sub(most!, least!), shares), least!);
  const places = placesAmong(tf.slice(edges, 1, count - 1), flat, 'right');
  const within = tf.logicalAnd(tf.greaterEqual(flat, least!), tf.lessEqual(flat, most!));
  const isThere = tf.logicalAnd(
    tf.equal(tf.expandDims(places, -1), tf.range(0, count, 1, 'int32')),
    tf.expandDims(within, -1),
  );
  return [tf.sum(tf.cast(isThere, 'float32'), 0), withoutGradient(edges)];
}

function inTopK(targets: tf.Tensor, predictions: tf.Tensor, k: number): tf.Tensor {
  const ofTarget = takenAlongLast(predictions, tf.expandDims(tf.cast(targets, 'int32'), -1));
  const better = counted(tf.greater(predictions, ofTarget), [predictions.rank - 1]);
  const isNumber = tf.all(tf.isFinite(ofTarget), -1);
  return tf.logicalAnd(tf.less(better, tf.scalar(k, 'int32')), isNumber);
}

/** For each axis, where numbers other than 0 are. How many there are depends on the numbers: no graph can hold it. */
function placesOfNonzero(x: tf.Tensor): tf.Tensor[] {
  const values = x.dataSync();
  const places = [...values.keys()].filter((place) => values[place] !== 0);
  return unravelled(tf.tensor1d(places, 'int32'), x.shape);
}

function unravelled(indices: tf.Tensor, shape: readonly number[]): tf.Tensor[] {
  const strides = shape.map((_, axis) => shape.slice(axis + 1).reduce((n, size) => n * size, 1));
  const whole = (value: number): tf.Scalar => tf.scalar(value, 'int32');
  return shape.map((size, axis) => tf.mod(tf.floorDiv(indices, whole(strides[axis]!)), whole(size)));
}

/** Each number once. How many there are depends on the numbers: no graph can hold it. */
function unique(x: tf.Tensor, settings: Settings): tf.Tensor | tf.Tensor[] {
  const { sorted, returnIndex, returnInverse, returnCounts, axis, size, fillValue } = settings;
  if (axis !== null && x.rank !== 1)
    throw new Error('unique: along an axis of several is not available here.');
  const values = [...x.dataSync()];
  const first = new Map<number, number>();
  values.forEach((value, place) => {
    if (!first.has(value)) first.set(value, place);
  });
  const found = sorted === false ? [...first.keys()] : [...first.keys()].sort((a, b) => a - b);
  const number = new Map(found.map((value, i) => [value, i]));
  const inverse = values.map((value) => number.get(value)!);
  const counts = found.map((value) => values.filter((one) => one === value).length);
  const length = (size as number | null) ?? found.length;
  const fitted = (list: number[], fill: number): number[] =>
    Array.from({ length }, (_, i) => list[i] ?? fill);
  const results = [
    tf.tensor1d(fitted(found, (fillValue as number | null) ?? found[0] ?? 0), x.dtype as 'int32'),
    ...(returnIndex === true
      ? [
          tf.tensor1d(
            fitted(
              found.map((one) => first.get(one)!),
              0,
            ),
            'int32',
          ),
        ]
      : []),
    ...(returnInverse === true ? [tf.tensor(inverse, x.shape, 'int32')] : []),
    ...(returnCounts === true ? [tf.tensor1d(fitted(counts, 0), 'int32')] : []),
  ];
  return results.length === 1 ? results[0]! : results;
}

// Operations that put tensors together, take them apart and turn them round; and those that make them.
import { positiveAxis } from '../core/shape.js';
import { tf } from '../tf.js';
import { numbersOf, recipe } from './make.js';
import { rearranged } from './named-axes.js';
import type { Recipes, Settings } from './recipe.js';
import { alike, castTo, indicesOf, splitAt, swapped } from './shapes.js';
import { takenAlongLast } from './sorting.js';
import { floatsOf, shapeLike, tensorOf, tensorsOf } from './values.js';

const joins: Recipes = {
  Append: recipe(['x1', 'x2'], { axis: null }, ([a, b], { axis }) => {
    const both = alike([tensorOf(a, b), tensorOf(b, a)]);
    return axis === null
      ? tf.concat(both.map((one) => tf.reshape(one, [-1])))
      : tf.concat(both, positiveAxis(axis as number, both[0]!.rank));
  }),
  Dstack: recipe(['xs'], {}, ([xs]) =>
    tf.concat(
      alike(tensorsOf(xs)).map((x) => ofRank(x, 3)),
      2,
    ),
  ),
  Hstack: recipe(['xs'], {}, ([xs]) => {
    const tensors = alike(tensorsOf(xs)).map((x) => ofRank(x, 1));
    return tf.concat(tensors, tensors[0]!.rank === 1 ? 0 : 1);
  }),
  Meshgrid: recipe(['*x'], { indexing: 'xy' }, ([x], { indexing }) => grid(tensorsOf(x), String(indexing))),
  Vstack: recipe(['xs'], {}, ([xs]) =>
    tf.concat(
      alike(tensorsOf(xs)).map((x) => ofRank(x, 2)),
      0,
    ),
  ),
};

const where = (settings: Settings): number | number[] => settings.indicesOrSections as number | number[];

const splits: Recipes = {
  ArraySplit: recipe(['x'], { indicesOrSections: undefined, axis: 0 }, ([given], settings) =>
    unevenly(tensorOf(given), where(settings), settings.axis as number),
  ),
  Dsplit: recipe(['x'], { indicesOrSections: undefined }, ([x], settings) =>
    splitAt(tensorOf(x), where(settings), 2),
  ),
  Hsplit: recipe(['x'], { indicesOrSections: undefined }, ([x], settings) =>
    splitAt(tensorOf(x), where(settings), tensorOf(x).rank === 1 ? 0 : 1),
  ),
  Vsplit: recipe(['x'], { indicesOrSections: undefined }, ([x], settings) =>
    splitAt(tensorOf(x), where(settings), 0),
  ),
};

const turns: Recipes = {
  Diff: recipe(['a'], { n: 1, axis: -1 }, ([a], { n, axis }) =>
    differences(tensorOf(a), n as number, axis as number),
  ),
  Fliplr: recipe(['x'], {}, ([x]) => tf.reverse(tensorOf(x), 1)),
  Flipud: recipe(['x'], {}, ([x]) => tf.reverse(tensorOf(x), 0)),
  Rearrange: recipe(
    ['tensor', 'pattern'],
    {},
    ([tensor, pattern]) => rearranged(tensorOf(tensor), String(pattern), {}),
    'einops',
  ),
  Roll: recipe(['x'], { shift: undefined, axis: null }, ([x], { shift, axis }) =>
    rolled(tensorOf(x), shift, axis),
  ),
  Rot90: recipe(['array'], { k: 1, axes: [0, 1] }, ([x], { k, axes }) =>
    turned(tensorOf(x), k as number, axes as number[]),
  ),
};

const places: Recipes = {
  ExtractSequences: recipe(
    ['x'],
    { sequenceLength: undefined, sequenceStride: undefined },
    ([x], { sequenceLength, sequenceStride }) =>
      framed(tensorOf(x), sequenceLength as number, sequenceStride as number),
    'math',
  ),
  Scatter: recipe(
    ['indices', 'values'],
    { shape: undefined },
    ([indices, values], { shape }) => tf.scatterND(indicesOf(indices), tensorOf(values), shape as number[]),
    'core',
  ),
  ScatterUpdate: recipe(
    ['inputs', 'indices', 'updates'],
    { reduction: null },
    ([x, indices, updates], { reduction }) =>
      updated(tensorOf(x), indicesOf(indices), tensorOf(updates, tensorOf(x)), reduction as string | null),
    'core',
  ),
  Select: recipe(['condlist', 'choicelist', 'default'], {}, ([conditions, choices, fallback]) =>
    selected(tensorsOf(conditions), tensorsOf(choices), (fallback as number | undefined) ?? 0),
  ),
  Slice: recipe(
    ['inputs', 'startIndices'],
    { shape: undefined },
    ([x, start], { shape }) => tf.slice(tensorOf(x), startOf(start), shape as number[]),
    'core',
  ),
  SliceUpdate: recipe(
    ['inputs', 'startIndices', 'updates'],
    {},
    ([x, start, updates]) => placed(tensorOf(x), startOf(start), tensorOf(updates, tensorOf(x))),
    'core',
  ),
  TakeAlongAxis: recipe(['x', 'indices'], { axis: null }, ([x, indices], { axis }) =>
    takenAlong(tensorOf(x), tf.cast(tensorOf(indices), 'int32'), axis as number | null),
  ),
};

const makers: Recipes = {
  Arange: recipe(['start', 'stop', 'step'], { dtype: null }, ([start, stop, step], { dtype }) =>
    counted(start as number, stop as number | null, (step as number | null) ?? 1, dtype),
  ),
  Array: {
    ...recipe(['x'], { dtype: null }, ([x], { dtype }) => castTo(tensorOf(x), dtype)),
    shape: shapeLike,
  },
  EmptyLike: {
    ...recipe(['x'], { dtype: null }, ([x], { dtype }) => castTo(tf.zerosLike(tensorOf(x)), dtype)),
    shape: shapeLike,
  },
  Full: recipe(['fillValue'], { shape: undefined, dtype: null }, ([value], { shape, dtype }) =>
    castTo(tf.broadcastTo(tensorOf(value), numbersOf(shape)), dtype),
  ),
  Geomspace: recipe(
    ['start', 'stop'],
    { num: 50, endpoint: true, dtype: null, axis: 0 },
    ([start, stop], settings) => {
      const [first, last] = [floatsOf(start), floatsOf(stop)];
      const powers = spaced(tf.log(tf.abs(first)), tf.log(tf.abs(last)), settings);
      return castTo(tf.mul(tf.exp(powers), tf.sign(first)), settings.dtype);
    },
  ),
  Linspace: recipe(
    ['start', 'stop'],
    { num: 50, endpoint: true, retstep: false, dtype: null, axis: 0 },
    ([start, stop], settings) => {
      const values = castTo(spaced(floatsOf(start), floatsOf(stop), settings), settings.dtype);
      if (settings.retstep !== true) return values;
      const steps = (settings.num as number) - (settings.endpoint === false ? 0 : 1);
      return [values, tf.div(tf.sub(floatsOf(stop), floatsOf(start)), steps)];
    },
  ),
  Logspace: recipe(
    ['start', 'stop'],
    { num: 50, endpoint: true, base: 10, dtype: null, axis: 0 },
    ([start, stop], settings) =>
      castTo(
        tf.pow(settings.base as number, spaced(floatsOf(start), floatsOf(stop), settings)),
        settings.dtype,
      ),
  ),
};

/** Operations that put together, take apart, turn round and make. */
export const rearranging: Recipes = { ...joins, ...splits, ...turns, ...places, ...makers };

/** As NumPy fills axes up: a vector is one row, and has a depth of one. */
function ofRank(x: tf.Tensor, rank: 1 | 2 | 3): tf.Tensor {
  if (x.rank >= rank) return x;
  if (rank === 1) return tf.reshape(x, [1]);
  if (rank === 2) return tf.reshape(x, [1, -1]);
  return x.rank === 2 ? tf.expandDims(x, 2) : tf.reshape(x, [1, -1, 1]);
}

function grid(axes: tf.Tensor[], indexing: string): tf.Tensor[] {
  const flat = axes.map((x) => tf.reshape(x, [-1]));
  const isXY = indexing === 'xy' && flat.length > 1;
  const order = flat.map((_, i) => (isXY && i < 2 ? 1 - i : i));
  const shape = order.map((i) => flat[i]!.size);
  return flat.map((x, i) => {
    const own = order.map((axis) => (axis === i ? x.size : 1));
    return tf.broadcastTo(tf.reshape(x, own), shape);
  });
}

/** In parts as equal as can be: the first ones are the longer ones. */
function unevenly(x: tf.Tensor, sections: number | number[], axis: number): tf.Tensor[] {
  if (typeof sections !== 'number') return splitAt(x, sections, axis);
  const along = positiveAxis(axis, x.rank);
  const size = x.shape[along]!;
  const sizes = Array.from(
    { length: sections },
    (_, i) => Math.floor(size / sections) + (i < size % sections ? 1 : 0),
  );
  return tf.split(x, sizes, along);
}

function differences(x: tf.Tensor, count: number, axis: number): tf.Tensor {
  const along = positiveAxis(axis, x.rank);
  let values = tf.clone(x);
  for (let i = 0; i < count; i++) {
    const shape = values.shape.map((size, one) => (one === along ? size - 1 : size));
    const begin = (place: number): number[] => shape.map((_, one) => (one === along ? place : 0));
    const [next, before] = [tf.slice(values, begin(1), shape), tf.slice(values, begin(0), shape)];
    values = values.dtype === 'bool' ? tf.notEqual(next, before) : tf.sub(next, before);
  }
  return values;
}

function rolled(x: tf.Tensor, shift: unknown, axis: unknown): tf.Tensor {
  if (axis === null) return tf.reshape(rolled(tf.reshape(x, [-1]), shift, 0), x.shape);
  const [shifts, axes] = [numbersOf(shift), numbersOf(axis)];
  return axes.reduce((values, one, i) => {
    const along = positiveAxis(one, x.rank);
    const size = x.shape[along]!;
    const by = shifts.length === 1 ? shifts[0]! : shifts[i]!;
    const order = Array.from({ length: size }, (_, place) => (((place - by) % size) + size) % size);
    return tf.gather(values, tf.tensor1d(order, 'int32'), along);
  }, tf.clone(x));
}

function turned(x: tf.Tensor, k: number, axes: number[]): tf.Tensor {
  const [first, second] = axes.map((axis) => positiveAxis(axis, x.rank)) as [number, number];
  const quarter = ((k % 4) + 4) % 4;
  if (quarter === 0) return tf.clone(x);
  if (quarter === 2) return tf.reverse(x, [first, second]);
  return quarter === 1
    ? swapped(tf.reverse(x, second), first, second)
    : tf.reverse(swapped(x, first, second), second);
}

function framed(x: tf.Tensor, length: number, stride: number): tf.Tensor {
  const size = x.shape.at(-1)!;
  const count = Math.max(Math.floor((size - length) / stride) + 1, 0);
  const each = Array.from({ length: count }, (_, i) => Array.from({ length }, (__, j) => i * stride + j));
  const taken = tf.gather(x, tf.tensor1d(each.flat(), 'int32'), x.rank - 1);
  return tf.reshape(taken, [...x.shape.slice(0, -1), count, length]);
}

const startOf = (given: unknown): number[] =>
  given instanceof tf.Tensor ? (Array.from(given.dataSync()) as number[]) : numbersOf(given);

function placed(x: tf.Tensor, start: number[], updates: tf.Tensor): tf.Tensor {
  const around = x.shape.map((size, axis): [number, number] => [
    start[axis]!,
    size - start[axis]! - updates.shape[axis]!,
  ]);
  const isThere = tf.pad(tf.ones(updates.shape), around);
  return tf.where(tf.cast(isThere, 'bool'), tf.pad(tf.cast(updates, x.dtype), around), x);
}

function updated(x: tf.Tensor, indices: tf.Tensor, updates: tf.Tensor, reduction: string | null): tf.Tensor {
  const typed = tf.cast(updates, x.dtype);
  if (reduction === 'add') return tf.add(x, tf.scatterND(indices, typed, x.shape));
  if (reduction !== null)
    throw new Error(`scatterUpdate: reduction must be 'add' or not given. Received: '${reduction}'.`);
  const isThere = tf.scatterND(indices, tf.ones(updates.shape, 'int32'), x.shape);
  return tf.where(tf.greater(isThere, tf.scalar(0, 'int32')), tf.scatterND(indices, typed, x.shape), x);
}

function selected(conditions: tf.Tensor[], choices: tf.Tensor[], fallback: number): tf.Tensor {
  const values = alike(choices);
  const whole = values.reduce((sum, one) => tf.add(sum, tf.zerosLike(one)), tf.zerosLike(values[0]!));
  const start = tf.add(tf.zerosLike(whole), tensorOf(fallback, whole));
  return conditions.reduceRight(
    (rest, condition, i) => tf.where(tf.cast(condition, 'bool'), values[i]!, rest),
    start as tf.Tensor,
  );
}

function takenAlong(x: tf.Tensor, indices: tf.Tensor, axis: number | null): tf.Tensor {
  if (axis === null) return tf.gather(tf.reshape(x, [-1]), wrapped(tf.reshape(indices, [-1]), x.size));
  const along = positiveAxis(axis, x.rank);
  const whole = tf.backend_util.assertAndGetBroadcastShape(
    x.shape.map((size, one) => (one === along ? 1 : size)),
    indices.shape.map((size, one) => (one === along ? 1 : size)),
  );
  const fitted = (tensor: tf.Tensor): tf.Tensor => {
    const shape = whole.map((size, one) => (one === along ? tensor.shape[along]! : size));
    return swapped(tf.broadcastTo(tensor, shape), along, -1);
  };
  const taken = takenAlongLast(fitted(x), fitted(wrapped(indices, x.shape[along]!)));
  return swapped(taken, along, -1);
}

/** Places from the end are counted back from there. */
const wrapped = (indices: tf.Tensor, size: number): tf.Tensor =>
  tf.where(tf.less(indices, tf.scalar(0, 'int32')), tf.add(indices, tf.scalar(size, 'int32')), indices);

function counted(start: number, stop: number | null, step: number, dtype: unknown): tf.Tensor {
  const [from, to] = stop === null || stop === undefined ? [0, start] : [start, stop];
  const isWhole = [from, to, step].every(Number.isInteger);
  const type = (dtype as tf.NumericDataType | null) ?? (isWhole ? 'int32' : 'float32');
  const count = Math.max(Math.ceil((to - from) / step), 0);
  const values = Array.from({ length: count }, (_, i) => from + i * step);
  return tf.tensor1d(values, type);
}

function spaced(start: tf.Tensor, stop: tf.Tensor, { num, endpoint, axis }: Settings): tf.Tensor {
  const count = num as number;
  const steps = Math.max(endpoint === false ? count : count - 1, 1);
  const shares = tf.tensor1d(Array.from({ length: count }, (_, i) => i / steps));
  const whole = tf.sub(stop, start);
  const along = positiveAxis(axis as number, whole.rank + 1);
  const shape = [...whole.shape.map(() => 1)];
  shape.splice(along, 0, count);
  const way = tf.mul(tf.reshape(shares, shape), tf.expandDims(whole, along));
  return tf.add(tf.expandDims(tf.add(start, tf.zerosLike(whole)), along), way);
}

// Operations that move numbers: other shapes and types, parts, joins, products of matrices.
import { positiveAxis } from '../core/shape.js';
import { firmly, toPrecision, useHalves } from '../precision.js';
import { tf } from '../tf.js';
import { itemsAt } from './items.js';
import { numbersOf, recipe } from './make.js';
import type { Recipe, Recipes, Settings } from './recipe.js';
import { floatsOf, shapeLike, tensorOf, tensorsOf, withoutGradient } from './values.js';

const forms: Recipes = {
  BroadcastTo: recipe(['x'], { shape: undefined }, ([x], { shape }) =>
    tf.broadcastTo(tensorOf(x), fitted(tensorOf(x), numbersOf(shape))),
  ),
  ExpandDims: recipe(['x'], { axis: undefined }, ([x], { axis }) => expanded(tensorOf(x), numbersOf(axis))),
  Moveaxis: recipe(['x'], { source: undefined, destination: undefined }, ([x], { source, destination }) =>
    moved(tensorOf(x), numbersOf(source), numbersOf(destination)),
  ),
  Ravel: recipe(['x'], {}, ([x]) => tf.reshape(tensorOf(x), [-1])),
  Reshape: recipe(['x'], { newshape: undefined }, ([x], { newshape }) =>
    tf.reshape(tensorOf(x), fitted(tensorOf(x), numbersOf(newshape))),
  ),
  Squeeze: recipe(['x'], { axis: null }, ([x], { axis }) => {
    const tensor = tensorOf(x);
    return tf.squeeze(
      tensor,
      axis === null ? undefined : numbersOf(axis).map((one) => positiveAxis(one, tensor.rank)),
    );
  }),
  Swapaxes: recipe(['x'], { axis1: undefined, axis2: undefined }, ([x], { axis1, axis2 }) =>
    swapped(tensorOf(x), axis1 as number, axis2 as number),
  ),
  Transpose: recipe(['x'], { axes: null }, ([x], { axes }) =>
    tf.transpose(tensorOf(x), axes === null ? undefined : numbersOf(axes)),
  ),
};

const types: Recipes = {
  Cast: {
    ...recipe(['x'], { dtype: undefined }, ([x], { dtype }) => castTo(tensorOf(x), dtype), 'core'),
    shape: shapeLike,
  },
  ConvertToTensor: {
    ...recipe(
      ['x'],
      { dtype: null, sparse: null, ragged: null },
      ([x], { dtype }) => castTo(tensorOf(x), dtype),
      'core',
    ),
    shape: shapeLike,
  },
  FullLike: recipe(['x', 'fillValue'], { dtype: null }, ([x, value], { dtype }) =>
    castTo(tf.add(tf.zerosLike(tensorOf(x)), tensorOf(value, x)), dtype ?? tensorOf(x).dtype),
  ),
  OneHot: recipe(
    ['x'],
    { numClasses: undefined, axis: -1, dtype: null, sparse: false },
    ([x], settings) => oneHot(tensorOf(x), settings),
    'nn',
  ),
  OnesLike: {
    ...recipe(['x'], { dtype: null }, ([x], { dtype }) => castTo(tf.onesLike(tensorOf(x)), dtype)),
    shape: shapeLike,
  },
  ZerosLike: {
    ...recipe(['x'], { dtype: null }, ([x], { dtype }) => castTo(tf.zerosLike(tensorOf(x)), dtype)),
    shape: shapeLike,
  },
};

const parts: Recipes = {
  Clip: {
    ...recipe(['x'], { xMin: undefined, xMax: undefined }, ([x], { xMin, xMax }) => {
      const tensor = tensorOf(x);
      return tf.minimum(tf.maximum(tensor, tensorOf(xMin, tensor)), tensorOf(xMax, tensor));
    }),
    shape: shapeLike,
  },
  Cumprod: running((x, axis) => tf.cumprod(x, axis)),
  Cumsum: running((x, axis) => tf.cumsum(x, axis)),
  Flip: recipe(['x'], { axis: null }, ([x], { axis }) =>
    tf.reverse(tensorOf(x), axis === null ? undefined : numbersOf(axis)),
  ),
  GetItem: recipe(['x', 'key'], {}, ([x, key]) => itemsAt(tensorOf(x), key)),
  Pad: recipe(['x', 'constantValues'], { padWidth: undefined, mode: 'constant' }, ([x, value], settings) =>
    padded(tensorOf(x), (value as number | null | undefined) ?? 0, settings),
  ),
  Split: recipe(['x'], { indicesOrSections: undefined, axis: 0 }, ([x], { indicesOrSections, axis }) =>
    splitAt(tensorOf(x), indicesOrSections as number | number[], axis as number),
  ),
  Take: recipe(['x', 'indices'], { axis: null }, ([x, indices], { axis }) =>
    axis === null
      ? takenOf(tf.reshape(tensorOf(x), [-1]), indicesOf(indices), 0)
      : takenOf(tensorOf(x), indicesOf(indices), positiveAxis(axis as number, tensorOf(x).rank)),
  ),
  Unstack: recipe(
    ['x'],
    { num: null, axis: 0 },
    ([x], { axis }) => tf.unstack(tensorOf(x), positiveAxis(axis as number, tensorOf(x).rank)),
    'core',
  ),
  Where: recipe(['condition', 'x1', 'x2'], {}, ([condition, a, b]) =>
    tf.where(tf.cast(tensorOf(condition), 'bool'), tensorOf(a, b), tensorOf(b, a)),
  ),
};

const joins: Recipes = {
  Concatenate: recipe(['xs'], { axis: 0 }, ([xs], { axis }) =>
    tf.concat(alike(tensorsOf(xs)), axis as number),
  ),
  Dot: recipe(['x1', 'x2'], {}, ([a, b]) => tf.dot(floatsOf(a), floatsOf(b))),
  Matmul: recipe(['x1', 'x2'], {}, ([a, b]) => product(tensorOf(a), tensorOf(b))),
  Repeat: recipe(['x'], { repeats: undefined, axis: null }, ([x], { repeats, axis }) =>
    repeated(tensorOf(x), repeats, axis as number | null),
  ),
  Stack: recipe(['x'], { axis: 0 }, ([xs], { axis }) => {
    const tensors = alike(tensorsOf(xs));
    return tf.stack(tensors, positiveAxis(axis as number, tensors[0]!.rank + 1));
  }),
  Tile: recipe(['x'], { repeats: undefined }, ([x], { repeats }) => tiled(tensorOf(x), numbersOf(repeats))),
};

/** Up to each place along an axis, or among all. */
function running(run: (x: tf.Tensor, axis: number) => tf.Tensor): Recipe {
  return recipe(['x'], { axis: null, dtype: null }, ([given], { axis, dtype }) => {
    const x = tensorOf(given);
    const sums = axis === null ? run(tf.reshape(x, [-1]), 0) : run(x, positiveAxis(axis as number, x.rank));
    return castTo(sums, dtype);
  });
}

/** Operations that move numbers. */
export const shapes: Recipes = { ...forms, ...types, ...parts, ...joins };

/** Sizes that a file leaves open are those of the tensor: null where it stands for the same axis. */
const fitted = (x: tf.Tensor, sizes: readonly (number | null)[]): number[] =>
  sizes.map((size, axis) => size ?? x.shape[axis]!);

function expanded(x: tf.Tensor, axes: number[]): tf.Tensor {
  const rank = x.rank + axes.length;
  const places = axes.map((axis) => positiveAxis(axis, rank)).sort((a, b) => a - b);
  return places.reduce((tensor, axis) => tf.expandDims(tensor, axis), x);
}

export function moved(x: tf.Tensor, source: number[], destination: number[]): tf.Tensor {
  const from = source.map((axis) => positiveAxis(axis, x.rank));
  const order = x.shape.map((_, axis) => axis).filter((axis) => !from.includes(axis));
  const steps = destination.map((axis, i) => [positiveAxis(axis, x.rank), from[i]!] as const);
  for (const [to, axis] of steps.sort(([a], [b]) => a - b)) order.splice(to, 0, axis);
  return tf.transpose(x, order);
}

export function swapped(x: tf.Tensor, first: number, second: number): tf.Tensor {
  const [a, b] = [positiveAxis(first, x.rank), positiveAxis(second, x.rank)];
  return tf.transpose(
    x,
    x.shape.map((_, axis) => (axis === a ? b : axis === b ? a : axis)),
  );
}

export function castTo(x: tf.Tensor, dtype: unknown): tf.Tensor {
  if (dtype === null || dtype === undefined) return tf.clone(x);
  if (dtype === 'float16' || dtype === 'bfloat16') return halved(x, dtype);
  if (dtype === x.dtype) return tf.clone(toPrecision(x, 'float32'));
  // Whole numbers step from one to the next: no gradient flows through them.
  const made = tf.cast(dtype === 'float32' ? x : withoutGradient(x), dtype as tf.DataType);
  return dtype === 'float32' ? firmly(made) : made;
}

function halved(x: tf.Tensor, precision: 'float16' | 'bfloat16'): tf.Tensor {
  useHalves(`cast to ${precision}`);
  return tf.clone(toPrecision(tf.cast(x, 'float32'), precision));
}

export function oneHot(x: tf.Tensor, { numClasses, axis, dtype, sparse }: Settings): tf.Tensor {
  if (sparse) throw new Error('OneHot: sparse results are not available here.');
  const coded = tf.oneHot(tf.cast(x, 'int32'), numClasses as number);
  const place = positiveAxis(axis as number, coded.rank);
  const typed = tf.cast(coded, (dtype as tf.DataType | null) ?? 'float32');
  return place === coded.rank - 1 ? typed : moved(typed, [coded.rank - 1], [place]);
}

export function indicesOf(given: unknown): tf.Tensor {
  const indices = tensorOf(given);
  if (indices.dtype !== 'bool') return tf.cast(indices, 'int32');
  throw new Error(
    'Expected places as whole numbers. Received: true and false. `await tf.booleanMaskAsync(x, mask)` takes what a mask is true for.',
  );
}

/** Places below 0 count from the end. */
function takenOf(x: tf.Tensor, indices: tf.Tensor, axis: number): tf.Tensor {
  const fromEnd = tf.add(indices, tf.scalar(x.shape[axis]!, 'int32'));
  return tf.gather(x, tf.where(tf.less(indices, 0), fromEnd, indices), axis);
}

function padded(x: tf.Tensor, value: number, { padWidth, mode }: Settings): tf.Tensor {
  const widths = padWidth as number | [number, number][];
  const pairs = x.shape.map((_, axis): [number, number] =>
    typeof widths === 'number' ? [widths, widths] : (widths[widths.length === 1 ? 0 : axis] ?? [0, 0]),
  );
  if (mode === 'constant') return tf.pad(x, pairs, value);
  if (mode !== 'reflect' && mode !== 'symmetric')
    throw new Error(`Pad: the mode must be constant, reflect or symmetric. Received: '${mode}'.`);
  return pairs.reduce((tensor, pair, axis) => mirrored(tensor, axis, pair, mode), x);
}

/** Goes on backwards beyond the edges; `symmetric` repeats the edge itself. */
function mirrored(x: tf.Tensor, axis: number, [before, after]: [number, number], mode: string): tf.Tensor {
  if (before === 0 && after === 0) return x;
  const size = x.shape[axis]!;
  const skip = mode === 'reflect' ? 1 : 0;
  const inside = (place: number): number => {
    if (place < 0) return skip - 1 - place;
    return place < size ? place : 2 * size - 1 - skip - place;
  };
  const places = Array.from({ length: before + size + after }, (_, i) => inside(i - before));
  return tf.gather(x, tf.tensor1d(places, 'int32'), axis);
}

/** In equal parts, or before each of some places. */
export function splitAt(x: tf.Tensor, where: number | number[], axis: number): tf.Tensor[] {
  const along = positiveAxis(axis, x.rank);
  if (typeof where === 'number') return tf.split(x, where, along);
  const edges = [0, ...where, x.shape[along]!];
  return tf.split(
    x,
    edges.slice(1).map((edge, i) => edge - edges[i]!),
    along,
  );
}

/** Of one type: the widest. */
export function alike(tensors: tf.Tensor[]): tf.Tensor[] {
  const type = (['float32', 'int32', 'bool'] as const).find((one) =>
    tensors.some(({ dtype }) => dtype === one),
  );
  return type === undefined ? tensors : tensors.map((tensor) => tf.cast(tensor, type));
}

export function product(a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  const [left, right] = [a.rank === 1 ? tf.expandDims(a, 0) : a, b.rank === 1 ? tf.expandDims(b, -1) : b];
  const whole = matrixProduct(tf.cast(left, 'float32'), tf.cast(right, 'float32'));
  const typed = a.dtype === 'int32' && b.dtype === 'int32' ? tf.cast(whole, 'int32') : whole;
  const rows = a.rank === 1 ? tf.squeeze(typed, [typed.rank - 2]) : typed;
  return b.rank === 1 ? tf.squeeze(rows, [rows.rank - 1]) : rows;
}

/** Matrices are joined by broadcasting before: their product's gradient does not undo it. */
function matrixProduct(a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  if (b.rank === 2 && a.rank > 2) {
    const rows = tf.matMul(tf.reshape(a, [-1, a.shape.at(-1)!]), b);
    return tf.reshape(rows, [...a.shape.slice(0, -1), b.shape[1]!]);
  }
  const [left, right] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
  if (left.join() === right.join()) return tf.matMul(a, b);
  const batch = tf.backend_util.assertAndGetBroadcastShape(left, right);
  return tf.matMul(
    tf.broadcastTo(a, [...batch, ...a.shape.slice(-2)]),
    tf.broadcastTo(b, [...batch, ...b.shape.slice(-2)]),
  );
}

/** Each number, or part along an axis, some times in a row. */
function repeated(x: tf.Tensor, repeats: unknown, axis: number | null): tf.Tensor {
  const flat = axis === null ? tf.reshape(x, [-1]) : x;
  const along = axis === null ? 0 : positiveAxis(axis, x.rank);
  const counts = numbersOf(repeats);
  const places = Array.from({ length: flat.shape[along]! }, (_, i) =>
    Array.from({ length: counts.length === 1 ? counts[0]! : counts[i]! }, () => i),
  );
  return tf.gather(flat, tf.tensor1d(places.flat(), 'int32'), along);
}

function tiled(x: tf.Tensor, repeats: number[]): tf.Tensor {
  const rank = Math.max(x.rank, repeats.length);
  const ones = (count: number): number[] => Array.from({ length: count }, () => 1);
  const shaped = x.rank === rank ? x : tf.reshape(x, [...ones(rank - x.rank), ...x.shape]);
  return tf.tile(shaped, [...ones(rank - repeats.length), ...repeats]);
}

// Operations on matrices and vectors: products of several kinds, diagonals and triangles.
import { positiveAxis } from '../core/shape.js';
import { tf } from '../tf.js';
import { numbersOf, recipe } from './make.js';
import type { Recipes, Settings } from './recipe.js';
import { moved, product } from './shapes.js';
import { floatsOf, tensorOf, tensorsOf } from './values.js';

const products: Recipes = {
  CDist: recipe(['x', 'y'], {}, ([x, y]) => distances(floatsOf(x), floatsOf(y)), 'math'),
  Corrcoef: recipe(['x'], {}, ([x]) => correlations(floatsOf(x))),
  Correlate: recipe(['x1', 'x2'], { mode: 'valid' }, ([a, b], { mode }) =>
    correlated(floatsOf(a), floatsOf(b), String(mode)),
  ),
  Cross: recipe(['x1', 'x2'], { axisa: -1, axisb: -1, axisc: -1, axis: null }, ([a, b], settings) =>
    crossed(tensorOf(a, b), tensorOf(b, a), settings),
  ),
  Einsum: recipe(['*operands'], { subscripts: undefined }, ([operands], { subscripts }) =>
    tf.einsum(String(subscripts).replaceAll(' ', ''), ...tensorsOf(operands)),
  ),
  Inner: recipe(['x1', 'x2'], {}, ([a, b]) => inner(tensorOf(a, b), tensorOf(b, a))),
  Kron: recipe(['x1', 'x2'], {}, ([a, b]) => kronecker(tensorOf(a, b), tensorOf(b, a))),
  Outer: recipe(['x1', 'x2'], {}, ([a, b]) =>
    tf.mul(tf.reshape(tensorOf(a, b), [-1, 1]), tf.reshape(tensorOf(b, a), [1, -1])),
  ),
  Tensordot: recipe(['x1', 'x2'], { axes: 2 }, ([a, b], { axes }) =>
    contracted(tensorOf(a, b), tensorOf(b, a), axes),
  ),
  Vdot: recipe(['x1', 'x2'], {}, ([a, b]) =>
    tf.sum(tf.mul(tf.reshape(tensorOf(a, b), [-1]), tf.reshape(tensorOf(b, a), [-1]))),
  ),
};

const diagonals: Recipes = {
  Diag: recipe(['x'], { k: 0 }, ([given], { k }) => {
    const x = tensorOf(given);
    return x.rank === 1 ? withDiagonal(x, k as number) : diagonalOf(x, k as number, 0, 1);
  }),
  Diagflat: recipe(['x'], { k: 0 }, ([x], { k }) => withDiagonal(tf.reshape(tensorOf(x), [-1]), k as number)),
  Diagonal: recipe(['x'], { offset: 0, axis1: 0, axis2: 1 }, ([x], { offset, axis1, axis2 }) =>
    diagonalOf(tensorOf(x), offset as number, axis1 as number, axis2 as number),
  ),
  Trace: recipe(['x'], { offset: 0, axis1: 0, axis2: 1 }, ([x], { offset, axis1, axis2 }) =>
    tf.sum(diagonalOf(tensorOf(x), offset as number, axis1 as number, axis2 as number), -1),
  ),
  Tril: recipe(['x'], { k: 0 }, ([x], { k }) =>
    part(tensorOf(x), (row, column) => column - row <= (k as number)),
  ),
  Triu: recipe(['x'], { k: 0 }, ([x], { k }) =>
    part(tensorOf(x), (row, column) => column - row >= (k as number)),
  ),
  Vander: recipe(['x'], { N: null, increasing: false }, ([x], { N, increasing }) =>
    powersOf(tensorOf(x), N as number | null, increasing === true),
  ),
};

/** Operations on matrices and vectors. */
export const matrices: Recipes = { ...products, ...diagonals };

/** Between each row of one and each of the other. */
function distances(x: tf.Tensor, y: tf.Tensor): tf.Tensor {
  const away = tf.sub(tf.expandDims(x, -2), tf.expandDims(y, -3));
  return tf.sqrt(tf.maximum(tf.sum(tf.square(away), -1), 0));
}

function correlations(x: tf.Tensor): tf.Tensor {
  const away = tf.sub(x, tf.mean(x, -1, true));
  const rows = x.rank === 1 ? tf.expandDims(away, 0) : away;
  const together = tf.div(tf.matMul(rows, rows, false, true), x.shape.at(-1)! - 1);
  const spread = tf.sqrt(diagonalOf(together, 0, 0, 1));
  const shares = tf.clipByValue(
    tf.div(together, tf.mul(tf.expandDims(spread, 1), tf.expandDims(spread, 0))),
    -1,
    1,
  );
  return x.rank === 1 ? tf.reshape(shares, []) : shares;
}

function correlated(a: tf.Tensor, b: tf.Tensor, mode: string): tf.Tensor {
  const [n, m] = [a.shape[0]!, b.shape[0]!];
  const padded = tf.pad(a, [[m - 1, m - 1]]);
  const full = tf.conv1d(
    tf.reshape(padded, [1, n + 2 * m - 2, 1]) as tf.Tensor3D,
    tf.reshape(b, [m, 1, 1]),
    1,
    'valid',
  );
  const values = tf.reshape(full, [-1]);
  if (mode === 'full') return values;
  const [least, most] = [Math.min(n, m), Math.max(n, m)];
  if (mode === 'valid') return tf.slice(values, least - 1, most - least + 1);
  if (mode === 'same') return tf.slice(values, Math.floor((least - 1) / 2), most);
  throw new Error(`correlate: mode must be 'valid', 'same' or 'full'. Received: '${mode}'.`);
}

function crossed(a: tf.Tensor, b: tf.Tensor, { axis, axisa, axisb, axisc }: Settings): tf.Tensor {
  const [left, right] = [lastOf(a, axis ?? axisa), lastOf(b, axis ?? axisb)];
  const isFlat = left.shape.at(-1) === 2 && right.shape.at(-1) === 2;
  const [x, y] = [partsOf(left), partsOf(right)];
  const minor = (i: number, j: number): tf.Tensor => tf.sub(tf.mul(x[i]!, y[j]!), tf.mul(x[j]!, y[i]!));
  if (isFlat) return minor(0, 1);
  const whole = tf.stack([minor(1, 2), minor(2, 0), minor(0, 1)], -1);
  return moved(whole, [whole.rank - 1], [(axis ?? axisc) as number]);
}

const lastOf = (x: tf.Tensor, axis: unknown): tf.Tensor => moved(x, [axis as number], [-1]);

/** Three numbers along the last axis; vectors of two lie in a plane. */
function partsOf(x: tf.Tensor): tf.Tensor[] {
  const found = tf.unstack(x, x.rank - 1);
  return found.length === 2 ? [...found, tf.zerosLike(found[0]!)] : found;
}

function inner(a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  if (a.rank === 0 || b.rank === 0) return tf.mul(a, b);
  return contracted(a, b, [[-1], [-1]]);
}

function kronecker(a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  const rank = Math.max(a.rank, b.rank);
  const filled = ({ rank: own, shape }: tf.Tensor): number[] => [
    ...Array.from({ length: rank - own }, () => 1),
    ...shape,
  ];
  const [left, right] = [filled(a), filled(b)];
  const x = tf.reshape(
    a,
    left.flatMap((size) => [size, 1]),
  );
  const y = tf.reshape(
    b,
    right.flatMap((size) => [1, size]),
  );
  return tf.reshape(
    tf.mul(x, y),
    left.map((size, axis) => size * right[axis]!),
  );
}

/** The product summed over axes: the last of one with the first of the other, or those that are named. */
function contracted(a: tf.Tensor, b: tf.Tensor, axes: unknown): tf.Tensor {
  const [left, right] = contractedAxes(a, b, axes);
  const free = (x: tf.Tensor, taken: number[]): number[] =>
    x.shape.map((_, axis) => axis).filter((axis) => !taken.includes(axis));
  const [leftFree, rightFree] = [free(a, left), free(b, right)];
  const size = left.reduce((n, axis) => n * a.shape[axis]!, 1);
  const rows = tf.reshape(tf.transpose(a, [...leftFree, ...left]), [a.size / size, size]);
  const columns = tf.reshape(tf.transpose(b, [...right, ...rightFree]), [size, b.size / size]);
  return tf.reshape(product(rows, columns), [
    ...leftFree.map((axis) => a.shape[axis]!),
    ...rightFree.map((axis) => b.shape[axis]!),
  ]);
}

function contractedAxes(a: tf.Tensor, b: tf.Tensor, axes: unknown): [number[], number[]] {
  if (typeof axes === 'number')
    return [
      Array.from({ length: axes }, (_, i) => a.rank - axes + i),
      Array.from({ length: axes }, (_, i) => i),
    ];
  const [left, right] = axes as [number | number[], number | number[]];
  return [
    numbersOf(left).map((axis) => positiveAxis(axis, a.rank)),
    numbersOf(right).map((axis) => positiveAxis(axis, b.rank)),
  ];
}

function withDiagonal(values: tf.Tensor, k: number): tf.Tensor {
  const shift = Math.abs(k);
  const size = values.shape[0]! + shift;
  const row: [number, number] = k >= 0 ? [0, shift] : [shift, 0];
  const column: [number, number] = k >= 0 ? [shift, 0] : [0, shift];
  const square = tf.mul(tf.cast(tf.eye(values.shape[0]!), values.dtype), tf.expandDims(values, 1));
  return tf.reshape(tf.pad(square, [row, column]), [size, size]);
}

function diagonalOf(x: tf.Tensor, offset: number, axis1: number, axis2: number): tf.Tensor {
  const turned = moved(x, [axis1, axis2], [-2, -1]);
  const [rows, columns] = turned.shape.slice(-2) as [number, number];
  const [down, right] = [Math.max(-offset, 0), Math.max(offset, 0)];
  const count = Math.max(Math.min(rows - down, columns - right), 0);
  const places = Array.from({ length: count }, (_, i) => (i + down) * columns + i + right);
  const flat = tf.reshape(turned, [...turned.shape.slice(0, -2), rows * columns]);
  return tf.gather(flat, tf.tensor1d(places, 'int32'), flat.rank - 1);
}

/** The numbers of the matrices' places that are chosen, 0 elsewhere. */
function part(x: tf.Tensor, isChosen: (row: number, column: number) => boolean): tf.Tensor {
  const [rows, columns] = x.shape.slice(-2) as [number, number];
  const chosen = Array.from({ length: rows }, (_, row) =>
    Array.from({ length: columns }, (__, column) => isChosen(row, column)),
  );
  return tf.where(tf.broadcastTo(tf.tensor(chosen, [rows, columns], 'bool'), x.shape), x, tf.zerosLike(x));
}

function powersOf(x: tf.Tensor, count: number | null, isIncreasing: boolean): tf.Tensor {
  const size = count ?? x.shape[0]!;
  const powers = Array.from({ length: size }, (_, i) => (isIncreasing ? i : size - 1 - i));
  return tf.cast(tf.pow(tf.cast(tf.expandDims(x, -1), 'float32'), tf.tensor1d(powers)), x.dtype);
}

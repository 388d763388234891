// Linear algebra: solving, decomposing, determinants. A tensor holds matrices along its last two axes.
import { linear } from '../engine/kernels/linear-algebra.js';
import '../engine/kernels/linear-algebra-gradients.js';
import { tf } from '../tf.js';
import { recipe } from './make.js';
import type { KerasModule, Recipe, Recipes, Settings } from './recipe.js';
import { swapped } from './shapes.js';
import { floatsOf, shapeLike } from './values.js';

type Run = (x: tf.Tensor, settings: Settings) => tf.Tensor | tf.Tensor[];

const onMatrices = (run: Run, settings: Settings = {}, module: KerasModule = 'linalg'): Recipe =>
  recipe(['x'], settings, ([x], given) => run(floatsOf(x), given), module);

const turned = (x: tf.Tensor): tf.Tensor => swapped(x, -1, -2);
const identity = (x: tf.Tensor): tf.Tensor =>
  tf.broadcastTo(tf.eye(x.shape.at(-1)!), [...x.shape.slice(0, -1), x.shape.at(-1)!]);
const inverse = (x: tf.Tensor): tf.Tensor => linear('MatrixInverse', [x], { adjoint: false })[0]!;
const inTriangle = (a: tf.Tensor, b: tf.Tensor, lower: boolean): tf.Tensor =>
  linear('MatrixTriangularSolve', [a, b], { lower, adjoint: false })[0]!;

/** With one vector as the right side for each matrix, or with a matrix. */
function withColumns(a: tf.Tensor, b: tf.Tensor, run: (b: tf.Tensor) => tf.Tensor): tf.Tensor {
  return b.rank === a.rank - 1 ? tf.squeeze(run(tf.expandDims(b, -1)), [-1]) : run(b);
}

/** @returns u, s and v, turned */
function singular(x: tf.Tensor, isFull: boolean): [u: tf.Tensor, s: tf.Tensor, vTurned: tf.Tensor] {
  const [s, u, v] = linear('Svd', [x], { compute_uv: true, full_matrices: isFull });
  return [u!, s!, turned(v!)];
}

/** The smallest step above 1 of single precision. */
const epsilon = 2 ** -23;

function leastSquares(a: tf.Tensor, given: tf.Tensor, rcond: number | null): tf.Tensor {
  const b = given.rank === 1 ? tf.expandDims(given, 1) : given;
  const limit = rcond === null ? epsilon * Math.max(...a.shape) : rcond < 0 ? epsilon : rcond;
  const [u, s, v] = singular(a, false);
  const counts = tf.greaterEqual(s, tf.mul(tf.slice(s, [0], [1]), limit));
  const shares = tf.where(counts, tf.div(1, tf.where(counts, s, tf.onesLike(s))), tf.zerosLike(s));
  const found = tf.matMul(v, tf.mul(tf.expandDims(shares, 1), tf.matMul(u, b, true)), true);
  return given.rank === 1 ? tf.reshape(found, [-1]) : found;
}

function pseudoInverse(x: tf.Tensor, rcond: number | null): tf.Tensor {
  const limit = rcond ?? 10 * Math.max(...x.shape.slice(-2)) * epsilon;
  const [u, s, v] = singular(x, false);
  const counts = tf.greater(s, tf.mul(tf.max(s, -1, true), limit));
  const shares = tf.where(counts, tf.div(1, tf.where(counts, s, tf.onesLike(s))), tf.zerosLike(s));
  return tf.matMul(turned(v), tf.mul(tf.expandDims(shares, -1), turned(u)));
}

function rank(x: tf.Tensor, tol: number | null): tf.Tensor {
  const [, s] = singular(x, false);
  const limit =
    tol === null ? tf.mul(tf.max(s, -1, true), epsilon * Math.max(...x.shape.slice(-2))) : tf.scalar(tol);
  return tf.sum(tf.cast(tf.greater(s, limit), 'int32'), -1);
}

/** Where each row went, rather than where it came from. */
function insidePlaces(order: tf.Tensor): tf.Tensor {
  const count = order.shape.at(-1)!;
  return tf.cast(
    tf.sum(
      tf.mul(
        tf.oneHot(tf.cast(order, 'int32') as tf.Tensor1D, count),
        tf.reshape(tf.range(0, count), [count, 1]),
      ),
      -2,
    ),
    'int32',
  );
}

/** By the diagonal of the Cholesky triangle. */
function logDeterminant(x: tf.Tensor): tf.Tensor {
  const factor = linear('Cholesky', [x])[0]!;
  const onDiagonal = tf.sum(tf.mul(factor, tf.eye(x.shape.at(-1)!)), -1);
  return tf.mul(tf.sum(tf.log(onDiagonal), -1), 2);
}

/** Solving and decomposing. */
export const linearAlgebra: Recipes = {
  Cholesky: {
    ...onMatrices(
      (x, { upper }) => {
        const factor = linear('Cholesky', [x])[0]!;
        return upper ? turned(factor) : factor;
      },
      { upper: false },
    ),
    // Zeros, on which shapes are tried out, cannot be decomposed.
    shape: shapeLike,
  },
  CholeskyInverse: onMatrices(
    (x, { upper }) => {
      const back = inTriangle(x, identity(x), !upper);
      return upper ? tf.matMul(back, back, false, true) : tf.matMul(back, back, true);
    },
    { upper: false },
  ),
  Det: onMatrices((x) => linear('MatrixDeterminant', [x])[0]!),
  Eigh: onMatrices((x) => linear('SelfAdjointEigV2', [x], { compute_v: true })),
  Inv: { ...onMatrices(inverse), shape: shapeLike },
  Logdet: { ...onMatrices(logDeterminant, {}, 'math'), shape: ([x]) => x!.shape.slice(0, -2) },
  Lstsq: recipe(
    ['a', 'b'],
    { rcond: null },
    ([a, b], { rcond }) => leastSquares(floatsOf(a), floatsOf(b), rcond as number | null),
    'linalg',
  ),
  LuFactor: {
    ...onMatrices((x) => {
      const [packed, order] = linear('Lu', [x]);
      return [packed!, insidePlaces(order!)];
    }),
    specs: ([x]) => [
      { shape: x!.shape, dtype: 'float32' },
      { shape: x!.shape.slice(0, -1), dtype: 'int32' },
    ],
  },
  MatrixRank: onMatrices((x, { tol }) => rank(x, tol as number | null), { tol: null }),
  Pinv: onMatrices((x, { rcond }) => pseudoInverse(x, rcond as number | null), { rcond: null }),
  Qr: onMatrices((x, { mode }) => linear('Qr', [x], { full_matrices: mode === 'complete' }), {
    mode: 'reduced',
  }),
  SVD: onMatrices(
    (x, { fullMatrices, computeUv }) => {
      if (computeUv === false) return singular(x, false)[1];
      return singular(x, fullMatrices === true);
    },
    { fullMatrices: true, computeUv: true },
  ),
  Slogdet: onMatrices((x) => linear('LogMatrixDeterminant', [x]), {}, 'numpy'),
  Solve: {
    ...recipe(
      ['a', 'b'],
      {},
      ([given, right]) => {
        const a = floatsOf(given);
        return withColumns(a, floatsOf(right), (b) => linear('MatrixSolve', [a, b], { adjoint: false })[0]!);
      },
      'linalg',
    ),
    shape: ([, b]) => b!.shape,
  },
  SolveTriangular: recipe(
    ['a', 'b'],
    { lower: false },
    ([given, right], { lower }) => {
      const a = floatsOf(given);
      return withColumns(a, floatsOf(right), (b) => inTriangle(a, b, lower === true));
    },
    'linalg',
  ),
};

// Linear algebra on matrices, which lie along the last two axes.
import { type Result, run, type TensorInput } from './run.js';

/**
 * The lower triangle whose product with itself, turned, gives the matrix; `upper` gives the upper one. Keras: `ops.cholesky`.
 * @throws Error for a matrix that is not symmetric with positive eigenvalues
 * @example ops.cholesky([[4, 2], [2, 5]]).print() // [[2, 0], [1, 2]]
 */
export function cholesky<X extends TensorInput>(x: X, options: { upper?: boolean } = {}): Result<X> {
  return run('Cholesky', [x], options);
}

/**
 * The inverse of a matrix of which `x` is the Cholesky triangle. Keras: `ops.cholesky_inverse`.
 * @example ops.choleskyInverse([[2, 0], [1, 2]]).print()
 */
export function choleskyInverse<X extends TensorInput>(x: X, options: { upper?: boolean } = {}): Result<X> {
  return run('CholeskyInverse', [x], options);
}

/**
 * The determinant. Keras: `ops.det`.
 * @example ops.det([[1, 2], [3, 4]]).print() // -2
 */
export function det<X extends TensorInput>(x: X): Result<X> {
  return run('Det', [x]);
}

/**
 * Eigenvalues, the least first, and eigenvectors as columns, of symmetric matrices. Keras: `ops.eigh`.
 * @example const [values, vectors] = ops.eigh([[2, 1], [1, 2]]); // values 1, 3
 */
export function eigh<X extends TensorInput>(x: X): [values: Result<X>, vectors: Result<X>] {
  return run('Eigh', [x]);
}

/**
 * The inverse. Keras: `ops.inv`.
 * @throws Error for a matrix that has none
 * @example ops.inv([[2, 0], [0, 4]]).print()
 */
export function inv<X extends TensorInput>(x: X): Result<X> {
  return run('Inv', [x]);
}

/**
 * The logarithm of the determinant of symmetric matrices with positive eigenvalues. Keras: `ops.logdet`.
 * @example ops.logdet([[4, 2], [2, 5]]).print() // log 16
 */
export function logdet<X extends TensorInput>(x: X): Result<X> {
  return run('Logdet', [x]);
}

/**
 * What comes nearest to solving `a · x = b`, by squares. `rcond`: singular values below that share of the greatest count as
 * 0. Keras: `ops.lstsq`.
 * @example ops.lstsq([[1, 0], [1, 1], [1, 2]], [1, 3, 5]).print() // [1, 2]
 */
export function lstsq<A extends TensorInput, B extends TensorInput>(
  a: A,
  b: B,
  options: { rcond?: number | null } = {},
): Result<A | B> {
  return run('Lstsq', [a, b], options);
}

/**
 * Two triangles in one matrix, and where each row went. Keras: `ops.lu_factor`.
 * @example const [triangles, places] = ops.luFactor([[1, 2], [3, 4]]);
 */
export function luFactor<X extends TensorInput>(x: X): [triangles: Result<X>, places: Result<X>] {
  return run('LuFactor', [x]);
}

/**
 * How many rows depend on no other; singular values up to `tol` count as 0. Keras: `ops.matrix_rank`.
 * @example ops.matrixRank([[1, 2], [2, 4]]).print() // 1
 */
export function matrixRank<X extends TensorInput>(x: X, options: { tol?: number | null } = {}): Result<X> {
  return run('MatrixRank', [x], options);
}

/**
 * The inverse as far as there is one (Moore & Penrose). Keras: `ops.pinv`.
 * @example ops.pinv([[1], [1]]).print() // [[0.5, 0.5]]
 */
export function pinv<X extends TensorInput>(x: X, options: { rcond?: number | null } = {}): Result<X> {
  return run('Pinv', [x], options);
}

/**
 * A matrix of right angles and an upper triangle, whose product is `x`. Keras: `ops.qr`.
 * @param options `mode`: 'reduced' or 'complete', a square first matrix
 * @example const [q, r] = ops.qr([[3, 1], [4, 2]]);
 */
export function qr<X extends TensorInput>(
  x: X,
  options: { mode?: 'reduced' | 'complete' } = {},
): [q: Result<X>, r: Result<X>] {
  return run('Qr', [x], options);
}

/**
 * The sign of the determinant, and the logarithm of its size. Keras: `ops.slogdet`.
 * @example const [sign, log] = ops.slogdet([[1, 2], [3, 4]]);
 */
export function slogdet<X extends TensorInput>(x: X): [sign: Result<X>, log: Result<X>] {
  return run('Slogdet', [x]);
}

/**
 * What solves `a · x = b`, for a vector or a matrix `b`. Keras: `ops.solve`.
 * @throws Error where there is no single solution
 * @example ops.solve([[2, 0], [0, 4]], [2, 8]).print() // [1, 2]
 */
export function solve<A extends TensorInput, B extends TensorInput>(a: A, b: B): Result<A | B> {
  return run('Solve', [a, b]);
}

/**
 * The same for a triangle; the other half of the matrix is not read. Keras: `ops.solve_triangular`.
 * @param options `lower`: whether it is the lower one, false by default
 * @example ops.solveTriangular([[2, 0], [1, 4]], [2, 9], { lower: true }).print() // [1, 2]
 */
export function solveTriangular<A extends TensorInput, B extends TensorInput>(
  a: A,
  b: B,
  options: { lower?: boolean } = {},
): Result<A | B> {
  return run('SolveTriangular', [a, b], options);
}

/**
 * Singular vectors on the left, singular values, the greatest first, and vectors on the right as rows. Keras: `ops.svd`.
 * @param options `fullMatrices`: squares on both sides, true by default; `computeUv: false`: the values alone
 * @example const [u, s, v] = ops.svd([[3, 0], [0, 4]]);
 */
export function svd<X extends TensorInput>(
  x: X,
  options: { fullMatrices?: boolean; computeUv: false },
): Result<X>;
export function svd<X extends TensorInput>(
  x: X,
  options?: { fullMatrices?: boolean; computeUv?: true },
): [u: Result<X>, s: Result<X>, v: Result<X>];
export function svd<X extends TensorInput>(
  x: X,
  options: { fullMatrices?: boolean; computeUv?: boolean } = {},
): unknown {
  return run('SVD', [x], options);
}

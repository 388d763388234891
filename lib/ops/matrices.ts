// Matrices and vectors: products, diagonals, triangles.
import { type Result, run, type TensorInput } from './run.js';

/**
 * The product of matrices. Keras: `ops.matmul`.
 * @example ops.matmul([[1, 2]], [[3], [4]]).print()
 */
export function matmul<X1 extends TensorInput, X2 extends TensorInput>(x1: X1, x2: X2): Result<X1 | X2> {
  return run('Matmul', [x1, x2]);
}

/**
 * The product of vectors, of matrices. Keras: `ops.dot`.
 * @example ops.dot([1, 2], [3, 4]).print()
 */
export function dot<X1 extends TensorInput, X2 extends TensorInput>(x1: X1, x2: X2): Result<X1 | X2> {
  return run('Dot', [x1, x2]);
}

/**
 * The sum of products along the last axes. Keras: `ops.inner`.
 * @example ops.inner([1, 2], [3, 4]).print()
 */
export function inner<X1 extends TensorInput, X2 extends TensorInput>(x1: X1, x2: X2): Result<X1 | X2> {
  return run('Inner', [x1, x2]);
}

/**
 * Each number of one with each of the other. Keras: `ops.outer`.
 * @example ops.outer([1, 2], [3, 4]).print()
 */
export function outer<X1 extends TensorInput, X2 extends TensorInput>(x1: X1, x2: X2): Result<X1 | X2> {
  return run('Outer', [x1, x2]);
}

/**
 * The product of all numbers as vectors. Keras: `ops.vdot`.
 * @example ops.vdot([1, 2], [3, 4]).print()
 */
export function vdot<X1 extends TensorInput, X2 extends TensorInput>(x1: X1, x2: X2): Result<X1 | X2> {
  return run('Vdot', [x1, x2]);
}

/**
 * Each number of one with the whole of the other (Kronecker). Keras: `ops.kron`.
 * @example ops.kron([[1, 2]], [[1, 1]]).print()
 */
export function kron<X1 extends TensorInput, X2 extends TensorInput>(x1: X1, x2: X2): Result<X1 | X2> {
  return run('Kron', [x1, x2]);
}

/**
 * The product summed over axes: so many, or those named for each. Keras: `ops.tensordot`.
 * @example ops.tensordot([[1, 2]], [[3], [4]], { axes: 1 }).print()
 */
export function tensordot<X1 extends TensorInput, X2 extends TensorInput>(
  x1: X1,
  x2: X2,
  options: { axes?: number | [number | number[], number | number[]] } = {},
): Result<X1 | X2> {
  return run('Tensordot', [x1, x2], options);
}

/**
 * Products summed as an equation says. Keras: `ops.einsum`.
 * @example ops.einsum('ij,jk->ik', [[1, 2]], [[3], [4]]).print()
 */
export function einsum<X extends TensorInput>(subscripts: string, ...operands: X[]): Result<X> {
  return run('Einsum', [...operands], { subscripts });
}

/**
 * The vector at right angles to two. Keras: `ops.cross`.
 * @example ops.cross([1, 0, 0], [0, 1, 0]).print()
 */
export function cross<X1 extends TensorInput, X2 extends TensorInput>(
  x1: X1,
  x2: X2,
  options: { axisa?: number; axisb?: number; axisc?: number; axis?: number } = {},
): Result<X1 | X2> {
  return run('Cross', [x1, x2], options);
}

/**
 * The distance of each row of one from each of the other. Keras: `ops.cdist`.
 * @example ops.cdist([[0, 0]], [[3, 4]]).print()
 */
export function cdist<X1 extends TensorInput, X2 extends TensorInput>(x: X1, y: X2): Result<X1 | X2> {
  return run('CDist', [x, y]);
}

/**
 * How far each pair of rows goes up and down together. Keras: `ops.corrcoef`.
 * @example ops.corrcoef([[1, 2, 3], [1, 3, 2]]).print()
 */
export function corrcoef<X extends TensorInput>(x: X): Result<X> {
  return run('Corrcoef', [x]);
}

/**
 * The products of a row with another that is moved along it. Keras: `ops.correlate`.
 * @example ops.correlate([1, 2, 3], [0, 1]).print()
 */
export function correlate<X1 extends TensorInput, X2 extends TensorInput>(
  x1: X1,
  x2: X2,
  options: { mode?: 'valid' | 'same' | 'full' } = {},
): Result<X1 | X2> {
  return run('Correlate', [x1, x2], options);
}

/**
 * A matrix with these numbers on its diagonal; of a matrix, its diagonal. Keras: `ops.diag`.
 * @example ops.diag([1, 2]).print()
 */
export function diag<X extends TensorInput>(x: X, options: { k?: number } = {}): Result<X> {
  return run('Diag', [x], options);
}

/**
 * A matrix with all these numbers on its diagonal. Keras: `ops.diagflat`.
 * @example ops.diagflat([1, 2]).print()
 */
export function diagflat<X extends TensorInput>(x: X, options: { k?: number } = {}): Result<X> {
  return run('Diagflat', [x], options);
}

/**
 * The diagonal. Keras: `ops.diagonal`.
 * @example ops.diagonal([[1, 2], [3, 4]]).print()
 */
export function diagonal<X extends TensorInput>(
  x: X,
  options: { offset?: number; axis1?: number; axis2?: number } = {},
): Result<X> {
  return run('Diagonal', [x], options);
}

/**
 * The sum of the diagonal. Keras: `ops.trace`.
 * @example ops.trace([[1, 2], [3, 4]]).print()
 */
export function trace<X extends TensorInput>(
  x: X,
  options: { offset?: number; axis1?: number; axis2?: number } = {},
): Result<X> {
  return run('Trace', [x], options);
}

/**
 * What lies on the diagonal and below. Keras: `ops.tril`.
 * @example ops.tril([[1, 2], [3, 4]]).print()
 */
export function tril<X extends TensorInput>(x: X, options: { k?: number } = {}): Result<X> {
  return run('Tril', [x], options);
}

/**
 * What lies on the diagonal and above. Keras: `ops.triu`.
 * @example ops.triu([[1, 2], [3, 4]]).print()
 */
export function triu<X extends TensorInput>(x: X, options: { k?: number } = {}): Result<X> {
  return run('Triu', [x], options);
}

/**
 * Powers of each number, one a column. Keras: `ops.vander`.
 * @example ops.vander([2, 3], { N: 3 }).print()
 */
export function vander<X extends TensorInput>(
  x: X,
  options: { N?: number; increasing?: boolean } = {},
): Result<X> {
  return run('Vander', [x], options);
}

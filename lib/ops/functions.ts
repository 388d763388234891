// Functions of each number.
import { type Result, run, type TensorInput } from './run.js';

/**
 * e to the power of x. Keras: `ops.exp`.
 * @example ops.exp([0, 1]).print()
 */
export function exp<X extends TensorInput>(x: X): Result<X> {
  return run('Exp', [x]);
}

/**
 * 2 to the power of x. Keras: `ops.exp2`.
 * @example ops.exp2([0, 3]).print()
 */
export function exp2<X extends TensorInput>(x: X): Result<X> {
  return run('Exp2', [x]);
}

/**
 * e to the power of x, less 1; exact near 0. Keras: `ops.expm1`.
 * @example ops.expm1([0, 1]).print()
 */
export function expm1<X extends TensorInput>(x: X): Result<X> {
  return run('Expm1', [x]);
}

/**
 * The natural logarithm. Keras: `ops.log`.
 * @example ops.log([1, Math.E]).print()
 */
export function log<X extends TensorInput>(x: X): Result<X> {
  return run('Log', [x]);
}

/**
 * The logarithm to the base of 10. Keras: `ops.log10`.
 * @example ops.log10([1, 100]).print()
 */
export function log10<X extends TensorInput>(x: X): Result<X> {
  return run('Log10', [x]);
}

/**
 * The logarithm of 1 + x; exact near 0. Keras: `ops.log1p`.
 * @example ops.log1p([0, 1]).print()
 */
export function log1p<X extends TensorInput>(x: X): Result<X> {
  return run('Log1p', [x]);
}

/**
 * The logarithm to the base of 2. Keras: `ops.log2`.
 * @example ops.log2([1, 8]).print()
 */
export function log2<X extends TensorInput>(x: X): Result<X> {
  return run('Log2', [x]);
}

/**
 * The sine. Keras: `ops.sin`.
 * @example ops.sin([0, 1]).print()
 */
export function sin<X extends TensorInput>(x: X): Result<X> {
  return run('Sin', [x]);
}

/**
 * The cosine. Keras: `ops.cos`.
 * @example ops.cos([0, 1]).print()
 */
export function cos<X extends TensorInput>(x: X): Result<X> {
  return run('Cos', [x]);
}

/**
 * The tangent. Keras: `ops.tan`.
 * @example ops.tan([0, 1]).print()
 */
export function tan<X extends TensorInput>(x: X): Result<X> {
  return run('Tan', [x]);
}

/**
 * The hyperbolic sine. Keras: `ops.sinh`.
 * @example ops.sinh([0, 1]).print()
 */
export function sinh<X extends TensorInput>(x: X): Result<X> {
  return run('Sinh', [x]);
}

/**
 * The hyperbolic cosine. Keras: `ops.cosh`.
 * @example ops.cosh([0, 1]).print()
 */
export function cosh<X extends TensorInput>(x: X): Result<X> {
  return run('Cosh', [x]);
}

/**
 * The hyperbolic tangent. Keras: `ops.tanh`.
 * @example ops.tanh([0, 1]).print()
 */
export function tanh<X extends TensorInput>(x: X): Result<X> {
  return run('Tanh', [x]);
}

/**
 * The angle whose sine is x. Keras: `ops.arcsin`.
 * @example ops.arcsin([0, 1]).print()
 */
export function arcsin<X extends TensorInput>(x: X): Result<X> {
  return run('Arcsin', [x]);
}

/**
 * The angle whose cosine is x. Keras: `ops.arccos`.
 * @example ops.arccos([0, 1]).print()
 */
export function arccos<X extends TensorInput>(x: X): Result<X> {
  return run('Arccos', [x]);
}

/**
 * The angle whose tangent is x. Keras: `ops.arctan`.
 * @example ops.arctan([0, 1]).print()
 */
export function arctan<X extends TensorInput>(x: X): Result<X> {
  return run('Arctan', [x]);
}

/**
 * The inverse of the hyperbolic sine. Keras: `ops.arcsinh`.
 * @example ops.arcsinh([0, 1]).print()
 */
export function arcsinh<X extends TensorInput>(x: X): Result<X> {
  return run('Arcsinh', [x]);
}

/**
 * The inverse of the hyperbolic cosine. Keras: `ops.arccosh`.
 * @example ops.arccosh([1, 2]).print()
 */
export function arccosh<X extends TensorInput>(x: X): Result<X> {
  return run('Arccosh', [x]);
}

/**
 * The inverse of the hyperbolic tangent. Keras: `ops.arctanh`.
 * @example ops.arctanh([0, 0.5]).print()
 */
export function arctanh<X extends TensorInput>(x: X): Result<X> {
  return run('Arctanh', [x]);
}

/**
 * From degrees to radians. Keras: `ops.deg2rad`.
 * @example ops.deg2rad([180]).print()
 */
export function deg2rad<X extends TensorInput>(x: X): Result<X> {
  return run('Deg2rad', [x]);
}

/**
 * From radians to degrees. Keras: `ops.rad2deg`.
 * @example ops.rad2deg([Math.PI]).print()
 */
export function rad2deg<X extends TensorInput>(x: X): Result<X> {
  return run('Rad2deg', [x]);
}

/**
 * sin(πx) / πx. Keras: `ops.sinc`.
 * @example ops.sinc([0, 0.5]).print()
 */
export function sinc<X extends TensorInput>(x: X): Result<X> {
  return run('Sinc', [x]);
}

/**
 * The error function. Keras: `ops.erf`.
 * @example ops.erf([0, 1]).print()
 */
export function erf<X extends TensorInput>(x: X): Result<X> {
  return run('Erf', [x]);
}

/**
 * 1 less the error function. Keras: `ops.erfc`.
 * @example ops.erfc([0, 1]).print()
 */
export function erfc<X extends TensorInput>(x: X): Result<X> {
  return run('Erfc', [x]);
}

/**
 * The inverse of the error function. Keras: `ops.erfinv`.
 * @example ops.erfinv([0, 0.5]).print()
 */
export function erfinv<X extends TensorInput>(x: X): Result<X> {
  return run('Erfinv', [x]);
}

/**
 * The angle of the point (x2, x1). Keras: `ops.arctan2`.
 * @example ops.arctan2([1], [1]).print()
 */
export function arctan2<X1 extends TensorInput, X2 extends TensorInput>(x1: X1, x2: X2): Result<X1 | X2> {
  return run('Arctan2', [x1, x2]);
}

/**
 * The logarithm of exp(x1) + exp(x2). Keras: `ops.logaddexp`.
 * @example ops.logaddexp([0], [0]).print()
 */
export function logaddexp<X1 extends TensorInput, X2 extends TensorInput>(x1: X1, x2: X2): Result<X1 | X2> {
  return run('Logaddexp', [x1, x2]);
}

/**
 * The logarithm to the base of 2 of 2^x1 + 2^x2. Keras: `ops.logaddexp2`.
 * @example ops.logaddexp2([0], [0]).print()
 */
export function logaddexp2<X1 extends TensorInput, X2 extends TensorInput>(x1: X1, x2: X2): Result<X1 | X2> {
  return run('Logaddexp2', [x1, x2]);
}

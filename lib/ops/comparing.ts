// Comparisons and questions: tensors of true and false.
import { type Result, run, type TensorInput } from './run.js';

/**
 * Where both are equal. Keras: `ops.equal`.
 * @example ops.equal([1, 2], 2).print()
 */
export function equal<X1 extends TensorInput, X2 extends TensorInput>(x1: X1, x2: X2): Result<X1 | X2> {
  return run('Equal', [x1, x2]);
}

/**
 * Where they differ. Keras: `ops.not_equal`.
 * @example ops.notEqual([1, 2], 2).print()
 */
export function notEqual<X1 extends TensorInput, X2 extends TensorInput>(x1: X1, x2: X2): Result<X1 | X2> {
  return run('NotEqual', [x1, x2]);
}

/**
 * Where x1 is greater. Keras: `ops.greater`.
 * @example ops.greater([1, 2], 1).print()
 */
export function greater<X1 extends TensorInput, X2 extends TensorInput>(x1: X1, x2: X2): Result<X1 | X2> {
  return run('Greater', [x1, x2]);
}

/**
 * Where x1 is greater or equal. Keras: `ops.greater_equal`.
 * @example ops.greaterEqual([1, 2], 2).print()
 */
export function greaterEqual<X1 extends TensorInput, X2 extends TensorInput>(
  x1: X1,
  x2: X2,
): Result<X1 | X2> {
  return run('GreaterEqual', [x1, x2]);
}

/**
 * Where x1 is smaller. Keras: `ops.less`.
 * @example ops.less([1, 2], 2).print()
 */
export function less<X1 extends TensorInput, X2 extends TensorInput>(x1: X1, x2: X2): Result<X1 | X2> {
  return run('Less', [x1, x2]);
}

/**
 * Where x1 is smaller or equal. Keras: `ops.less_equal`.
 * @example ops.lessEqual([1, 2], 2).print()
 */
export function lessEqual<X1 extends TensorInput, X2 extends TensorInput>(x1: X1, x2: X2): Result<X1 | X2> {
  return run('LessEqual', [x1, x2]);
}

/**
 * Where both are true. Keras: `ops.logical_and`.
 * @example ops.logicalAnd([true, false], true).print()
 */
export function logicalAnd<X1 extends TensorInput, X2 extends TensorInput>(x1: X1, x2: X2): Result<X1 | X2> {
  return run('LogicalAnd', [x1, x2]);
}

/**
 * Where one is true. Keras: `ops.logical_or`.
 * @example ops.logicalOr([true, false], false).print()
 */
export function logicalOr<X1 extends TensorInput, X2 extends TensorInput>(x1: X1, x2: X2): Result<X1 | X2> {
  return run('LogicalOr', [x1, x2]);
}

/**
 * Where one alone is true. Keras: `ops.logical_xor`.
 * @example ops.logicalXor([true, false], true).print()
 */
export function logicalXor<X1 extends TensorInput, X2 extends TensorInput>(x1: X1, x2: X2): Result<X1 | X2> {
  return run('LogicalXor', [x1, x2]);
}

/**
 * The opposite. Keras: `ops.logical_not`.
 * @example ops.logicalNot([true, false]).print()
 */
export function logicalNot<X extends TensorInput>(x: X): Result<X> {
  return run('LogicalNot', [x]);
}

/**
 * Whether it is a number, and not infinite. Keras: `ops.isfinite`.
 * @example ops.isfinite([1, Infinity]).print()
 */
export function isfinite<X extends TensorInput>(x: X): Result<X> {
  return run('Isfinite', [x]);
}

/**
 * Whether it is infinite. Keras: `ops.isinf`.
 * @example ops.isinf([1, Infinity]).print()
 */
export function isinf<X extends TensorInput>(x: X): Result<X> {
  return run('Isinf', [x]);
}

/**
 * Whether it is NaN. Keras: `ops.isnan`.
 * @example ops.isnan([1, NaN]).print()
 */
export function isnan<X extends TensorInput>(x: X): Result<X> {
  return run('Isnan', [x]);
}

/**
 * Whether it is minus infinity. Keras: `ops.isneginf`.
 * @example ops.isneginf([1, -Infinity]).print()
 */
export function isneginf<X extends TensorInput>(x: X): Result<X> {
  return run('Isneginf', [x]);
}

/**
 * Whether it is infinity. Keras: `ops.isposinf`.
 * @example ops.isposinf([1, Infinity]).print()
 */
export function isposinf<X extends TensorInput>(x: X): Result<X> {
  return run('Isposinf', [x]);
}

/**
 * Whether it has no imaginary part: true. Keras: `ops.isreal`.
 * @example ops.isreal([1]).print()
 */
export function isreal<X extends TensorInput>(x: X): Result<X> {
  return run('Isreal', [x]);
}

/**
 * Whether it is negative, minus 0 included. Keras: `ops.signbit`.
 * @example ops.signbit([-1, 1]).print()
 */
export function signbit<X extends TensorInput>(x: X): Result<X> {
  return run('Signbit', [x]);
}

/**
 * Where both are nearly equal. Keras: `ops.isclose`.
 * @example ops.isclose([1, 2], [1.000001, 3]).print()
 */
export function isclose<X1 extends TensorInput, X2 extends TensorInput>(
  x1: X1,
  x2: X2,
  options: { rtol?: number; atol?: number; equalNan?: boolean } = {},
): Result<X1 | X2> {
  const { rtol = 1e-5, atol = 1e-8, ...settings } = options;
  return run('Isclose', [x1, x2, rtol, atol], settings);
}

/**
 * Whether all are nearly equal. Keras: `ops.allclose`.
 * @example ops.allclose([1, 2], [1, 2.00001]).print()
 */
export function allclose<X1 extends TensorInput, X2 extends TensorInput>(
  x1: X1,
  x2: X2,
  options: { rtol?: number; atol?: number; equalNan?: boolean } = {},
): Result<X1 | X2> {
  return run('AllClose', [x1, x2], options);
}

/**
 * Which numbers are among others. Keras: `ops.isin`.
 * @example ops.isin([1, 2, 3], [2, 5]).print()
 */
export function isin<X1 extends TensorInput, X2 extends TensorInput>(
  x1: X1,
  x2: X2,
  options: { assumeUnique?: boolean; invert?: boolean } = {},
): Result<X1 | X2> {
  return run('IsIn', [x1, x2], options);
}

/**
 * x1 where the condition holds, x2 elsewhere. Keras: `ops.where`.
 * @example ops.where([true, false], [1, 2], [3, 4]).print()
 */
export function where<X1 extends TensorInput, X2 extends TensorInput, X3 extends TensorInput>(
  condition: X1,
  x1: X2,
  x2: X3,
): Result<X1 | X2 | X3> {
  return run('Where', [condition, x1, x2]);
}

/**
 * The choice of the first condition that holds, the default where none does. Keras: `ops.select`.
 * @example ops.select([tf.tensor1d([true, false], 'bool')], [tf.tensor1d([1, 2])], { default: 9 }).print()
 */
export function select<X1 extends TensorInput, X2 extends TensorInput>(
  condlist: readonly X1[],
  choicelist: readonly X2[],
  options: { default?: number } = {},
): Result<X1 | X2> {
  const { default: fallback = 0 } = options;
  return run('Select', [condlist, choicelist, fallback]);
}

/**
 * Whether each target's prediction is among the k largest of its row. Keras: `ops.in_top_k`.
 * @example ops.inTopK(tf.tensor1d([1], 'int32'), [[0.1, 0.7, 0.2]], 1).print()
 */
export function inTopK<X1 extends TensorInput, X2 extends TensorInput>(
  targets: X1,
  predictions: X2,
  k: number,
): Result<X1 | X2> {
  return run('InTopK', [targets, predictions], { k });
}

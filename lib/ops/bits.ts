// Whole numbers bit by bit.
import { type Result, run, type TensorInput } from './run.js';

/**
 * Bits that both have. Keras: `ops.bitwise_and`.
 * @example ops.bitwiseAnd(tf.tensor1d([6], 'int32'), tf.tensor1d([3], 'int32')).print()
 */
export function bitwiseAnd<X1 extends TensorInput, X2 extends TensorInput>(x: X1, y: X2): Result<X1 | X2> {
  return run('BitwiseAnd', [x, y]);
}

/**
 * Bits that one has. Keras: `ops.bitwise_or`.
 * @example ops.bitwiseOr(tf.tensor1d([6], 'int32'), tf.tensor1d([3], 'int32')).print()
 */
export function bitwiseOr<X1 extends TensorInput, X2 extends TensorInput>(x: X1, y: X2): Result<X1 | X2> {
  return run('BitwiseOr', [x, y]);
}

/**
 * Bits that one alone has. Keras: `ops.bitwise_xor`.
 * @example ops.bitwiseXor(tf.tensor1d([6], 'int32'), tf.tensor1d([3], 'int32')).print()
 */
export function bitwiseXor<X1 extends TensorInput, X2 extends TensorInput>(x: X1, y: X2): Result<X1 | X2> {
  return run('BitwiseXor', [x, y]);
}

/**
 * Bits moved up. Keras: `ops.bitwise_left_shift`.
 * @example ops.bitwiseLeftShift(tf.tensor1d([6], 'int32'), tf.tensor1d([3], 'int32')).print()
 */
export function bitwiseLeftShift<X1 extends TensorInput, X2 extends TensorInput>(
  x: X1,
  y: X2,
): Result<X1 | X2> {
  return run('BitwiseLeftShift', [x, y]);
}

/**
 * Bits moved down. Keras: `ops.bitwise_right_shift`.
 * @example ops.bitwiseRightShift(tf.tensor1d([6], 'int32'), tf.tensor1d([3], 'int32')).print()
 */
export function bitwiseRightShift<X1 extends TensorInput, X2 extends TensorInput>(
  x: X1,
  y: X2,
): Result<X1 | X2> {
  return run('BitwiseRightShift', [x, y]);
}

/**
 * Bits moved up. Keras: `ops.left_shift`.
 * @example ops.leftShift(tf.tensor1d([6], 'int32'), tf.tensor1d([3], 'int32')).print()
 */
export function leftShift<X1 extends TensorInput, X2 extends TensorInput>(x: X1, y: X2): Result<X1 | X2> {
  return run('LeftShift', [x, y]);
}

/**
 * Bits moved down. Keras: `ops.right_shift`.
 * @example ops.rightShift(tf.tensor1d([6], 'int32'), tf.tensor1d([3], 'int32')).print()
 */
export function rightShift<X1 extends TensorInput, X2 extends TensorInput>(x: X1, y: X2): Result<X1 | X2> {
  return run('RightShift', [x, y]);
}

/**
 * All other bits. Keras: `ops.bitwise_not`.
 * @example ops.bitwiseNot(tf.tensor1d([6], 'int32')).print()
 */
export function bitwiseNot<X extends TensorInput>(x: X): Result<X> {
  return run('BitwiseNot', [x]);
}

/**
 * All other bits. Keras: `ops.bitwise_invert`.
 * @example ops.bitwiseInvert(tf.tensor1d([6], 'int32')).print()
 */
export function bitwiseInvert<X extends TensorInput>(x: X): Result<X> {
  return run('BitwiseInvert', [x]);
}

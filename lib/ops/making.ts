// Tensors from nothing but numbers.
import type { tf } from '../tf.js';
import { type Result, run, type TensorInput } from './run.js';

/**
 * Numbers from `start` up to `stop`, `step` apart; with one number, from 0 up to it. Keras: `ops.arange`.
 * @example ops.arange(5).print()
 */
export function arange(
  start: number,
  options: { stop?: number; step?: number; dtype?: tf.DataType } = {},
): tf.Tensor {
  const { stop, step, ...settings } = options;
  return run('Arange', [start, stop, step], settings);
}

/**
 * `num` numbers, equally far apart. Keras: `ops.linspace`.
 * @example ops.linspace(0, 1, { num: 5 }).print()
 */
export function linspace<X1 extends TensorInput, X2 extends TensorInput>(
  start: X1,
  stop: X2,
  options: { num?: number; endpoint?: boolean; dtype?: tf.DataType; axis?: number } = {},
): Result<X1 | X2> {
  return run('Linspace', [start, stop], options);
}

/**
 * Powers whose exponents are equally far apart. Keras: `ops.logspace`.
 * @example ops.logspace(0, 2, { num: 3 }).print()
 */
export function logspace<X1 extends TensorInput, X2 extends TensorInput>(
  start: X1,
  stop: X2,
  options: { num?: number; endpoint?: boolean; base?: number; dtype?: tf.DataType; axis?: number } = {},
): Result<X1 | X2> {
  return run('Logspace', [start, stop], options);
}

/**
 * Numbers with one ratio from each to the next. Keras: `ops.geomspace`.
 * @example ops.geomspace(1, 8, { num: 4 }).print()
 */
export function geomspace<X1 extends TensorInput, X2 extends TensorInput>(
  start: X1,
  stop: X2,
  options: { num?: number; endpoint?: boolean; dtype?: tf.DataType; axis?: number } = {},
): Result<X1 | X2> {
  return run('Geomspace', [start, stop], options);
}

/**
 * One number everywhere. Keras: `ops.full`.
 * @example ops.full([2], 7).print()
 */
export function full<X extends TensorInput>(
  shape: number[],
  fillValue: X,
  options: { dtype?: tf.DataType } = {},
): Result<X> {
  return run('Full', [fillValue], { shape, ...options });
}

/**
 * One number everywhere, in the shape of another tensor. Keras: `ops.full_like`.
 * @example ops.fullLike([1, 2], 7).print()
 */
export function fullLike<X1 extends TensorInput, X2 extends TensorInput>(
  x: X1,
  fillValue: X2,
  options: { dtype?: tf.DataType } = {},
): Result<X1 | X2> {
  return run('FullLike', [x, fillValue], options);
}

/**
 * Ones in the shape of another tensor. Keras: `ops.ones_like`.
 * @example ops.onesLike([1, 2]).print()
 */
export function onesLike<X extends TensorInput>(x: X, options: { dtype?: tf.DataType } = {}): Result<X> {
  return run('OnesLike', [x], options);
}

/**
 * Zeros in the shape of another tensor. Keras: `ops.zeros_like`.
 * @example ops.zerosLike([1, 2]).print()
 */
export function zerosLike<X extends TensorInput>(x: X, options: { dtype?: tf.DataType } = {}): Result<X> {
  return run('ZerosLike', [x], options);
}

/**
 * Zeros in the shape of another tensor: what stands there does not count. Keras: `ops.empty_like`.
 * @example ops.emptyLike([1, 2]).shape
 */
export function emptyLike<X extends TensorInput>(x: X, options: { dtype?: tf.DataType } = {}): Result<X> {
  return run('EmptyLike', [x], options);
}

/**
 * A tensor of numbers. Keras: `ops.array`.
 * @example ops.array([1, 2]).print()
 */
export function array<X extends TensorInput>(x: X, options: { dtype?: tf.DataType } = {}): Result<X> {
  return run('Array', [x], options);
}

/**
 * A tensor of numbers. Keras: `ops.convert_to_tensor`.
 * @example ops.convertToTensor([1, 2]).print()
 */
export function convertToTensor<X extends TensorInput>(
  x: X,
  options: { dtype?: tf.DataType } = {},
): Result<X> {
  return run('ConvertToTensor', [x], options);
}

/**
 * A 1 at each class number's place, 0 elsewhere. Keras: `ops.one_hot`.
 * @example ops.oneHot(tf.tensor1d([2, 0], 'int32'), 3).print()
 */
export function oneHot<X extends TensorInput>(
  x: X,
  numClasses: number,
  options: { axis?: number; dtype?: tf.DataType } = {},
): Result<X> {
  return run('OneHot', [x], { numClasses, ...options });
}

/**
 * A 1 at the place of each class that a row has. Keras: `ops.multi_hot`.
 * @example ops.multiHot(tf.tensor2d([[2, 0]], [1, 2], 'int32'), 3).print()
 */
export function multiHot<X extends TensorInput>(
  inputs: X,
  numClasses: number,
  options: { axis?: number; dtype?: tf.DataType } = {},
): Result<X> {
  return run('MultiHot', [inputs], { numClasses, ...options });
}

// Arithmetic number by number, joined by broadcasting.
import type { tf } from '../tf.js';
import { type Result, run, type TensorInput } from './run.js';

/**
 * The size of each number. Keras: `ops.abs`.
 * @example ops.abs([-1, 2]).print()
 */
export function abs<X extends TensorInput>(x: X): Result<X> {
  return run('Abs', [x]);
}

/**
 * The same as `abs`. Keras: `ops.absolute`.
 * @example ops.absolute([-1, 2]).print()
 */
export function absolute<X extends TensorInput>(x: X): Result<X> {
  return run('Absolute', [x]);
}

/**
 * Up to the next whole number. Keras: `ops.ceil`.
 * @example ops.ceil([1.2, -1.2]).print()
 */
export function ceil<X extends TensorInput>(x: X): Result<X> {
  return run('Ceil', [x]);
}

/**
 * The size of each number, as floats. Keras: `ops.fabs`.
 * @example ops.fabs([-1, 2]).print()
 */
export function fabs<X extends TensorInput>(x: X): Result<X> {
  return run('Fabs', [x]);
}

/**
 * Down to the next whole number. Keras: `ops.floor`.
 * @example ops.floor([1.2, -1.2]).print()
 */
export function floor<X extends TensorInput>(x: X): Result<X> {
  return run('Floor', [x]);
}

/**
 * The other sign. Keras: `ops.negative`.
 * @example ops.negative([1, -2]).print()
 */
export function negative<X extends TensorInput>(x: X): Result<X> {
  return run('Negative', [x]);
}

/**
 * 1 over each number. Keras: `ops.reciprocal`.
 * @example ops.reciprocal([2, 4]).print()
 */
export function reciprocal<X extends TensorInput>(x: X): Result<X> {
  return run('Reciprocal', [x]);
}

/**
 * -1, 0 or 1. Keras: `ops.sign`.
 * @example ops.sign([-3, 0, 5]).print()
 */
export function sign<X extends TensorInput>(x: X): Result<X> {
  return run('Sign', [x]);
}

/**
 * Each number times itself. Keras: `ops.square`.
 * @example ops.square([2, 3]).print()
 */
export function square<X extends TensorInput>(x: X): Result<X> {
  return run('Square', [x]);
}

/**
 * Towards 0 to a whole number. Keras: `ops.trunc`.
 * @example ops.trunc([1.7, -1.7]).print()
 */
export function trunc<X extends TensorInput>(x: X): Result<X> {
  return run('Trunc', [x]);
}

/**
 * The same numbers in a tensor of their own. Keras: `ops.copy`.
 * @example ops.copy([1, 2]).print()
 */
export function copy<X extends TensorInput>(x: X): Result<X> {
  return run('Copy', [x]);
}

/**
 * The cube root. Keras: `ops.cbrt`.
 * @example ops.cbrt([8, -27]).print()
 */
export function cbrt<X extends TensorInput>(x: X): Result<X> {
  return run('Cbrt', [x]);
}

/**
 * The square root. Keras: `ops.sqrt`.
 * @example ops.sqrt([4, 9]).print()
 */
export function sqrt<X extends TensorInput>(x: X): Result<X> {
  return run('Sqrt', [x]);
}

/**
 * 1 over the square root. Keras: `ops.rsqrt`.
 * @example ops.rsqrt([4, 16]).print()
 */
export function rsqrt<X extends TensorInput>(x: X): Result<X> {
  return run('Rsqrt', [x]);
}

/**
 * The sum. Keras: `ops.add`.
 * @example ops.add([1, 2], 3).print()
 */
export function add<X1 extends TensorInput, X2 extends TensorInput>(x1: X1, x2: X2): Result<X1 | X2> {
  return run('Add', [x1, x2]);
}

/**
 * The difference. Keras: `ops.subtract`.
 * @example ops.subtract([1, 2], 3).print()
 */
export function subtract<X1 extends TensorInput, X2 extends TensorInput>(x1: X1, x2: X2): Result<X1 | X2> {
  return run('Subtract', [x1, x2]);
}

/**
 * The product, number by number. Keras: `ops.multiply`.
 * @example ops.multiply([1, 2], 3).print()
 */
export function multiply<X1 extends TensorInput, X2 extends TensorInput>(x1: X1, x2: X2): Result<X1 | X2> {
  return run('Multiply', [x1, x2]);
}

/**
 * The quotient. Keras: `ops.divide`.
 * @example ops.divide([1, 2], 4).print()
 */
export function divide<X1 extends TensorInput, X2 extends TensorInput>(x1: X1, x2: X2): Result<X1 | X2> {
  return run('Divide', [x1, x2]);
}

/**
 * The quotient, as floats. Keras: `ops.true_divide`.
 * @example ops.trueDivide([1, 2], 4).print()
 */
export function trueDivide<X1 extends TensorInput, X2 extends TensorInput>(x1: X1, x2: X2): Result<X1 | X2> {
  return run('TrueDivide', [x1, x2]);
}

/**
 * The quotient; 0 where the divisor is 0. Keras: `ops.divide_no_nan`.
 * @example ops.divideNoNan([1, 2], [0, 4]).print()
 */
export function divideNoNan<X1 extends TensorInput, X2 extends TensorInput>(x1: X1, x2: X2): Result<X1 | X2> {
  return run('DivideNoNan', [x1, x2]);
}

/**
 * The quotient down to a whole number. Keras: `ops.floor_divide`.
 * @example ops.floorDivide([7, -7], 2).print()
 */
export function floorDivide<X1 extends TensorInput, X2 extends TensorInput>(x1: X1, x2: X2): Result<X1 | X2> {
  return run('FloorDivide', [x1, x2]);
}

/**
 * What is left of a division, with the divisor's sign. Keras: `ops.mod`.
 * @example ops.mod([7, -7], 3).print()
 */
export function mod<X1 extends TensorInput, X2 extends TensorInput>(x1: X1, x2: X2): Result<X1 | X2> {
  return run('Mod', [x1, x2]);
}

/**
 * What is left of a division, with the sign of what is divided. Keras: `ops.fmod`.
 * @example ops.fmod([7, -7], 3).print()
 */
export function fmod<X1 extends TensorInput, X2 extends TensorInput>(x1: X1, x2: X2): Result<X1 | X2> {
  return run('Fmod', [x1, x2]);
}

/**
 * x1 to the power of x2. Keras: `ops.power`.
 * @example ops.power([2, 3], 2).print()
 */
export function power<X1 extends TensorInput, X2 extends TensorInput>(x1: X1, x2: X2): Result<X1 | X2> {
  return run('Power', [x1, x2]);
}

/**
 * The greater one. Keras: `ops.maximum`.
 * @example ops.maximum([1, 5], 3).print()
 */
export function maximum<X1 extends TensorInput, X2 extends TensorInput>(x1: X1, x2: X2): Result<X1 | X2> {
  return run('Maximum', [x1, x2]);
}

/**
 * The smaller one. Keras: `ops.minimum`.
 * @example ops.minimum([1, 5], 3).print()
 */
export function minimum<X1 extends TensorInput, X2 extends TensorInput>(x1: X1, x2: X2): Result<X1 | X2> {
  return run('Minimum', [x1, x2]);
}

/**
 * The greater one; where one is NaN, the other. Keras: `ops.fmax`.
 * @example ops.fmax([1, NaN], 3).print()
 */
export function fmax<X1 extends TensorInput, X2 extends TensorInput>(x1: X1, x2: X2): Result<X1 | X2> {
  return run('Fmax', [x1, x2]);
}

/**
 * The smaller one; where one is NaN, the other. Keras: `ops.fmin`.
 * @example ops.fmin([1, NaN], 3).print()
 */
export function fmin<X1 extends TensorInput, X2 extends TensorInput>(x1: X1, x2: X2): Result<X1 | X2> {
  return run('Fmin', [x1, x2]);
}

/**
 * The long side of a right triangle. Keras: `ops.hypot`.
 * @example ops.hypot([3], [4]).print()
 */
export function hypot<X1 extends TensorInput, X2 extends TensorInput>(x1: X1, x2: X2): Result<X1 | X2> {
  return run('Hypot', [x1, x2]);
}

/**
 * 0 below 0, 1 above, x2 at 0. Keras: `ops.heaviside`.
 * @example ops.heaviside([-1, 0, 2], 0.5).print()
 */
export function heaviside<X1 extends TensorInput, X2 extends TensorInput>(x1: X1, x2: X2): Result<X1 | X2> {
  return run('Heaviside', [x1, x2]);
}

/**
 * x1 times 2 to the power of x2. Keras: `ops.ldexp`.
 * @example ops.ldexp([1, 3], [2, 1]).print()
 */
export function ldexp<X1 extends TensorInput, X2 extends TensorInput>(x1: X1, x2: X2): Result<X1 | X2> {
  return run('Ldexp', [x1, x2]);
}

/**
 * Brought between two bounds. Keras: `ops.clip`.
 * @example ops.clip([-2, 0.5, 3], 0, 1).print()
 */
export function clip<X extends TensorInput>(x: X, xMin: number, xMax: number): Result<X> {
  return run('Clip', [x], { xMin, xMax });
}

/**
 * To so many decimals; halves go to the even number. Keras: `ops.round`.
 * @example ops.round([1.25, 2.5]).print()
 */
export function round<X extends TensorInput>(x: X, options: { decimals?: number } = {}): Result<X> {
  return run('Round', [x], options);
}

/**
 * Numbers in place of NaN and of infinities. Keras: `ops.nan_to_num`.
 * @example ops.nanToNum([1, NaN]).print()
 */
export function nanToNum<X extends TensorInput>(
  x: X,
  options: { nan?: number; posinf?: number; neginf?: number } = {},
): Result<X> {
  return run('NanToNum', [x], options);
}

/**
 * The same numbers in another type. Of 16 bits, numbers are rounded, and the tensor still reads as `dtype` float32, since
 * TensorFlow.js has no other floats; what is computed of it is of 16 bits as well. Keras: `ops.cast`.
 * @throws for 16 bits where another engine than TensorFlow computes
 * @example
 * ops.cast([1.5, 2], 'int32').print();
 * ops.cast([1.001], 'bfloat16').print(); // 1
 */
export function cast<X extends TensorInput>(x: X, dtype: tf.DataType | 'float16' | 'bfloat16'): Result<X> {
  return run('Cast', [x], { dtype });
}

/**
 * The same numbers in another type. Keras: `ops.saturate_cast`.
 * @example ops.saturateCast([1.5, 2], 'int32').print()
 */
export function saturateCast<X extends TensorInput>(x: X, dtype: tf.DataType): Result<X> {
  return run('SaturateCast', [x], { dtype });
}

/**
 * The same numbers, through which no gradient flows. Keras: `ops.stop_gradient`.
 * @example tf.grad((x) => ops.sum(ops.multiply(ops.stopGradient(x), x)))(tf.tensor1d([2, 3])).print()
 */
export function stopGradient<X extends TensorInput>(variable: X): Result<X> {
  return run('StopGradient', [variable]);
}

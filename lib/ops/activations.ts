// Activations of networks.
import { type Result, run, type TensorInput } from './run.js';

/**
 * 0 below 0, x above. Keras: `ops.relu`.
 * @example ops.relu([-1, 0, 2]).print()
 */
export function relu<X extends TensorInput>(x: X): Result<X> {
  return run('Relu', [x]);
}

/**
 * From 0 to 6. Keras: `ops.relu6`.
 * @example ops.relu6([-1, 0, 2]).print()
 */
export function relu6<X extends TensorInput>(x: X): Result<X> {
  return run('Relu6', [x]);
}

/**
 * 1 / (1 + exp(-x)). Keras: `ops.sigmoid`.
 * @example ops.sigmoid([-1, 0, 2]).print()
 */
export function sigmoid<X extends TensorInput>(x: X): Result<X> {
  return run('Sigmoid', [x]);
}

/**
 * x times its sigmoid; `ops.swish` is the same. Keras: `ops.silu`.
 * @example ops.silu([-1, 0, 2]).print()
 */
export function silu<X extends TensorInput>(x: X): Result<X> {
  return run('Silu', [x]);
}

/**
 * The sigmoid in three straight lines. Keras: `ops.hard_sigmoid`.
 * @example ops.hardSigmoid([-1, 0, 2]).print()
 */
export function hardSigmoid<X extends TensorInput>(x: X): Result<X> {
  return run('HardSigmoid', [x]);
}

/**
 * x times its hard sigmoid; `ops.hardSwish` is the same. Keras: `ops.hard_silu`.
 * @example ops.hardSilu([-1, 0, 2]).print()
 */
export function hardSilu<X extends TensorInput>(x: X): Result<X> {
  return run('HardSilu', [x]);
}

/**
 * From -1 to 1. Keras: `ops.hard_tanh`.
 * @example ops.hardTanh([-1, 0, 2]).print()
 */
export function hardTanh<X extends TensorInput>(x: X): Result<X> {
  return run('HardTanh', [x]);
}

/**
 * The logarithm of the sigmoid. Keras: `ops.log_sigmoid`.
 * @example ops.logSigmoid([-1, 0, 2]).print()
 */
export function logSigmoid<X extends TensorInput>(x: X): Result<X> {
  return run('LogSigmoid', [x]);
}

/**
 * The scaled exponential unit. Keras: `ops.selu`.
 * @example ops.selu([-1, 0, 2]).print()
 */
export function selu<X extends TensorInput>(x: X): Result<X> {
  return run('Selu', [x]);
}

/**
 * log(1 + exp(x)). Keras: `ops.softplus`.
 * @example ops.softplus([-1, 0, 2]).print()
 */
export function softplus<X extends TensorInput>(x: X): Result<X> {
  return run('Softplus', [x]);
}

/**
 * x / (1 + |x|). Keras: `ops.softsign`.
 * @example ops.softsign([-1, 0, 2]).print()
 */
export function softsign<X extends TensorInput>(x: X): Result<X> {
  return run('Softsign', [x]);
}

/**
 * x less its hyperbolic tangent. Keras: `ops.tanh_shrink`.
 * @example ops.tanhShrink([-1, 0, 2]).print()
 */
export function tanhShrink<X extends TensorInput>(x: X): Result<X> {
  return run('TanhShrink', [x]);
}

/**
 * 0 below -1, a parabola, x above 1. Keras: `ops.sparse_plus`.
 * @example ops.sparsePlus([-1, 0, 2]).print()
 */
export function sparsePlus<X extends TensorInput>(x: X): Result<X> {
  return run('SparsePlus', [x]);
}

/**
 * 0 below -1, a straight line, 1 above 1. Keras: `ops.sparse_sigmoid`.
 * @example ops.sparseSigmoid([-1, 0, 2]).print()
 */
export function sparseSigmoid<X extends TensorInput>(x: X): Result<X> {
  return run('SparseSigmoid', [x]);
}

/**
 * x above 0, a curve to -alpha below. Keras: `ops.celu`.
 * @example ops.celu([-1, 0, 2]).print()
 */
export function celu<X extends TensorInput>(x: X, options: { alpha?: number } = {}): Result<X> {
  return run('Celu', [x], options);
}

/**
 * x above 0, a curve to -alpha below. Keras: `ops.elu`.
 * @example ops.elu([-1, 0, 2]).print()
 */
export function elu<X extends TensorInput>(x: X, options: { alpha?: number } = {}): Result<X> {
  return run('Elu', [x], options);
}

/**
 * x times the normal distribution's share below it. Keras: `ops.gelu`.
 * @example ops.gelu([-1, 0, 2]).print()
 */
export function gelu<X extends TensorInput>(x: X, options: { approximate?: boolean } = {}): Result<X> {
  return run('Gelu', [x], options);
}

/**
 * 0 near 0, x elsewhere. Keras: `ops.hard_shrink`.
 * @example ops.hardShrink([-1, 0, 2]).print()
 */
export function hardShrink<X extends TensorInput>(x: X, options: { threshold?: number } = {}): Result<X> {
  return run('HardShrink', [x], options);
}

/**
 * Nearer to 0 by a threshold. Keras: `ops.soft_shrink`.
 * @example ops.softShrink([-1, 0, 2]).print()
 */
export function softShrink<X extends TensorInput>(x: X, options: { threshold?: number } = {}): Result<X> {
  return run('SoftShrink', [x], options);
}

/**
 * A slope below 0, x above. Keras: `ops.leaky_relu`.
 * @example ops.leakyRelu([-1, 0, 2]).print()
 */
export function leakyRelu<X extends TensorInput>(x: X, options: { negativeSlope?: number } = {}): Result<X> {
  return run('LeakyRelu', [x], options);
}

/**
 * (x + √(x² + b)) / 2. Keras: `ops.squareplus`.
 * @example ops.squareplus([-1, 0, 2]).print()
 */
export function squareplus<X extends TensorInput>(x: X, options: { b?: number } = {}): Result<X> {
  return run('Squareplus', [x], options);
}

/**
 * Shares that add up to 1, by exponentials. Keras: `ops.softmax`.
 * @example ops.softmax([-1, 0, 2]).print()
 */
export function softmax<X extends TensorInput>(x: X, options: { axis?: number } = {}): Result<X> {
  return run('Softmax', [x], options);
}

/**
 * The logarithm of the softmax. Keras: `ops.log_softmax`.
 * @example ops.logSoftmax([-1, 0, 2]).print()
 */
export function logSoftmax<X extends TensorInput>(x: X, options: { axis?: number } = {}): Result<X> {
  return run('LogSoftmax', [x], options);
}

/**
 * Shares that add up to 1, some of them 0. Keras: `ops.sparsemax`.
 * @example ops.sparsemax([-1, 0, 2]).print()
 */
export function sparsemax<X extends TensorInput>(x: X, options: { axis?: number } = {}): Result<X> {
  return run('Sparsemax', [x], options);
}

/**
 * The first half, each as much as the second half's sigmoid says. Keras: `ops.glu`.
 * @example ops.glu([1, 2, 0, 0]).print()
 */
export function glu<X extends TensorInput>(x: X, options: { axis?: number } = {}): Result<X> {
  return run('Glu', [x], options);
}

/**
 * x above the threshold, the default elsewhere. Keras: `ops.threshold`.
 * @example ops.threshold([-1, 0, 2], 0.5, 9).print()
 */
export function threshold<X extends TensorInput>(x: X, threshold: number, defaultValue: number): Result<X> {
  return run('Threshold', [x], { threshold, defaultValue });
}

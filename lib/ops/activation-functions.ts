// Keras' `activations`: functions of tensors, which layers take in the place of a name.
import { nameActivation, toActivation } from '../activations/activations.js';
import { tensorOf } from '../operations/values.js';
import type { tf } from '../tf.js';
import * as nn from './activations.js';
import { exp as exponential, tanh } from './functions.js';
import type { Result, TensorInput } from './run.js';
import { run } from './run.js';

export * from './activations.js';
export { hardSilu as hardSwish, silu as swish } from './activations.js';
export { exponential, tanh };

/**
 * x times the normal distribution's share below it; not approximated by default. Keras: `activations.gelu`.
 * @example activations.gelu([-1, 0, 2]).print()
 */
export const gelu = <X extends TensorInput>(x: X, options: { approximate?: boolean } = {}): Result<X> =>
  nn.gelu(x, { approximate: options.approximate ?? false });

/**
 * 0 below a threshold, or a slope; x above, up to a greatest value. Keras: `activations.relu`.
 * @example activations.relu([-2, 0.5, 9], { maxValue: 6, negativeSlope: 0.1 }).print()
 */
export function relu<X extends TensorInput>(
  x: X,
  options: { negativeSlope?: number; maxValue?: number; threshold?: number } = {},
): Result<X> {
  const { negativeSlope = 0, maxValue, threshold = 0 } = options;
  if (negativeSlope === 0 && maxValue === undefined && threshold === 0) return nn.relu(x);
  const above = run<Result<X>>('Cast', [run('Greater', [x, threshold])], { dtype: 'float32' });
  const kept = run<Result<X>>('Multiply', [x, above]);
  const capped = maxValue === undefined ? kept : run<Result<X>>('Minimum', [kept, maxValue]);
  if (negativeSlope === 0) return capped;
  const below = run<Result<X>>('Relu', [run('Subtract', [threshold, x])]);
  return run('Subtract', [capped, run('Multiply', [below, negativeSlope])]);
}

/**
 * x as it is. Keras: `activations.linear`.
 * @example activations.linear(tf.tensor1d([1, 2])).print()
 */
export const linear = <X>(x: X): X => x;

/**
 * x times the hyperbolic tangent of its softplus. Keras: `activations.mish`.
 * @example activations.mish(tf.tensor1d([-1, 0, 2])).print()
 */
export const mish = (x: tf.Tensor | tf.TensorLike): tf.Tensor => toActivation('mish').apply(tensorOf(x));

for (const [name, made] of Object.entries({ ...nn, exponential, gelu, linear, mish, relu, tanh }))
  if (name !== 'threshold') nameActivation(name, made);

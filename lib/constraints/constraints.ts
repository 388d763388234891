// Limits on weights, put into force after each update.
import { tf } from '../tf.js';

type Constraint = ReturnType<typeof tf.constraints.maxNorm>;

/**
 * Scales columns down to at most `maxValue` in L2 norm. Keras: `MaxNorm`.
 * @param options.maxValue default 2; `options.axis` default 0.
 * @example layers.dense({ units: 8, kernelConstraint: constraints.maxNorm({ maxValue: 3 }) })
 */
export const maxNorm = (options: { maxValue?: number; axis?: number } = {}): Constraint =>
  tf.constraints.maxNorm({ maxValue: 2, axis: 0, ...options });

/**
 * Scales columns to an L2 norm between `minValue` (0) and `maxValue` (1). Keras: `MinMaxNorm`.
 * @example layers.dense({ units: 8, kernelConstraint: constraints.minMaxNorm({ minValue: 0.5, maxValue: 2 }) })
 */
export const minMaxNorm = (
  options: { minValue?: number; maxValue?: number; rate?: number; axis?: number } = {},
): Constraint => tf.constraints.minMaxNorm({ minValue: 0, maxValue: 1, rate: 1, axis: 0, ...options });

/**
 * Sets negative weights to zero. Keras: `NonNeg`.
 * @example layers.dense({ units: 8, kernelConstraint: constraints.nonNeg() })
 */
export const nonNeg = (): Constraint => tf.constraints.nonNeg();

/**
 * Scales columns to length 1. Keras: `UnitNorm`.
 * @example layers.dense({ units: 8, kernelConstraint: constraints.unitNorm() })
 */
export const unitNorm = (options: { axis?: number } = {}): Constraint =>
  tf.constraints.unitNorm({ axis: 0, ...options });

// Limits on weights, put into force after each update.

import { type KerasName, toCamelCase, unknownName } from '../core/names.js';
import { registeredByName } from '../core/registered-by-name.js';
import { Constraint, MaxNorm, MinMaxNorm, NonNeg, type NormAxis, UnitNorm } from './constraint.js';

export type { NormAxis };
export { Constraint };

/**
 * Scales columns down to at most `maxValue` in L2 norm. Keras: `MaxNorm`.
 * @param options.maxValue default 2; `options.axis` default 0.
 * @example layers.dense({ units: 8, kernelConstraint: constraints.maxNorm({ maxValue: 3 }) })
 */
export const maxNorm = (options: { maxValue?: number; axis?: NormAxis } = {}): Constraint =>
  new MaxNorm(options);

/**
 * Scales columns to an L2 norm between `minValue` (0) and `maxValue` (1). Keras: `MinMaxNorm`.
 * @example layers.dense({ units: 8, kernelConstraint: constraints.minMaxNorm({ minValue: 0.5, maxValue: 2 }) })
 */
export const minMaxNorm = (
  options: { minValue?: number; maxValue?: number; rate?: number; axis?: NormAxis } = {},
): Constraint => new MinMaxNorm(options);

/**
 * Sets negative weights to zero. Keras: `NonNeg`.
 * @example layers.dense({ units: 8, kernelConstraint: constraints.nonNeg() })
 */
export const nonNeg = (): Constraint => new NonNeg();

/**
 * Scales columns to length 1. Keras: `UnitNorm`.
 * @example layers.dense({ units: 8, kernelConstraint: constraints.unitNorm() })
 */
export const unitNorm = (options: { axis?: NormAxis } = {}): Constraint => new UnitNorm(options);

const byName = { maxNorm, minMaxNorm, nonNeg, unitNorm };

/** A constraint's name, in camelCase or as Keras spells it. */
export type ConstraintName = KerasName<keyof typeof byName>;

/**
 * The constraint of a name, or the one given.
 * @internal
 */
export function toConstraint(given: ConstraintName | Constraint): Constraint {
  if (typeof given !== 'string') return given;
  const make = byName[toCamelCase(given) as keyof typeof byName];
  if (!make) throw unknownName('constraint', given, Object.keys(byName));
  return make();
}

const classes: Record<string, (config: never) => Constraint> = {
  MaxNorm: (config) => new MaxNorm(config),
  MinMaxNorm: (config) => new MinMaxNorm(config),
  NonNeg: () => new NonNeg(),
  NonNegative: () => new NonNeg(),
  UnitNorm: (config) => new UnitNorm(config),
};

/**
 * The constraint that a file describes.
 * @internal
 */
export function constraintOf(className: string, config: Record<string, unknown>): Constraint {
  const make = classes[className];
  if (make) return make(config as never);
  return registeredByName<Constraint>('constraint', className, config, Object.keys(classes));
}

// Penalties on weights that are added to the loss.

import { unknownName } from '../core/names.js';
import { registeredByName } from '../core/registered-by-name.js';
import { L1L2, OrthogonalRegularizer, Regularizer } from './regularizer.js';

export { Regularizer };

/**
 * Sum of absolute weights times `l1`. Keras: `L1`.
 * @example layers.dense({ units: 512, kernelRegularizer: regularizers.l1(1e-5) })
 */
export const l1 = (factor: number | { l1?: number } = 0.01): Regularizer =>
  new L1L2({ l1: typeof factor === 'number' ? factor : (factor.l1 ?? 0.01) });

/**
 * Sum of squared weights times `l2`. Keras: `L2`.
 * @example layers.dense({ units: 512, kernelRegularizer: regularizers.l2(1e-5) })
 */
export const l2 = (factor: number | { l2?: number } = 0.01): Regularizer =>
  new L1L2({ l2: typeof factor === 'number' ? factor : (factor.l2 ?? 0.01) });

/**
 * Both. Keras: `L1L2`.
 * @example layers.dense({ units: 512, kernelRegularizer: regularizers.l1l2({ l1: 1e-5, l2: 1e-4 }) })
 */
export const l1l2 = ({ l1 = 0, l2 = 0 }: { l1?: number; l2?: number } = {}): Regularizer =>
  new L1L2({ l1, l2 });

/**
 * Pulls a layer's rows (or columns) to right angles. Keras: `OrthogonalRegularizer`.
 * @example layers.dense({ units: 64, kernelRegularizer: regularizers.orthogonal({ factor: 0.01 }) })
 */
export const orthogonal = (options: { factor?: number; mode?: 'rows' | 'columns' } = {}): Regularizer =>
  new OrthogonalRegularizer(options);

const byName = { l1, l2, l1l2, orthogonal };

/** A regularizer's name, as layers take it. */
export type RegularizerName = keyof typeof byName | 'l1_l2';

/**
 * The regularizer of a name, or the one given.
 * @internal
 */
export function toRegularizer(given: RegularizerName | Regularizer): Regularizer {
  if (typeof given !== 'string') return given;
  const make = byName[given.replace('_', '') as keyof typeof byName];
  if (!make) throw unknownName('regularizer', given, Object.keys(byName));
  return make();
}

const classes: Record<string, (config: never) => Regularizer> = {
  L1: ({ l1 }: { l1?: number }) => new L1L2({ l1: l1 ?? 0.01 }),
  L2: ({ l2 }: { l2?: number }) => new L1L2({ l2: l2 ?? 0.01 }),
  L1L2: (config) => new L1L2(config),
  OrthogonalRegularizer: (config) => new OrthogonalRegularizer(config),
};

/**
 * The regularizer that a file describes.
 * @internal
 */
export function regularizerOf(className: string, config: Record<string, unknown>): Regularizer {
  const make = classes[className];
  if (make) return make(config as never);
  return registeredByName<Regularizer>('regularizer', className, config, Object.keys(classes));
}

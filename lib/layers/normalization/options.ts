// What layers that normalize share: a scale gamma and a shift beta.
import type { InputSpec } from '../../core/input-spec.js';
import { flag, number } from '../../core/options.js';
import { positiveAxis, type Shape } from '../../core/shape.js';
import { tf } from '../../tf.js';
import type { Constraining, Initializing, LayerArgs, Regularizing } from '../base/layer.js';
import { weightOptions } from '../base/weight-options.js';

/** What layers take that normalize, scale and shift. */
export interface NormalizationArgs extends LayerArgs {
  /** Keeps the divisor from zero. Default 0.001. */
  epsilon?: number;
  /** Learns a shift. Default true. */
  center?: boolean;
  /** Learns a scale. Default true. */
  scale?: boolean;
  /** Default `zeros`. */
  betaInitializer?: Initializing;
  /** Default `ones`. */
  gammaInitializer?: Initializing;
  /** Charges the offset `beta` in the loss. Default: none. */
  betaRegularizer?: Regularizing;
  /** Charges the factor `gamma` in the loss. Default: none. */
  gammaRegularizer?: Regularizing;
  /** What the offset `beta` has to keep to after each step. Default: none. */
  betaConstraint?: Constraining;
  /** What the factor `gamma` has to keep to after each step. Default: none. */
  gammaConstraint?: Constraining;
}

export const normalizationOptions = {
  epsilon: number(1e-3),
  center: flag(true),
  scale: flag(true),
  ...weightOptions('beta', 'zeros'),
  ...weightOptions('gamma', 'ones'),
};

/** Axes in the order in which Keras counts them for the shape of weights: by number, negative ones first. */
export const sortedAxes = (given: number | readonly number[]): number[] =>
  [given].flat().sort((a, b) => a - b);

/** Axes counted from the front, in order. */
export const axesFromFront = (given: number | readonly number[], rank: number): number[] =>
  [given]
    .flat()
    .map((axis) => positiveAxis(axis, rank))
    .sort((a, b) => a - b);

/** A weight with a size of 1 along all axes but `axes`, for a tensor of `shape`. */
export const spread = (weight: tf.Tensor, shape: readonly number[], axes: readonly number[]): tf.Tensor =>
  tf.reshape(
    weight,
    shape.map((size, i) => (axes.includes(i) ? size : 1)),
  );

/** The sizes that inputs must have where weights run along axes. */
export function sizesOfAxes(inputShape: Shape, axes: number | readonly number[]): InputSpec {
  const sizes = [axes].flat().map((axis) => [axis, inputShape.at(axis)] as const);
  const known = sizes.filter((one): one is readonly [number, number] => typeof one[1] === 'number');
  return { ndim: inputShape.length, axes: Object.fromEntries(known) };
}

/** Sizes of the axes that a weight runs along. */
export const sizesAlong = (shape: Shape, axes: readonly number[]): Shape =>
  axes.map((axis) => shape.at(axis)!);

// `initializers.heNormal({ seed: 7 })` and its siblings, with Keras' defaults.

import { type KerasName, toCamelCase, unknownName } from '../core/names.js';
import { registeredByName } from '../core/registered-by-name.js';
import type { tf } from '../tf.js';
import { Constant, Ones, Zeros } from './constant.js';
import { FunctionInitializer, type InitializerFunction } from './function-initializer.js';
import { Identity } from './identity.js';
import { Initializer } from './initializer.js';
import { Orthogonal, orthogonal } from './orthogonal.js';
import { type NormalOptions, RandomNormal, RandomUniform, TruncatedNormal } from './random-initializers.js';
import { Stft } from './stft.js';
import { VarianceScaling, type VarianceScalingOptions } from './variance-scaling.js';

export { type StftOptions, stft, type WindowName } from './stft.js';
export type { InitializerFunction, NormalOptions, VarianceScalingOptions };
export { Initializer, orthogonal };

/** What all initializers that draw numbers take. @inline */
export interface Seeded {
  /** Gives the same numbers each time it is used. */
  seed?: number;
}

/**
 * All zero.
 * @example initializers.zeros().apply([2, 3])
 */
export const zeros = (): Initializer => new Zeros();

/**
 * All one.
 * @example initializers.ones().apply([2, 3])
 */
export const ones = (): Initializer => new Ones();

/**
 * All `value`, or values that are broadcast to the shape.
 * @example initializers.constant({ value: 0.1 }).apply([2, 3])
 * @example initializers.constant({ value: [1, 2, 3] }).apply([2, 3])
 */
export const constant = ({ value }: { value: tf.TensorLike | tf.Tensor }): Initializer =>
  new Constant({ value });

/**
 * `gain` on the diagonal, zero elsewhere.
 * @example initializers.identity({ gain: 2 }).apply([3, 3])
 */
export const identity = ({ gain = 1 }: { gain?: number } = {}): Initializer => new Identity({ gain });

/**
 * Normal distribution of mean 0, deviation 0.05.
 * @example initializers.randomNormal({ mean: 0, stddev: 0.05, seed: 7 }).apply([784, 512])
 */
export const randomNormal = (options: NormalOptions = {}): Initializer => new RandomNormal(options);

/**
 * From -0.05 to 0.05.
 * @example initializers.randomUniform({ minval: -0.1, maxval: 0.1, seed: 7 }).apply([784, 512])
 */
export const randomUniform = (
  options: { minval?: number; maxval?: number; seed?: number } = {},
): Initializer => new RandomUniform(options);

/**
 * Normal distribution of mean 0, deviation 0.05, cut at two deviations.
 * @example initializers.truncatedNormal({ stddev: 0.05, seed: 7 }).apply([784, 512])
 */
export const truncatedNormal = (options: NormalOptions = {}): Initializer => new TruncatedNormal(options);

/**
 * Spread fitted to the number of inputs or outputs.
 * @example
 * initializers.varianceScaling({ scale: 2, mode: 'fanIn', distribution: 'uniform' }).apply([784, 512])
 */
export const varianceScaling = (options: VarianceScalingOptions = {}): Initializer =>
  new VarianceScaling(options);

/**
 * Glorot & Bengio, 2010: uniform, for tanh and softmax. Keras' default.
 * @example
 * layers.dense({ units: 10, activation: 'softmax', kernelInitializer: initializers.glorotUniform({ seed: 7 }) })
 */
export const glorotUniform = ({ seed }: Seeded = {}): Initializer =>
  new VarianceScaling({ mode: 'fanAvg', distribution: 'uniform', seed });

/**
 * Glorot & Bengio, 2010: truncated normal.
 * @example
 * layers.dense({ units: 64, activation: 'tanh', kernelInitializer: initializers.glorotNormal({ seed: 7 }) })
 */
export const glorotNormal = ({ seed }: Seeded = {}): Initializer =>
  new VarianceScaling({ mode: 'fanAvg', seed });

/**
 * He et al., 2015: truncated normal, for ReLU.
 * @example
 * layers.dense({ units: 512, activation: 'relu', kernelInitializer: initializers.heNormal({ seed: 7 }) })
 */
export const heNormal = ({ seed }: Seeded = {}): Initializer => new VarianceScaling({ scale: 2, seed });

/**
 * He et al., 2015: uniform, for ReLU.
 * @example layers.dense({ units: 512, activation: 'relu', kernelInitializer: initializers.heUniform() })
 */
export const heUniform = ({ seed }: Seeded = {}): Initializer =>
  new VarianceScaling({ scale: 2, distribution: 'uniform', seed });

/**
 * LeCun et al., 1998: truncated normal, for SELU.
 * @example layers.dense({ units: 64, activation: 'selu', kernelInitializer: initializers.lecunNormal() })
 */
export const lecunNormal = ({ seed }: Seeded = {}): Initializer => new VarianceScaling({ seed });

/**
 * LeCun et al., 1998: uniform.
 * @example layers.dense({ units: 64, activation: 'selu', kernelInitializer: initializers.lecunUniform() })
 */
export const lecunUniform = ({ seed }: Seeded = {}): Initializer =>
  new VarianceScaling({ distribution: 'uniform', seed });

const byName = {
  glorotNormal,
  glorotUniform,
  heNormal,
  heUniform,
  identity,
  lecunNormal,
  lecunUniform,
  ones,
  orthogonal,
  randomNormal,
  randomUniform,
  truncatedNormal,
  varianceScaling,
  zeros,
} satisfies Record<string, () => Initializer>;

/** An initializer's name, in camelCase or as Keras spells it. */
export type InitializerName = KerasName<keyof typeof byName>;

/**
 * The initializer of a name, or the one given.
 * @internal
 */
export function toInitializer(given: InitializerName | Initializer | InitializerFunction): Initializer {
  if (typeof given === 'function') return new FunctionInitializer(given);
  if (typeof given !== 'string') return given;
  const name = toCamelCase(given).replace('leCun', 'lecun');
  const make = byName[name as keyof typeof byName];
  if (!make) throw unknownName('initializer', given, Object.keys(byName));
  return make();
}

const classes: Record<string, (config: never) => Initializer> = {
  Constant: (config) => new Constant(config),
  GlorotNormal: glorotNormal,
  GlorotUniform: glorotUniform,
  HeNormal: heNormal,
  HeUniform: heUniform,
  Identity: (config) => new Identity(config),
  IdentityInitializer: (config) => new Identity(config),
  LeCunNormal: lecunNormal,
  LeCunUniform: lecunUniform,
  LecunNormal: lecunNormal,
  LecunUniform: lecunUniform,
  Ones: () => new Ones(),
  Orthogonal: (config) => new Orthogonal(config),
  OrthogonalInitializer: (config) => new Orthogonal(config),
  RandomNormal: (config) => new RandomNormal(config),
  RandomUniform: (config) => new RandomUniform(config),
  STFT: (config) => new Stft(config),
  TruncatedNormal: (config) => new TruncatedNormal(config),
  VarianceScaling: (config) => new VarianceScaling(config),
  Zeros: () => new Zeros(),
};

/**
 * The initializer that a file describes.
 * @param config in camelCase
 * @internal
 */
export function initializerOf(className: string, config: Record<string, unknown>): Initializer {
  const make = classes[className];
  if (make) return make(config as never);
  return registeredByName<Initializer>('initializer', className, config, Object.keys(classes));
}

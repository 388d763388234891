// `initializers.heNormal({ seed: 7 })` and its siblings, with Keras' defaults.
import { type KerasName, toCamelCase, unknownName } from '../names.js';
import { tf } from '../tf.js';
import { Identity } from './identity.js';
import type { Initializer } from './initializer.js';
import { orthogonal } from './orthogonal.js';
import { type NormalOptions, RandomNormal, RandomUniform, TruncatedNormal } from './random-initializers.js';
import { VarianceScaling, type VarianceScalingOptions } from './variance-scaling.js';

export type { Initializer, NormalOptions, VarianceScalingOptions };
export { orthogonal };

interface Seeded {
  /** Gives the same numbers each time it is used. */
  seed?: number;
}

/** All zero. */
export const zeros = (): Initializer => tf.initializers.zeros() as unknown as Initializer;

/** All one. */
export const ones = (): Initializer => tf.initializers.ones() as unknown as Initializer;

/** All `value`. */
export const constant = ({ value }: { value: number }): Initializer =>
  tf.initializers.constant({ value }) as unknown as Initializer;

/** `gain` on the diagonal, zero elsewhere. */
export const identity = ({ gain = 1 }: { gain?: number } = {}): Initializer => new Identity({ gain });

/** Normal distribution of mean 0, deviation 0.05. */
export const randomNormal = (options: NormalOptions = {}): Initializer => new RandomNormal(options);

/** From -0.05 to 0.05. */
export const randomUniform = (
  options: { minval?: number; maxval?: number; seed?: number } = {},
): Initializer => new RandomUniform(options);

/** Normal distribution of mean 0, deviation 0.05, cut at two deviations. */
export const truncatedNormal = (options: NormalOptions = {}): Initializer => new TruncatedNormal(options);

/** Spread fitted to the number of inputs or outputs. */
export const varianceScaling = (options: VarianceScalingOptions = {}): Initializer =>
  new VarianceScaling(options);

/** Glorot & Bengio, 2010: uniform, for tanh and softmax. Keras' default. */
export const glorotUniform = ({ seed }: Seeded = {}): Initializer =>
  new VarianceScaling({ mode: 'fanAvg', distribution: 'uniform', seed });

/** Glorot & Bengio, 2010: truncated normal. */
export const glorotNormal = ({ seed }: Seeded = {}): Initializer =>
  new VarianceScaling({ mode: 'fanAvg', seed });

/** He et al., 2015: truncated normal, for ReLU. */
export const heNormal = ({ seed }: Seeded = {}): Initializer => new VarianceScaling({ scale: 2, seed });

/** He et al., 2015: uniform, for ReLU. */
export const heUniform = ({ seed }: Seeded = {}): Initializer =>
  new VarianceScaling({ scale: 2, distribution: 'uniform', seed });

/** LeCun et al., 1998: truncated normal, for SELU. */
export const lecunNormal = ({ seed }: Seeded = {}): Initializer => new VarianceScaling({ seed });

/** LeCun et al., 1998: uniform. */
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

/** What tfjs' layers take, for a name or an initializer. */
export function toInitializer(given: InitializerName | Initializer): Initializer {
  if (typeof given !== 'string') return given;
  const name = toCamelCase(given).replace('leCun', 'lecun');
  const make = byName[name as keyof typeof byName];
  if (!make) throw unknownName('initializer', given, Object.keys(byName));
  return make();
}

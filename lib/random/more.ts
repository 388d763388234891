// Draws of Keras' `random` beside uniform and normal ones.
import { checkWhole, received } from '../core/messages.js';
import { tf } from '../tf.js';
import {
  betaBy,
  binomialBy,
  categoricalBy,
  gammaBy,
  orderBy,
  truncatedNormalBy,
  uniformBy,
  wholeBy,
} from './distributions.js';
import { pairOf, type Seed } from './seed-generator.js';

/** What fixes a draw. @inline */
interface Seeded {
  /** Fixes this draw, as in Keras; else `random.setSeed` does. */
  seed?: Seed;
}

/** A number, or a tensor of one for each place. @inline */
type Parameter = number | tf.Tensor;

const tensorFrom = (given: Parameter): tf.Tensor =>
  typeof given === 'number' ? tf.scalar(given) : tf.cast(given, 'float32');

/**
 * Normally distributed numbers; those beyond two deviations are drawn again. Keras: `random.truncated_normal`.
 * @example random.truncatedNormal([2, 3], 0, 0.1)
 */
export function truncatedNormal(shape: number[], mean = 0, deviation = 1, { seed }: Seeded = {}): tf.Tensor {
  return tf.tidy(() => truncatedNormalBy(pairOf(seed), shape, mean, deviation));
}

/**
 * Whole numbers from `low` to `high - 1`, int32. Keras: `random.randint`.
 * @example random.randint([5], 1, 7) // five throws of a die
 */
export function randint(shape: number[], low: number, high: number, { seed }: Seeded = {}): tf.Tensor {
  if (!(Number.isInteger(low) && Number.isInteger(high) && low < high))
    throw new Error(
      `random.randint: low and high must be whole numbers, low below high. Received: ${low} and ${high}.`,
    );
  return tf.tidy(() => wholeBy(pairOf(seed), shape, low, high));
}

/**
 * Numbers of a gamma distribution of the shape parameter `alpha`. Keras: `random.gamma`.
 * @example random.gamma([3], 2)
 */
export function gamma(shape: number[], alpha: Parameter, { seed }: Seeded = {}): tf.Tensor {
  return tf.tidy(() => gammaBy(pairOf(seed), shape, tensorFrom(alpha)));
}

/**
 * Numbers of a beta distribution, between 0 and 1. Keras: `random.beta`.
 * @example random.beta([3], 0.2, 0.2)
 */
export function beta(shape: number[], alpha: Parameter, beta: Parameter, { seed }: Seeded = {}): tf.Tensor {
  return tf.tidy(() => betaBy(pairOf(seed), shape, tensorFrom(alpha), tensorFrom(beta)));
}

/**
 * How many of `counts` tries succeed, each with its probability. Keras: `random.binomial`.
 * @example random.binomial([3], 10, 0.5)
 */
export function binomial(
  shape: number[],
  counts: Parameter,
  probabilities: Parameter,
  { seed }: Seeded = {},
): tf.Tensor {
  return tf.tidy(() => binomialBy(pairOf(seed), shape, tensorFrom(counts), tensorFrom(probabilities)));
}

/**
 * Numbers of classes, drawn by their logits: [rows, numSamples], int32. Keras: `random.categorical`.
 * @param logits [rows, classes]
 * @example random.categorical(tf.log(tf.tensor2d([[0.9, 0.1]])), 5)
 */
export function categorical(logits: tf.Tensor, numSamples: number, { seed }: Seeded = {}): tf.Tensor {
  checkWhole('random.categorical', 'numSamples', numSamples, 1);
  if (logits?.rank !== 2)
    throw new Error(
      `random.categorical: logits must be [rows, classes]. Received: ${logits?.shape ? `[${logits.shape}]` : received(logits)}.`,
    );
  return tf.tidy(() => categoricalBy(pairOf(seed), tf.cast(logits, 'float32'), numSamples));
}

/**
 * The same numbers in random order along an axis, the first by default. Keras: `random.shuffle`.
 * @example random.shuffle(tf.range(0, 5))
 */
export function shuffle<T extends tf.Tensor>(x: T, { axis = 0, seed }: Seeded & { axis?: number } = {}): T {
  const along = axis < 0 ? axis + x.rank : axis;
  if (!(Number.isInteger(along) && along >= 0 && along < x.rank))
    throw new Error(`random.shuffle: axis must be from ${-x.rank} to ${x.rank - 1}. Received: ${axis}.`);
  return tf.tidy(() => tf.gather(x, orderBy(pairOf(seed), x.shape[along]!), along) as T);
}

/**
 * A share `rate` of the values set to zero, the others scaled up by 1 / (1 − rate). Keras: `random.dropout`.
 * @param options `noiseShape`: sizes of what is drawn, null for the input's own
 * @example random.dropout(tf.ones([2, 3]), 0.5)
 */
export function dropout(
  x: tf.Tensor,
  rate: number,
  { noiseShape = null, seed }: Seeded & { noiseShape?: (number | null)[] | null } = {},
): tf.Tensor {
  if (!(rate >= 0 && rate <= 1))
    throw new Error(`random.dropout: rate must be from 0 to 1. Received: ${received(rate)}.`);
  if (rate === 1) return tf.zerosLike(x);
  if (rate === 0) return tf.clone(x);
  return tf.tidy(() => {
    const shape = x.shape.map((size, axis) => noiseShape?.[axis] ?? size);
    const kept = tf.greaterEqual(uniformBy(pairOf(seed), shape), rate);
    const scaled = tf.mul(x, 1 / (1 - rate));
    return tf.where(tf.broadcastTo(kept, x.shape), scaled, tf.zerosLike(scaled));
  });
}

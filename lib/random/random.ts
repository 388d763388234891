// The one source of random numbers: initializers, shuffling, dropout, noise and augmentation all draw from here, so that
// one seed fixes them all.

import { tf } from '../tf.js';
import { wholeNumbers } from '../whole-numbers.js';
import { normalBy, uniformBy } from './distributions.js';
import { Philox } from './philox.js';
import { pairOf, type Seed } from './seed-generator.js';
import { currentSeed, restartDraws } from './state.js';

export { beta, binomial, categorical, dropout, gamma, randint, shuffle, truncatedNormal } from './more.js';
export { type PythonRandom, pythonRandom, type RandomState, randomState } from './random-state.js';
export { type Seed, type SeedGenerator, seedGenerator } from './seed-generator.js';

/** Draws made in JavaScript (initializers, shuffling). */
let stream = new Philox(currentSeed(), 0);

/**
 * Fixes every random number from here on: the same seed gives the same numbers, in any process. That includes
 * TensorFlow.js' own `tf.randomUniform`, `tf.randomNormal`, `tf.truncatedNormal`, `tf.multinomial` and `tf.dropout`
 * where they are not given a seed.
 * @example random.setSeed(7)
 */
export function setSeed(value: number): void {
  if (!Number.isInteger(value))
    throw new Error(`random.setSeed: expected a whole number. Received: ${value}.`);
  restartDraws(value);
  stream = new Philox(currentSeed(), 0);
}

/**
 * A seed for code that draws random numbers of its own; fixed by `setSeed` like everything else.
 * @example
 * random.setSeed(7);
 * random.nextSeed()
 */
export function nextSeed(): number {
  return stream.word() >>> 1;
}

/**
 * The whole numbers from 0 to `count - 1` in random order (Fisher & Yates).
 * @example
 * random.setSeed(7);
 * random.permutation(5) // the numbers 0 to 4, shuffled
 */
export function permutation(count: number): Int32Array {
  const next = fastStream(stream.word(), stream.word(), stream.word());
  const order = wholeNumbers(count);
  for (let i = count - 1; i > 0; i--) {
    const other = Math.floor((next() / 2 ** 32) * (i + 1));
    const held = order[i]!;
    order[i] = order[other]!;
    order[other] = held;
  }
  return order;
}

/** 32 random bits a call, by sfc32 (Doty-Humphrey, 2010): shuffling large data must not take longer than a few steps. */
function fastStream(seedA: number, seedB: number, seedC: number): () => number {
  let [a, b, c, count] = [seedA | 0, seedB | 0, seedC | 0, 1];
  const next = (): number => {
    const word = (((a + b) | 0) + count) | 0;
    count = (count + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (((c << 21) | (c >>> 11)) + word) | 0;
    return word >>> 0;
  };
  for (let i = 0; i < 12; i++) next(); // the seed's bits spread over all of the state
  return next;
}

/** Options of a draw. */
export interface DrawOptions {
  /** Fixes this draw, as in Keras; else `setSeed` does. */
  seed?: Seed;
}

/**
 * A tensor of numbers from `low` up to `high`, drawn on the device.
 * @example random.uniform([2, 3], -1, 1)
 */
export function uniform(shape: number[], low = 0, high = 1, { seed }: DrawOptions = {}): tf.Tensor {
  return tf.tidy(() => uniformBy(pairOf(seed), shape, low, high));
}

/**
 * A tensor of normally distributed numbers, drawn on the device.
 * @example random.normal([2, 3], 0, 0.1)
 */
export function normal(shape: number[], mean = 0, deviation = 1, { seed }: DrawOptions = {}): tf.Tensor {
  return tf.tidy(() => normalBy(pairOf(seed), shape, mean, deviation));
}

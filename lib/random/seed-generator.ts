// Seeds one after the other: what is drawn with them is fixed by the first, whatever else is drawn.

import { tf } from '../tf.js';
import { holdWeakly } from '../weak-variables.js';
import { currentSeed, nextPair } from './state.js';

let generators = 0;

/** Seeds for draws, one after the other from a first one. Keras: `SeedGenerator`. */
export interface SeedGenerator {
  /** What it began with; null where the library's seed did. */
  readonly seed: number | null;
  /** The next pair of whole numbers. */
  next(): tf.Tensor1D;
}

class Seeds implements SeedGenerator {
  readonly #state: tf.Variable<tf.Rank.R1>;

  constructor(
    readonly seed: number | null,
    name: string,
  ) {
    // Counted in a variable, so that a compiled graph counts on by itself.
    this.#state = holdWeakly(
      tf.tidy(() =>
        tf.variable(tf.tensor1d([(seed ?? currentSeed()) | 0, 0], 'int32'), false, name, 'int32'),
      ),
    );
  }

  next(): tf.Tensor1D {
    const now = tf.clone(this.#state);
    this.#state.assign(tf.add(now, tf.tensor1d([0, 1], 'int32')));
    return now;
  }
}

/**
 * Seeds one after the other; the draws of `random` take it in a seed's place, and give then what Keras' give. Keras:
 * `SeedGenerator`.
 * @param seed a whole number; by default the library's, which `random.setSeed` fixes
 * @example
 * const seed = random.seedGenerator(7);
 * random.uniform([2], 0, 1, { seed }).print();
 * random.uniform([2], 0, 1, { seed }).print(); // others
 */
export function seedGenerator(seed: number | null = null): SeedGenerator {
  if (seed !== null && !Number.isInteger(seed))
    throw new Error(`random.seedGenerator: seed must be a whole number. Received: ${seed}.`);
  return new Seeds(seed, `tensorcell/seed_generator_${generators++}`);
}

/** A seed for one draw: a whole number, or the next of a generator. Default: the library's next. */
export type Seed = number | SeedGenerator | null;

/** The two numbers by which a draw is made. */
export function pairOf(seed: Seed | undefined): tf.Tensor1D {
  if (seed === undefined || seed === null) return nextPair();
  if (typeof seed !== 'number') return seed.next();
  if (!Number.isInteger(seed)) throw new Error(`random: seed must be a whole number. Received: ${seed}.`);
  return tf.tensor1d([seed | 0, 0], 'int32');
}

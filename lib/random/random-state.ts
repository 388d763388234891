// Streams of random numbers of their own, as NumPy's and Python's: what was drawn there by a seed is drawn here.
import { received } from '../core/messages.js';
import { MersenneTwister } from './mersenne-twister.js';

/** NumPy's `RandomState`: the same numbers from the same seed, whatever else is drawn. */
export interface RandomState {
  /** Puts the values into a random order, in their place. */
  shuffle(values: unknown[] | Int32Array): void;
  /** 0 … `size` − 1 in random order. */
  permutation(size: number): Int32Array;
  /** A number of [0, 1): NumPy's `random_sample`. */
  random(): number;
  /** A number of [low, high). */
  uniform(low: number, high: number): number;
  /** A number of the standard normal distribution: NumPy's `standard_normal`. */
  normal(): number;
}

/** Python's `random.Random`: the same numbers from the same seed, whatever else is drawn. */
export interface PythonRandom {
  /** Puts the values into a random order, in their place. */
  shuffle(values: unknown[] | Int32Array): void;
  /** One of the values. */
  choice<T>(values: readonly T[]): T;
  /** A whole number of low … high, both among them. */
  randint(low: number, high: number): number;
  /** A number of [0, 1). */
  random(): number;
}

/**
 * A stream of random numbers of its own, number for number that of NumPy's `RandomState(seed)`.
 * @param seed a whole number of 0 … 2³²−1
 * @throws Error for another seed
 * @example
 * const order = [1, 2, 3, 4];
 * random.randomState(1337).shuffle(order);
 * order // as np.random.RandomState(1337).shuffle leaves them
 */
export function randomState(seed: number): RandomState {
  return new Numpy(checked('randomState', seed, 2 ** 32 - 1));
}

/**
 * A stream of random numbers of its own, number for number that of Python's `random.Random(seed)`.
 * @param seed a whole number, whose sign does not count
 * @throws Error for another seed
 * @example
 * const order = [1, 2, 3, 4];
 * random.pythonRandom(1337).shuffle(order);
 * order // as random.Random(1337).shuffle leaves them
 */
export function pythonRandom(seed: number): PythonRandom {
  return new Python(Math.abs(checked('pythonRandom', seed, Number.MAX_SAFE_INTEGER)));
}

function checked(where: string, seed: number, largest: number): number {
  const least = where === 'randomState' ? 0 : -largest;
  if (!Number.isInteger(seed) || seed < least || seed > largest)
    throw new Error(
      `random.${where}: expected a whole number from ${least} to ${largest} as the seed. Received: ${seed}.`,
    );
  return seed;
}

class Numpy extends MersenneTwister implements RandomState {
  override shuffle(values: Int32Array | unknown[]): void {
    super.shuffle(listed('randomState', values));
  }
}

/** What can be put into another order in its place. */
function listed<T>(where: string, values: T): T {
  if (Array.isArray(values) || ArrayBuffer.isView(values)) return values;
  throw new Error(
    `${where}.shuffle: expected a list, which changes in its place; of a tensor take rows by a permutation. Received: ${received(values)}.`,
  );
}

class Python implements PythonRandom {
  readonly #stream: MersenneTwister;

  constructor(seed: number) {
    const high = Math.floor(seed / 2 ** 32);
    this.#stream = MersenneTwister.ofKey(high === 0 ? [seed] : [seed >>> 0, high]);
  }

  shuffle(given: unknown[] | Int32Array): void {
    const values = listed('pythonRandom', given);
    for (let i = values.length - 1; i > 0; i--) {
      const j = this.#below(i + 1);
      const kept = values[i]!;
      values[i] = values[j]!;
      values[j] = kept;
    }
  }

  choice<T>(values: readonly T[]): T {
    if (values.length === 0)
      throw new Error('pythonRandom.choice: expected values to choose from. Received: an empty list.');
    return values[this.#below(values.length)]!;
  }

  randint(low: number, high: number): number {
    if (!Number.isInteger(low) || !Number.isInteger(high) || low > high || high - low >= 2 ** 31)
      throw new Error(
        `pythonRandom.randint: expected whole numbers, the lower first and less than 2³¹ apart. Received: ${low}, ${high}.`,
      );
    return low + this.#below(high - low + 1);
  }

  random(): number {
    return this.#stream.random();
  }

  /** As many bits as the count has, drawn anew until they are below it: Python's `_randbelow`. */
  #below(count: number): number {
    const bits = 32 - Math.clz32(count);
    let value = this.#stream.uint32() >>> (32 - bits);
    while (value >= count) value = this.#stream.uint32() >>> (32 - bits);
    return value;
  }
}

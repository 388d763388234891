// NumPy's legacy random stream (`numpy.random.RandomState`), number for number. Keras draws its data splits, file
// orders and image transforms from it, so the same seed gives here what it gives there.
import { wholeNumbers } from '../whole-numbers.js';

const stateSize = 624;
const shiftSize = 397;
const twoTo26 = 0x4000000;
const twoTo53 = 0x20000000000000;

/**
 * A seeded stream of random numbers equal to NumPy's `RandomState(seed)`.
 * Source: Matsumoto and Nishimura, "Mersenne Twister", ACM TOMACS 8(1), 1998.
 *
 * @example
 * new MersenneTwister(113).permutation(4); // as np.random.RandomState(113).permutation(4)
 */
export class MersenneTwister {
  private readonly state = new Uint32Array(stateSize);
  private position = stateSize;
  private spareNormal: number | undefined;

  /** @param seed a whole number of 0 … 2³²−1 */
  constructor(seed: number) {
    this.state[0] = seed >>> 0;
    for (let i = 1; i < stateSize; i++) {
      const previous = this.state[i - 1]! ^ (this.state[i - 1]! >>> 30);
      this.state[i] = Math.imul(1812433253, previous) + i;
    }
  }

  /** A stream begun by several words, as Python's `random` begins its own (the paper's `init_by_array`). */
  static ofKey(key: readonly number[]): MersenneTwister {
    const made = new MersenneTwister(19650218);
    const { state } = made;
    const mixed = (i: number, factor: number): number =>
      state[i]! ^ Math.imul(state[i - 1]! ^ (state[i - 1]! >>> 30), factor);
    let [i, j] = [1, 0];
    const step = (value: number): void => {
      state[i++] = value;
      if (i < stateSize) return;
      state[0] = state[stateSize - 1]!;
      i = 1;
    };
    for (let left = Math.max(stateSize, key.length); left > 0; left--) {
      step(mixed(i, 1664525) + key[j]! + j);
      j = (j + 1) % key.length;
    }
    for (let left = stateSize - 1; left > 0; left--) step(mixed(i, 1566083941) - i);
    state[0] = 0x80000000;
    return made;
  }

  /** A whole number of 0 … 2³²−1. */
  uint32(): number {
    if (this.position === stateSize) this.refill();
    let y = this.state[this.position++]!;
    y ^= y >>> 11;
    y ^= (y << 7) & 0x9d2c5680;
    y ^= (y << 15) & 0xefc60000;
    return (y ^ (y >>> 18)) >>> 0;
  }

  /** A number of [0, 1) with 53 random bits: `random_sample`. */
  random(): number {
    const high = this.uint32() >>> 5;
    const low = this.uint32() >>> 6;
    return (high * twoTo26 + low) / twoTo53;
  }

  /** A number of [low, high): `uniform`. */
  uniform(low: number, high: number): number {
    return low + (high - low) * this.random();
  }

  /** A number of the standard normal distribution: `standard_normal` (Marsaglia's polar method, as the legacy stream). */
  normal(): number {
    if (this.spareNormal !== undefined) {
      const spare = this.spareNormal;
      this.spareNormal = undefined;
      return spare;
    }
    let [x, y, square] = [0, 0, 0];
    do {
      x = 2 * this.random() - 1;
      y = 2 * this.random() - 1;
      square = x * x + y * y;
    } while (square >= 1 || square === 0);
    const factor = Math.sqrt((-2 * Math.log(square)) / square);
    this.spareNormal = factor * x;
    return factor * y;
  }

  /** A whole number of 0 … `largest`, each as likely: `random_interval` (masked rejection). */
  interval(largest: number): number {
    if (largest === 0) return 0;
    const mask = 2 ** (32 - Math.clz32(largest)) - 1;
    let value = (this.uint32() & mask) >>> 0;
    while (value > largest) value = (this.uint32() & mask) >>> 0;
    return value;
  }

  /** Whole number of 0 … `size` − 1: `choice(size)`. */
  choice(size: number): number {
    return this.interval(size - 1);
  }

  /** Shuffles in place: `shuffle`. */
  shuffle(values: Int32Array | unknown[]): void {
    for (let i = values.length - 1; i > 0; i--) {
      const j = this.interval(i);
      const kept = values[i]!;
      values[i] = values[j]!;
      values[j] = kept;
    }
  }

  /** 0 … `size` − 1 in random order: `permutation`. */
  permutation(size: number): Int32Array {
    const order = wholeNumbers(size);
    this.shuffle(order);
    return order;
  }

  private refill(): void {
    const { state } = this;
    for (let i = 0; i < stateSize; i++) {
      const next = state[(i + 1) % stateSize]!;
      const y = (state[i]! & 0x80000000) | (next & 0x7fffffff);
      state[i] = state[(i + shiftSize) % stateSize]! ^ (y >>> 1) ^ (y & 1 ? 0x9908b0df : 0);
    }
    this.position = 0;
  }
}

// The one source of chance: initializers, shuffling, dropout, noise and augmentation all draw from here, so that
// one seed fixes them all.
import { randomInt } from 'node:crypto';
import { Philox } from './philox.js';
import { draw } from './random-kernels.js';
import { tf } from './tf.js';

let seed = randomInt(2 ** 31);
/** Draws made in JavaScript (initializers, shuffling). */
let stream = new Philox(seed, 0);
/** Draws made on the device: the seed and how many there were; a variable, so that a compiled loop can count on. */
let deviceState: tf.Variable<tf.Rank.R1> | undefined;

/**
 * Fixes all that is left to chance from here on: the same seed gives the same numbers, in any process.
 * @example random.setSeed(7)
 */
export function setSeed(value: number): void {
  if (!Number.isInteger(value))
    throw new Error(`random.setSeed: expected a whole number. Received: ${value}.`);
  seed = value | 0;
  stream = new Philox(seed, 0);
  if (deviceState) tf.tidy(() => deviceState!.assign(startState()));
}

/** A seed for someone who draws on his own; fixed by `setSeed` like everything else. */
export function nextSeed(): number {
  return stream.word() >>> 1;
}

/** The whole numbers from 0 to `count - 1` in random order (Fisher & Yates). */
export function permutation(count: number): Int32Array {
  const next = fastStream(stream.word(), stream.word(), stream.word());
  const order = Int32Array.from({ length: count }, (_, i) => i);
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

/** A tensor of numbers from `low` up to `high`, drawn on the device. */
export function uniform(shape: number[], low = 0, high = 1): tf.Tensor {
  return tf.tidy(() => {
    const values = draw('StatelessRandomUniform', shape, nextState());
    return low === 0 && high === 1 ? values : tf.add(tf.mul(values, high - low), low);
  });
}

/** A tensor of normally distributed numbers, drawn on the device. */
export function normal(shape: number[], mean = 0, deviation = 1): tf.Tensor {
  return tf.tidy(() => {
    const values = draw('StatelessRandomNormal', shape, nextState());
    return mean === 0 && deviation === 1 ? values : tf.add(tf.mul(values, deviation), mean);
  });
}

/** The variable that draws on the device count in. */
export function randomState(): tf.Variable<tf.Rank.R1> {
  deviceState ??= tf.tidy(() => tf.variable(startState(), false, 'tensorcell/random_state', 'int32'));
  return deviceState;
}

const startState = (): tf.Tensor1D => tf.tensor1d([seed, 0], 'int32');

function nextState(): tf.Tensor1D {
  const state = randomState();
  const now = tf.clone(state);
  state.assign(tf.add(state, tf.tensor1d([0, 1], 'int32')));
  return now;
}

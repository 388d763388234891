// Keeps part of the samples aside, as scikit-learn's train_test_split does: the same seed, the same split.

import type { ArrayLikeData } from '../data/samples.js';
import { MersenneTwister } from '../random/mersenne-twister.js';
import { nextSeed } from '../random/random.js';
import { tf } from '../tf.js';
import { count, take } from './samples.js';

/** Options of `trainTestSplit`. */
export interface SplitOptions {
  /** Share (below 1) or number of samples to keep aside. Default 0.25. */
  testSize?: number;
  /** Fixes the split; scikit-learn's `random_state` of the same value gives the same one. */
  seed?: number;
  /** False keeps the order: the last samples are the test. Default true. */
  shuffle?: boolean;
  /** Keeps the classes' shares alike in both parts: `true` for the classes in y, or labels of your own. */
  stratify?: boolean | ArrayLike<number | string>;
}

/**
 * Splits samples and targets into a part to learn from and a part to test with.
 * @returns `[xTrain, xTest, yTrain, yTest]`, of the kind that came: arrays, typed arrays or tensors.
 * @example const [xTrain, xTest, yTrain, yTest] = trainTestSplit(x, y, { testSize: 0.3, seed: 2045 })
 */
export function trainTestSplit<X extends ArrayLikeData, Y extends ArrayLikeData>(
  x: X,
  y: Y,
  options: SplitOptions = {},
): [X, X, Y, Y] {
  const samples = count(x);
  if (count(y) !== samples) {
    throw new Error(
      `trainTestSplit: x and y must have as many samples. Received: ${samples} and ${count(y)}.`,
    );
  }
  const [train, test] = choose(samples, y, options);
  return [take(x, train), take(x, test), take(y, train), take(y, test)];
}

function choose(samples: number, y: ArrayLikeData, options: SplitOptions): [Int32Array, Int32Array] {
  const { testSize = 0.25, shuffle = true, stratify = false, seed = nextSeed() } = options;
  const tests = testSize < 1 ? Math.ceil(testSize * samples) : testSize;
  if (!(tests > 0 && tests < samples)) {
    throw new Error(
      `trainTestSplit: testSize must leave samples on both sides of ${samples}. Received: ${testSize}.`,
    );
  }
  if (!shuffle) {
    const order = Int32Array.from({ length: samples }, (_, i) => i);
    return [order.slice(0, samples - tests), order.slice(samples - tests)];
  }
  const random = new MersenneTwister(seed);
  if (stratify !== false)
    return byClass(stratify === true ? labelsOf(y) : Array.from(stratify), tests, random);
  const order = random.permutation(samples);
  return [order.slice(tests), order.slice(0, tests)];
}

/** From each class its share of the tests; what is lost in rounding goes to the classes that lost most. */
function byClass(
  labels: (number | string)[],
  tests: number,
  random: MersenneTwister,
): [Int32Array, Int32Array] {
  const groups = new Map<number | string, number[]>();
  labels.forEach((label, i) => {
    groups.set(label, [...(groups.get(label) ?? []), i]);
  });
  const shares = [...groups.values()].map((rows) => ({ rows, share: (rows.length * tests) / labels.length }));
  const counts = shares.map(({ share }) => Math.floor(share));
  const byLoss = shares
    .map(({ share }, i) => ({ i, loss: share - counts[i]! }))
    .sort((a, b) => b.loss - a.loss);
  const missing = tests - counts.reduce((sum, n) => sum + n, 0);
  for (const { i } of byLoss.slice(0, missing)) counts[i]! += 1;
  const train: number[] = [];
  const test: number[] = [];
  shares.forEach(({ rows }, i) => {
    random.shuffle(rows);
    test.push(...rows.slice(0, counts[i]));
    train.push(...rows.slice(counts[i]));
  });
  random.shuffle(train);
  random.shuffle(test);
  return [Int32Array.from(train), Int32Array.from(test)];
}

function labelsOf(y: ArrayLikeData): (number | string)[] {
  if (!(y instanceof tf.Tensor)) return Array.from(y as ArrayLike<unknown>, (label) => String(label));
  return tf.tidy(() => {
    const tensor = y as tf.Tensor;
    const oneHot = tensor.rank > 1 && tensor.shape.at(-1)! > 1;
    return Array.from((oneHot ? tf.argMax(tensor, -1) : tf.reshape(tensor, [-1])).dataSync());
  });
}

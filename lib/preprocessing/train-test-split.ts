// Keeps part of the samples aside, as scikit-learn's train_test_split does: the same seed, the same split.

import { received } from '../core/messages.js';
import { unknownName } from '../core/names.js';
import { RowTable } from '../data/row-table.js';
import type { ArrayLikeData } from '../data/samples.js';
import { MersenneTwister } from '../random/mersenne-twister.js';
import { nextSeed } from '../random/random.js';
import { tf } from '../tf.js';
import { wholeNumbers } from '../whole-numbers.js';
import { count, take } from './samples.js';

/** Options of `trainTestSplit`. */
export interface SplitOptions {
  /** Share (below 1) or number of samples to keep aside. Default 0.25. */
  testSize?: number;
  /** Fixes the split; scikit-learn's `random_state` of the same value gives the same one. */
  seed?: number;
  /** False keeps the order: the last samples are the test. Default true. */
  shuffle?: boolean;
  /**
   * Keeps the classes' shares alike in both parts: `true` for the classes in y, or labels of your own; for a table, the
   * name of the column that holds them.
   */
  stratify?: boolean | string | ArrayLike<number | string>;
}

/**
 * Splits samples and targets into a part to learn from and a part to test with; or a table, whose rows hold both.
 * @returns `[xTrain, xTest, yTrain, yTest]`, of the kind that came: arrays, typed arrays, tensors or tables; for a table
 * alone, `[train, test]`.
 * @example
 * const [xTrain, xTest, yTrain, yTest] = trainTestSplit(x, y, { testSize: 0.3, seed: 2045 });
 * const people = table({ age: [31, 22, 45, 8], survived: [1, 1, 0, 0] });
 * const [train, test] = trainTestSplit(people, { testSize: 0.5, stratify: 'survived', seed: 1 });
 */
export function trainTestSplit<T extends RowTable>(table: T, options?: SplitOptions): [T, T];
export function trainTestSplit<X extends ArrayLikeData, Y extends ArrayLikeData>(
  x: X,
  y: Y,
  options?: SplitOptions,
): [X, X, Y, Y];
export function trainTestSplit(
  x: ArrayLikeData,
  second?: ArrayLikeData | SplitOptions,
  third: SplitOptions = {},
): ArrayLikeData[] {
  if (x instanceof RowTable && !isData(second)) return splitTable(x, second ?? {});
  if (!isData(second))
    throw new Error(
      `trainTestSplit: expected the targets y after x. Received: ${received(second)}. Only a table may come alone.`,
    );
  return splitPair(x, second, third);
}

const isData = (value: unknown): value is ArrayLikeData =>
  Array.isArray(value) ||
  ArrayBuffer.isView(value) ||
  value instanceof tf.Tensor ||
  value instanceof RowTable;

function splitTable(table: RowTable, options: SplitOptions): ArrayLikeData[] {
  const { stratify } = options;
  if (stratify === true)
    throw new Error(
      "trainTestSplit: stratify must name the column of the classes when a table is split. Received: true. Write { stratify: 'column' }.",
    );
  const [train, test] = choose(table.rowCount, table, { ...options, stratify: labelsIn(table, stratify) });
  return [take(table, train), take(table, test)];
}

/** The labels: those given, or a column's. */
function labelsIn(table: RowTable | undefined, stratify: SplitOptions['stratify']): boolean | string[] {
  if (typeof stratify !== 'string')
    return stratify === undefined || typeof stratify === 'boolean'
      ? (stratify ?? false)
      : Array.from(stratify, String);
  if (!table)
    throw new Error(
      `trainTestSplit: stratify must be true or a list of labels. Received: '${stratify}'. Only a table has columns.`,
    );
  if (!table.columns.includes(stratify))
    throw unknownName('column in stratify of trainTestSplit', stratify, table.columns);
  return table.records().map((row) => String(row[stratify]));
}

function splitPair(x: ArrayLikeData, y: ArrayLikeData, options: SplitOptions): ArrayLikeData[] {
  const samples = count(x);
  if (count(y) !== samples) {
    throw new Error(
      `trainTestSplit: x and y must have as many samples. Received: ${samples} and ${count(y)}.`,
    );
  }
  const table = x instanceof RowTable ? x : undefined;
  const [train, test] = choose(samples, y, { ...options, stratify: labelsIn(table, options.stratify) });
  return [take(x, train), take(x, test), take(y, train), take(y, test)];
}

type Choice = SplitOptions & { stratify: boolean | string[] };

function choose(samples: number, y: ArrayLikeData, options: Choice): [Int32Array, Int32Array] {
  const { testSize = 0.25, shuffle = true, stratify, seed = nextSeed() } = options;
  const tests = testSize < 1 ? Math.ceil(testSize * samples) : testSize;
  if (!(tests > 0 && tests < samples)) {
    throw new Error(
      `trainTestSplit: testSize must leave samples on both sides of ${samples}. Received: ${testSize}.`,
    );
  }
  if (!shuffle) {
    const order = wholeNumbers(samples);
    return [order.slice(0, samples - tests), order.slice(samples - tests)];
  }
  const random = new MersenneTwister(seed);
  if (stratify !== false) return byClass(stratify === true ? labelsOf(y) : stratify, tests, random);
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
  if (y instanceof RowTable) return y.records().map((row) => Object.values(row).join());
  if (!(y instanceof tf.Tensor)) return Array.from(y as ArrayLike<unknown>, (label) => String(label));
  return tf.tidy(() => {
    const tensor = y as tf.Tensor;
    const oneHot = tensor.rank > 1 && tensor.shape.at(-1)! > 1;
    return Array.from((oneHot ? tf.argMax(tensor, -1) : tf.reshape(tensor, [-1])).dataSync());
  });
}

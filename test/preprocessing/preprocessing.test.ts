// Splits, labels, scales and reports, against scikit-learn's numbers where it has them.
import { beforeAll, describe, expect, test } from 'vitest';
import { displaySymbol } from '../../lib/host.js';
import { classificationReport } from '../../lib/preprocessing/classification-report.js';
import { normalize, standardScaler } from '../../lib/preprocessing/scale.js';
import { toCategorical } from '../../lib/preprocessing/to-categorical.js';
import { trainTestSplit } from '../../lib/preprocessing/train-test-split.js';
import { tf } from '../../lib/tf.js';

beforeAll(() => tf.setBackend('cpu'));

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

describe('trainTestSplit', () => {
  test('the split of scikit-learn for the same seed', () => {
    // sklearn.model_selection.train_test_split(range(10), test_size=0.3, random_state=42)
    const [train, test] = trainTestSplit(range(10), range(10), { testSize: 0.3, seed: 42 });
    expect([train, test]).toEqual([
      [0, 7, 2, 9, 4, 3, 6],
      [8, 1, 5],
    ]);
  });

  test('tensors and typed arrays come back as such, rows together', () => {
    const x = tf.tensor2d(range(20), [10, 2]);
    const [xTrain, xTest, yTrain, yTest] = trainTestSplit(x, Float32Array.from(range(10)), { seed: 1 });
    expect([xTrain.shape, xTest.shape]).toEqual([
      [7, 2],
      [3, 2],
    ]);
    expect(yTrain).toBeInstanceOf(Float32Array);
    expect(xTest.arraySync().map(([first]) => first! / 2)).toEqual(Array.from(yTest));
  });

  test('stratify keeps the shares of classes; without shuffle the last are the test', () => {
    const y = range(40).map((i) => (i % 4 === 0 ? 1 : 0));
    const [, , , yTest] = trainTestSplit(range(40), y, { testSize: 0.2, stratify: true });
    expect(yTest.filter((label) => label === 1)).toHaveLength(yTest.length / 4);
    expect(trainTestSplit(range(4), range(4), { testSize: 1, shuffle: false })[1]).toEqual([3]);
  });

  test('errors', () => {
    expect(() => trainTestSplit([1, 2], [1])).toThrow('as many samples');
    expect(() => trainTestSplit([1, 2], [1, 2], { testSize: 2 })).toThrow('both sides');
  });
});

test('toCategorical', () => {
  expect(toCategorical([0, 2]).arraySync()).toEqual([
    [1, 0, 0],
    [0, 0, 1],
  ]);
  expect(toCategorical(tf.tensor1d([1, 0], 'int32'), 2).arraySync()).toEqual([
    [0, 1],
    [1, 0],
  ]);
  const rows = [
    [0, 1],
    [2, 0],
  ];
  const nested = toCategorical(rows, 3);
  expect(nested.arraySync()).toEqual([
    [
      [1, 0, 0],
      [0, 1, 0],
    ],
    [
      [0, 0, 1],
      [1, 0, 0],
    ],
  ]);
  expect(toCategorical(tf.zeros([4, 1], 'int32'), 2).shape).toEqual([4, 2]);
  expect(() => toCategorical([3], 3)).toThrow('from 0 to 2. Received: 3');
});

test('normalize', () => {
  const [[a, b], zero] = normalize([
    [3, 4],
    [0, 0],
  ]) as [number[], number[]];
  expect([a, b, ...zero]).toEqual([expect.closeTo(0.6), expect.closeTo(0.8), 0, 0]);
});

test('standardScaler takes mean and deviation out, and puts them back', () => {
  const x = [
    [1, 5],
    [3, 5],
  ];
  const scaler = standardScaler().fit(x);
  expect(scaler.mean).toEqual([2, 5]);
  expect(scaler.transform(x)).toEqual([
    [-1, 0],
    [1, 0],
  ]);
  expect(scaler.inverseTransform(scaler.transform(x))).toEqual(x);
  expect(() => standardScaler().transform(x)).toThrow('call fit');
  expect(() => scaler.transform([[1]])).toThrow('fitted on 2 features. Received: 1');
});

describe('classificationReport', () => {
  const report = classificationReport([0, 1, 1, 2, 2, 2], [0, 1, 2, 2, 2, 0], { classes: ['a', 'b', 'c'] });

  test('scikit-learn’s numbers', () => {
    expect(report.accuracy).toBeCloseTo(4 / 6);
    const c = report.classes[2]!;
    expect([c.precision, c.recall, c.f1, c.support]).toEqual(
      [2 / 3, 2 / 3, 4 / 6, 3].map((n) => expect.closeTo(n)),
    );
    expect(report.macro.f1).toBeCloseTo((2 / 3 + 2 / 3 + 2 / 3) / 3);
    expect(report.matrix).toEqual([
      [1, 0, 0],
      [0, 1, 1],
      [1, 0, 2],
    ]);
  });

  test('one-hot labels and probabilities', () => {
    const probabilities = tf.tensor2d([
      [0.9, 0.1],
      [0.4, 0.6],
    ]);
    expect(classificationReport(toCategorical([0, 1]), probabilities).accuracy).toBe(1);
    expect(classificationReport([0, 1], [[0.2], [0.7]]).accuracy).toBe(1);
  });

  test('a table in a notebook, text elsewhere', () => {
    const bundle = report[displaySymbol]() as Record<string, string>;
    expect(bundle['text/markdown']).toContain('| c | 0.667 |');
    expect(bundle['text/plain']).toContain('weighted mean');
  });
});

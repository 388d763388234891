import { describe, expect, test } from 'vitest';
import { bostonHousing } from '../../lib/datasets/boston-housing.js';
import { iris } from '../../lib/datasets/iris.js';
import { parseTable } from '../../lib/datasets/table.js';
import { displaySymbol } from '../../lib/host.js';

describe('bostonHousing', () => {
  test('gives the rows of keras.datasets.boston_housing.load_data()', async () => {
    const { train, test: held } = await bostonHousing();
    expect([train.x.shape, train.y.shape]).toEqual([[404, 13], [404]]);
    expect([held.x.shape, held.y.shape]).toEqual([[102, 13], [102]]);
    const first = [1.23247, 0, 8.14, 0, 0.538, 6.142, 91.7, 3.9769, 4, 307, 21, 396.9, 18.72];
    expect([...train.x.dataSync().slice(0, 13)]).toEqual([...Float32Array.from(first)]);
    expect([...train.y.dataSync().slice(0, 4)]).toEqual([...Float32Array.from([15.2, 42.3, 50, 21.1])]);
    expect([...held.y.dataSync().slice(0, 3)]).toEqual([...Float32Array.from([7.2, 18.8, 19])]);
  });

  test('normalizes by the training rows alone', async () => {
    const { train, test: held } = await bostonHousing({ normalize: true });
    const mean = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0) / values.length;
    expect(Math.abs(mean(train.x.dataSync()))).toBeLessThan(1e-6);
    expect(Math.abs(mean(held.x.dataSync()))).toBeGreaterThan(1e-3);
  });
});

describe('iris', () => {
  test('splits 105 and 45 rows, every row once', async () => {
    const { train, test: held, all, classes } = await iris();
    expect([train.x.shape, held.x.shape, all.x.shape]).toEqual([
      [105, 4],
      [45, 4],
      [150, 4],
    ]);
    expect([train.y.dtype, classes.length]).toEqual(['int32', 3]);
    const sum = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => a + b, 0);
    expect(sum(train.x.dataSync()) + sum(held.x.dataSync())).toBeCloseTo(sum(all.x.dataSync()), 2);
  });

  test('gives one-hot labels that agree with the class numbers', async () => {
    const [numbers, rows] = [await iris({ seed: 3 }), await iris({ seed: 3, oneHot: true })];
    const hot = rows.test.y.dataSync();
    numbers.test.y.dataSync().forEach((label, row) => {
      expect([...hot.slice(row * 3, row * 3 + 3)]).toEqual([0, 1, 2].map((c) => Number(c === label)));
    });
  });

  test('shows its shapes, classes, licence and citation', async () => {
    const bundle = await (await iris())[displaySymbol]();
    for (const word of ['[105, 4]', 'setosa', 'public domain', 'Fisher']) {
      expect(bundle?.['text/plain']).toContain(word);
      expect(bundle?.['text/html']).toContain(word);
    }
  });

  test('names a testSplit that is no share', async () => {
    await expect(iris({ testSplit: 1 })).rejects.toThrow('0 ≤ testSplit < 1. Received: 1');
    await expect(iris({ testSplit: Number.NaN })).rejects.toThrow('Received: NaN');
  });
});

test('a broken row is named', () => {
  expect(() => parseTable('1,2\n3,x\n', 2)).toThrow('Row 1 is broken. Expected 2 numbers, received "3,x"');
});

// From a CSV text to a trained model: tables go into a split, `fit`, `evaluate` and `predict` as they are; and a cell's
// checker knows them.
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { createLanguage } from '../../kernel/language/language.js';
import { preloadedTypes } from '../../kernel/language/preload.js';
import { layers, readCsv, sequential, type Table, tf, trainTestSplit } from '../../lib/index.js';

const csv = [
  'age,fare,sex,survived',
  ...Array.from(
    { length: 60 },
    (_, i) => `${i % 9 === 0 ? '' : i},${i % 7},${i % 2 ? 'female' : 'male'},${i % 2}`,
  ),
].join('\n');

describe('a table in training', () => {
  it('goes into fit, evaluate and predict', async () => {
    const rows = (await readCsv(csv)).fillMissing({ age: 'median' }).oneHot('sex');
    const [train, test] = trainTestSplit(rows, { testSize: 0.25, stratify: 'survived', seed: 1 });
    const features = ['fare', 'sex_female', 'sex_male'];
    const model = sequential([layers.dense({ units: 1, activation: 'sigmoid', inputShape: [3] })]);
    model.compile({ optimizer: 'adam', loss: 'binaryCrossentropy', metrics: ['accuracy'] });
    const learn = () =>
      model.fit(train.select(features), train.select('survived'), {
        epochs: 30,
        validationData: [test.select(features), test.select('survived')],
        verbose: 0,
      });
    const { history } = await learn();
    expect(history.loss!.at(-1)!).toBeLessThan(history.loss![0]!);
    const result = model.predict(test.select(features)) as tf.Tensor;
    expect(result.shape).toEqual([15, 1]);
    const before = tf.memory().numTensors;
    await learn();
    await model.evaluate(test.select(features), test.select('survived'), { verbose: 0 });
    expect(tf.memory().numTensors).toBe(before);
  });

  it('tells what is missing or is no number', async () => {
    const rows: Table = await readCsv(csv);
    const model = sequential([layers.dense({ units: 1, inputShape: [2] })]);
    model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
    const trained = (columns: string[]) =>
      model.fit(rows.select(columns), rows.select('survived'), { verbose: 0 });
    await expect(trained(['age', 'fare'])).rejects.toThrow(
      /fit: x: .*column 'age'.*7 missing of 60, the first in row 0/,
    );
    await expect(trained(['sex', 'fare'])).rejects.toThrow(/fit: x: .*column 'sex'.*oneHot\('sex'\)/);
  });
});

describe('a table in a cell', () => {
  const types = preloadedTypes(new URL('../../dist/types', import.meta.url).pathname);
  const language = createLanguage({ cwd: tmpdir(), preload: types });
  const told = (cell: string): string[] => {
    const result = language.convert(cell, 'Cell[1]');
    return result.ok ? [] : result.diagnostics.map(({ message }) => message);
  };

  it.each([
    "const a = await readCsv('people.csv'); plot.scatter(a, { x: 'age', y: 'fare' }); plot.histogram(a.numbers('age'));",
    "const t = table({ age: [1, 2], sex: ['m', 'f'] }); t.groupBy('sex').agg({ age: 'mean' }).column('age_mean');",
    "const m = sequential([layers.dense({ units: 1, inputShape: [1] })]); const r = table({ x: [1], y: [2] }); await m.fit(r.select('x'), r.select('y'));",
    "const p = await readCsv<{ age: number; sex: string }>('people.csv'); const years: number[] = p.column('age');",
    'const [train, test] = trainTestSplit(table({ x: [1, 2] }), { testSize: 1 }); train.head();',
  ])('%s', (cell) => {
    expect(told(cell)).toEqual([]);
  });

  it('refuses a column that there is not', () => {
    expect(told("table({ age: [1, 2] }).column('agee')").join()).toMatch(/"agee"|'agee'/);
    expect(told("(await readCsv<{ age: number }>('people.csv')).select(['ages'])").join()).toMatch(/ages/);
  });
});

// Folders of texts as batches, and what they teach a text layer.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import * as layers from '../../lib/layers/layers.js';
import { model, sequential } from '../../lib/models/factories.js';
import * as ops from '../../lib/ops/ops.js';
import * as optimizers from '../../lib/optimizers/optimizers.js';
import { textDatasetFromDirectory } from '../../lib/text/text-dataset.js';
import { tf } from '../../lib/tf.js';
import { installOnTfjs } from '../../lib/tfjs/install.js';

const folder = mkdtempSync(join(tmpdir(), 'tensorcell-texts-'));
const quiet = { verbose: false } as const;

beforeAll(async () => {
  await tf.setBackend('cpu');
  installOnTfjs();
  for (const name of ['bad', 'good', '.ipynb_checkpoints', 'good/.ipynb_checkpoints'])
    mkdirSync(join(folder, name), { recursive: true });
  for (let i = 0; i < 6; i++) {
    writeFileSync(join(folder, 'bad', `${i}.txt`), `a bad film ${i}`);
    writeFileSync(join(folder, 'good', `${i}.txt`), `a good film 좋아 ${i}`);
  }
  writeFileSync(join(folder, 'good', 'notes.md'), 'no text of the set');
  for (const name of ['.ipynb_checkpoints', 'good/.ipynb_checkpoints'])
    writeFileSync(join(folder, name, '1.txt'), 'an older copy');
});
afterAll(() => rmSync(folder, { recursive: true }));

it('gives texts and labels in batches, by path where they are not shuffled', async () => {
  const texts = textDatasetFromDirectory(folder, { ...quiet, shuffle: false, batchSize: 5 });
  expect([texts.classNames, texts.length, texts.filePaths.length]).toEqual([['bad', 'good'], 3, 12]);
  const batches = [];
  for await (const [x, y] of texts) batches.push([[...x.dataSync<'string'>()], [...y!.dataSync()]]);
  expect(batches[1]).toEqual([
    ['a bad film 5', 'a good film 좋아 0', 'a good film 좋아 1', 'a good film 좋아 2', 'a good film 좋아 3'],
    [0, 1, 1, 1, 1],
  ]);
});

it('cuts, splits and leaves labels out as it is told', async () => {
  const cut = textDatasetFromDirectory(folder, { ...quiet, shuffle: false, maxLength: 5, labelMode: null });
  expect((await cut.texts())[0]).toBe('a bad');
  const options = {
    ...quiet,
    seed: 3,
    validationSplit: 0.25,
    subset: 'both',
    labelMode: 'categorical',
  } as const;
  const [train, held] = textDatasetFromDirectory(folder, options);
  expect([train.filePaths.length, held.filePaths.length, train.shuffles, held.shuffles]).toEqual([
    9,
    3,
    true,
    false,
  ]);
  for await (const [, y] of held) expect(y!.shape).toEqual([3, 2]);
  expect(() =>
    textDatasetFromDirectory(folder, { ...quiet, validationSplit: 0.5, subset: 'training' }),
  ).toThrow('textDatasetFromDirectory: a shuffled split needs a seed');
});

it('teaches a model that takes the texts themselves', async () => {
  const texts = textDatasetFromDirectory(folder, { ...quiet, batchSize: 4, seed: 1 });
  const words = layers.textVectorization({ outputMode: 'multiHot' });
  words.adapt(await texts.texts());
  const model = sequential([
    layers.input({ shape: [], dtype: 'string' }),
    words,
    layers.dense({ units: 1, activation: 'sigmoid' }),
  ] as never);
  model.compile({ optimizer: optimizers.adam({ learningRate: 0.05 }), loss: 'binaryCrossentropy' });
  const first = await model.evaluate(tf.tensor(['a good film']), [1]);
  await model.fit(texts, { epochs: 20, verbose: 0, eager: true });
  const last = await model.evaluate(tf.tensor(['a good film']), [1]);
  expect(last.loss).toBeLessThan(first.loss);
});

it('gives batches changed by a function, again and again, and what a layer adapts to', async () => {
  const texts = textDatasetFromDirectory(folder, { ...quiet, shuffle: false, batchSize: 5 });
  const words = layers.textVectorization({ outputMode: 'multiHot' });
  words.adapt(await texts.map((x) => x).inputs());
  expect(words.getVocabulary()).toContain('좋아');
  const { numTensors } = tf.memory();
  const numbers = texts.map((x, y) => [words.apply(x), y]).map((x, y) => [tf.mul(x, 2), tf.add(y, 1)]);
  expect([numbers.length, numbers.batchSize]).toEqual([3, 5]);
  for (let pass = 0; pass < 2; pass++) {
    const seen: number[] = [];
    for await (const [x, y] of numbers) {
      expect([x.shape[1], tf.max(x).dataSync()[0]]).toEqual([words.getVocabulary().length, 2]);
      seen.push(...y.dataSync());
      tf.dispose([x, y]);
    }
    expect(seen).toEqual([1, 1, 1, 1, 1, 1, 2, 2, 2, 2, 2, 2]);
  }
  expect(tf.memory().numTensors - numTensors).toBeLessThanOrEqual(6);
  expect(() => texts.map('lower' as never)).toThrow('map: expected a function of a batch');
});

it('takes one of the texts that a model is given', () => {
  const texts = layers.input({ shape: [3], dtype: 'string' });
  const second = ops.getItem(texts, ['all', [1, 2]]);
  expect([second.shape, second.dtype]).toEqual([[null, 1], 'string']);
  const table = layers.stringLookup({ vocabulary: ['a', 'b'], outputMode: 'multiHot' });
  const network = model({ inputs: texts, outputs: table.apply(second) });
  const given = tf.tensor2d(['a', 'b', 'a', 'b', 'c', 'a'], [2, 3], 'string');
  expect((network.predict(given) as tf.Tensor2D).arraySync()).toEqual([
    [0, 0, 1],
    [1, 0, 0],
  ]);
});

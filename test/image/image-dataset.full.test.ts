// imageDatasetFromDirectory against Keras: files, labels, splits, every way of resizing; and what passes over it are.
import { join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { DatasetOptions } from '../../lib/image/dataset-options.js';
import { type ImageDataset, imageDatasetFromDirectory } from '../../lib/image/image-dataset.js';
import type { tf } from '../../lib/tf.js';
import { distance, golden, goldenPath } from './golden.js';

interface Golden {
  cases: {
    options: DatasetOptions;
    classNames: string[] | null;
    filePaths: string[];
    x: { shape: number[]; values: number[] };
    y: { shape: number[]; dtype: string; values: number[] } | null;
  }[];
  orders: { seed: number; paths: [string[], string[]] }[];
}

const folder = goldenPath('images');
const { cases, orders } = golden<Golden>('datasets');
const names = (paths: readonly string[]) => paths.map((path) => relative(folder, path));
const camel = (text: string | undefined) => (text === 'channels_first' ? 'channelsFirst' : text);

test.each(cases)('$options gives what Keras gives', async ({ options, ...expected }) => {
  const dataFormat = camel(options.dataFormat) as 'channelsFirst' | undefined;
  const dataset = imageDatasetFromDirectory(folder, { ...options, ...(dataFormat && { dataFormat }) });
  expect(dataset.classNames).toEqual(expected.classNames ?? []);
  expect(names(dataset.filePaths)).toEqual(expected.filePaths);
  const [x, y] = await firstOf(dataset as ImageDataset<[tf.Tensor4D, tf.Tensor]>);
  expect(x.shape).toEqual(expected.x.shape);
  expect(distance(x.dataSync(), expected.x.values)).toBeLessThanOrEqual(1.1);
  expect(y && { shape: y.shape, dtype: y.dtype, values: [...y.dataSync()] }).toEqual(expected.y ?? undefined);
});

async function firstOf<B>(dataset: AsyncIterable<B>): Promise<B> {
  for await (const batch of dataset) return batch;
  throw new Error('There is no batch.');
}

test.each(orders)('seed $seed parts the files as Keras does', ({ seed, paths }) => {
  const both = imageDatasetFromDirectory(folder, { validationSplit: 0.3, subset: 'both', seed });
  expect(both.map(({ filePaths }) => names(filePaths))).toEqual(paths);
  const training = imageDatasetFromDirectory(folder, { validationSplit: 0.3, subset: 'training', seed });
  expect(names(training.filePaths)).toEqual(paths[0]);
});

describe('a pass', () => {
  const options = { imageSize: 8, batchSize: 4, seed: 1, verbose: false } as const;

  test('visits every image once, each time in another order, for a seed always the same', async () => {
    const dataset = imageDatasetFromDirectory(folder, options);
    const again = imageDatasetFromDirectory(folder, options);
    const sums = async (from: typeof dataset) => {
      const seen: number[] = [];
      for await (const [x] of from) seen.push(...((x as tf.Tensor).sum([1, 2, 3]) as tf.Tensor).dataSync());
      return seen;
    };
    const [first, second] = [await sums(dataset), await sums(dataset)];
    expect([dataset.length, first.length]).toEqual([3, 10]);
    expect([...second].sort()).toEqual([...first].sort());
    expect(second).not.toEqual(first);
    expect([await sums(again), await sums(again)]).toEqual([first, second]);
  });

  test('may be left, and begins anew', async () => {
    const dataset = imageDatasetFromDirectory(folder, { ...options, shuffle: false });
    const [x] = await firstOf(dataset);
    const [again] = await firstOf(dataset);
    expect([...again.dataSync()]).toEqual([...x.dataSync()]);
  });
});

describe('wrong options are named', () => {
  const cases: [what: string, options: DatasetOptions, message: string][] = [
    ['a split alone', { validationSplit: 0.2 }, 'only make sense together'],
    ['a subset alone', { subset: 'training' }, 'only make sense together'],
    ['no seed', { validationSplit: 0.2, subset: 'training' }, 'needs a seed'],
    ['a share of 1', { validationSplit: 1, subset: 'training', seed: 1 }, 'validationSplit must be'],
    ['labels that are too few', { labels: [0, 1] }, 'Expected 10'],
    ['names with labels', { labels: null, classNames: ['dogs'] }, 'classNames must be'],
    ['an unknown class', { classNames: ['birds'] }, 'received birds'],
    ['binary with one class', { labelMode: 'binary', classNames: ['dogs'] }, 'needs 2 classes, received 1'],
    ['crop and pad', { cropToAspectRatio: true, padToAspectRatio: true }, 'not both'],
    ['a way to resize', { interpolation: 'lanczos' as 'area' }, 'interpolation must be'],
    ['a size', { imageSize: [0, 5] }, 'imageSize must be'],
    ['a label mode', { labelMode: 'sparse' as 'int' }, 'labelMode must be'],
  ];
  test.each(cases)('%s', (_, options, message) => {
    expect(() => imageDatasetFromDirectory(folder, options)).toThrow(message);
  });

  test('a missing folder', () => {
    expect(() => imageDatasetFromDirectory(join(folder, 'missing'))).toThrow();
  });
});

// How an iterator of batches behaves: passes, order, seeds, subsets, memory.

import { expect, test } from 'vitest';
import { ImageDataGenerator } from '../../lib/image/image-data-generator.js';
import type { Processing } from '../../lib/image/iterators/batch.js';
import { ImageIterator } from '../../lib/image/iterators/image-iterator.js';
import { noStandardization } from '../../lib/image/transform/standardize.js';
import { inlineRunner } from '../../lib/image/workers/runner.js';
import { setSeed } from '../../lib/random/random.js';
import { tf } from '../../lib/tf.js';

/** Images of one pixel, each with its row as value. */
const numbered = (count: number) =>
  tf.tensor4d(
    Array.from({ length: count }, (_, row) => row),
    [count, 1, 1, 1],
  );
const labels = (count: number) => Array.from({ length: count }, (_, row) => row % 2);
const plain = new ImageDataGenerator();

async function values(
  iterator: { batch(): Promise<[tf.Tensor4D, ...unknown[]]> },
  batches: number,
): Promise<number[][]> {
  const taken: number[][] = [];
  for (let i = 0; i < batches; i++) taken.push([...(await iterator.batch())[0].dataSync()]);
  return taken;
}

test('a pass visits every image once, the last batch is what remains', async () => {
  const iterator = plain.flow(numbered(5), labels(5), { batchSize: 2, shuffle: false });
  expect([iterator.length, iterator.samples, iterator.imageShape]).toEqual([3, 5, [1, 1, 1]]);
  expect(await values(iterator, 4)).toEqual([[0, 1], [2, 3], [4], [0, 1]]);
});

test('each pass has an order of its own', async () => {
  const iterator = plain.flow(numbered(50), undefined, { batchSize: 50, seed: 3 });
  const [first, second] = await values(iterator, 2);
  expect(first).not.toEqual(second);
  expect([...first!].sort((a, b) => a - b)).toEqual([...second!].sort((a, b) => a - b));
});

test('targets and weights stay with their images', async () => {
  const x = numbered(6);
  const oneHot = tf.oneHot(tf.tensor1d([0, 1, 2, 0, 1, 2], 'int32'), 3);
  const iterator = plain.flow(x, oneHot, { batchSize: 4, sampleWeight: [0, 10, 20, 30, 40, 50] });
  const [images, y, weights] = await iterator.batch();
  expect([y.shape, weights.shape]).toEqual([[4, 3], [4]]);
  const rows = [...images.dataSync()];
  expect([...weights.dataSync()]).toEqual(rows.map((row) => row * 10));
  expect([...y.argMax(1).dataSync()]).toEqual(rows.map((row) => row % 3));
});

test('random.setSeed fixes order and transforms where no seed is given', async () => {
  const augmenting = new ImageDataGenerator({ channelShiftRange: 50, rotationRange: 90 });
  const draw = async () => {
    setSeed(11);
    return values(augmenting.flow(tf.randomUniform([6, 3, 3, 1], 0, 255, 'float32', 5) as tf.Tensor4D), 3);
  };
  expect(await draw()).toEqual(await draw());
});

test('what is prepared ahead changes nothing', async () => {
  const augmenting = new ImageDataGenerator({ channelShiftRange: 50 });
  const images = numbered(7);
  const [none, some, many] = await Promise.all(
    [0, 2, 9].map((prefetch) =>
      values(augmenting.flow(images, undefined, { batchSize: 3, seed: 1, prefetch }), 8),
    ),
  );
  expect(none).toEqual(some);
  expect(some).toEqual(many);
});

test('subsets share the images, validation first', async () => {
  const split = new ImageDataGenerator({ validationSplit: 0.25 });
  const take = (subset: 'training' | 'validation') =>
    values(split.flow(numbered(8), undefined, { subset, shuffle: false }), 1);
  expect(await take('validation')).toEqual([[0, 1]]);
  expect(await take('training')).toEqual([[2, 3, 4, 5, 6, 7]]);
});

test('a loop may be left and taken up again with a new pass', async () => {
  const iterator = plain.flow(numbered(4), undefined, { batchSize: 1, shuffle: false });
  const seen: number[] = [];
  for await (const [x] of iterator) {
    seen.push(x.dataSync()[0]!);
    if (seen.length === 2) break;
  }
  expect(seen).toEqual([0, 1]);
  expect(await values(iterator, 1)).toEqual([[0]]);
});

test('preprocessingFunction comes after transforms and before rescaling', async () => {
  const generator = new ImageDataGenerator({
    preprocessingFunction: (image) => image.add(1),
    rescale: 10,
  });
  expect(await values(generator.flow(numbered(3), undefined, { shuffle: false }), 1)).toEqual([[10, 20, 30]]);
});

test('no tensor is left behind', async () => {
  const generator = new ImageDataGenerator({
    preprocessingFunction: (image) => image.mul(2),
    rotationRange: 5,
  });
  const iterator = generator.flow(numbered(6), labels(6), { batchSize: 2 });
  const before = tf.memory().numTensors;
  for (let i = 0; i < 7; i++) tf.dispose(await iterator.batch());
  generator.fit(tf.zeros([2, 3, 3, 1]));
  expect(tf.memory().numTensors).toBe(before + 1);
});

test('no more batches are prepared than asked for', async () => {
  let asked = 0;
  const processing: Processing = {
    runner: inlineRunner,
    recipe: { filling: { fillMode: 'nearest', cval: 0, interpolationOrder: 1 } },
    standardization: noStandardization,
    preprocessingFunction: undefined,
    layout: { dataFormat: 'channelsLast', dtype: 'float32' },
    drawTransform: () => ({}),
  };
  const feed = {
    samples: 100,
    height: 1,
    width: 1,
    channels: 1,
    nameOf: String,
    batch: (x: tf.Tensor4D): [tf.Tensor4D] => [x],
    source(row: number) {
      asked++;
      return { pixels: { data: Float32Array.of(row), height: 1, width: 1, channels: 1 } };
    },
  };
  const iterator = new ImageIterator(feed, processing, { batchSize: 1, prefetch: 3 });
  for (let taken = 1; taken <= 5; taken++) {
    await iterator.batch();
    expect(asked).toBe(taken + 3);
  }
});

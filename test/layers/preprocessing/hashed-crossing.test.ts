// Features crossed as Keras crosses them: the numbers are those of real Keras 3.15.1 on TensorFlow.
import { beforeAll, expect, test } from 'vitest';
import { layerFromConfig } from '../../../lib/core/registry.js';
import * as layers from '../../../lib/layers/preprocessing/preprocessing.js';
import { tf } from '../../../lib/tf.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

test('texts and whole numbers, negative ones too', () => {
  const layer = layers.hashedCrossing({ numBins: 5 });
  const given = [
    ['A', 'B', 'A', 'A', 'A'],
    [101, 101, 101, 102, -7],
  ] as never as tf.Tensor[];
  expect([...layer.apply(given).dataSync()]).toEqual([1, 4, 1, 3, 1]);
});

test('three columns', () => {
  const columns = [
    [['A'], ['B']],
    [['x'], ['yé']],
    [[3], [4]],
  ].map((one) => tf.tensor(one as never));
  const crossed = layers.hashedCrossing({ numBins: 1000 }).apply(columns);
  expect([crossed.shape, [...crossed.dataSync()], crossed.dtype]).toEqual([[2, 1], [249, 601], 'int32']);
});

test('as ones in their places, and made again from the configuration', () => {
  const layer = layers.hashedCrossing({ numBins: 3, outputMode: 'oneHot' });
  const config = JSON.parse(JSON.stringify(layer.getConfig()));
  const again = layerFromConfig({ className: 'HashedCrossing', config }) as unknown as typeof layer;
  for (const one of [layer, again])
    expect(one.apply([tf.tensor1d([1, 2]), tf.tensor1d([3, 3])]).arraySync()).toEqual([
      [0, 1, 0],
      [0, 0, 1],
    ]);
});

test('what cannot be crossed is refused', () => {
  const layer = layers.hashedCrossing({ numBins: 3 });
  expect(() => layer.apply([tf.ones([2])])).toThrow('two inputs or more');
  expect(() => layer.apply([tf.ones([2]), tf.ones([3])])).toThrow('all alike');
});

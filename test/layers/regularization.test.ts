// Layers with chance: how much they drop or add, along which axes, and by which seed.
import { beforeAll, describe, expect, test } from 'vitest';
import type { Layer } from '../../lib/layers/base/layer.js';
import {
  alphaDropout,
  dropout,
  gaussianDropout,
  gaussianNoise,
  spatialDropout1d,
  spatialDropout2d,
  spatialDropout3d,
} from '../../lib/layers/layers.js';
import * as random from '../../lib/random/random.js';
import { tf } from '../../lib/tf.js';

beforeAll(() => random.setSeed(3));

const train = (layer: Layer, x: tf.Tensor): number[] => [...layer.apply(x, { training: true }).dataSync()];
const mean = (values: number[]): number => values.reduce((sum, x) => sum + x, 0) / values.length;
const deviation = (values: number[]): number => {
  const center = mean(values);
  return Math.sqrt(mean(values.map((x) => (x - center) ** 2)));
};

test('dropout keeps the mean, and leaves out the share that it is told', () => {
  const values = train(dropout(0.3), tf.ones([100, 100]));
  expect(mean(values)).toBeCloseTo(1, 1);
  expect(values.filter((x) => x === 0).length / 1e4).toBeCloseTo(0.3, 1);
  expect(Math.max(...values)).toBeCloseTo(1 / 0.7, 4);
});

test('noise has the deviation that it is told', () => {
  expect(deviation(train(gaussianNoise({ stddev: 0.5 }), tf.zeros([100, 100])))).toBeCloseTo(0.5, 1);
  const factors = train(gaussianDropout(0.2), tf.ones([100, 100]));
  expect(mean(factors)).toBeCloseTo(1, 1);
  expect(deviation(factors)).toBeCloseTo(0.5, 1);
});

test('alpha dropout keeps mean and deviation', () => {
  const values = train(alphaDropout(0.3), random.normal([100, 100]));
  expect(mean(values)).toBeCloseTo(0, 1);
  expect(deviation(values)).toBeCloseTo(1, 1);
});

describe('what is dropped together', () => {
  test.each<[string, Layer, number[], number[]]>([
    ['dropout', dropout({ rate: 0.5, noiseShape: [null, 1, null] }), [4, 5, 6], [1]],
    ['alphaDropout', alphaDropout({ rate: 0.5, noiseShape: [null, 1, 6] }), [4, 5, 6], [1]],
    ['spatialDropout1d', spatialDropout1d(0.5), [4, 5, 6], [1]],
    ['spatialDropout2d', spatialDropout2d(0.5), [4, 3, 3, 6], [1, 2]],
    [
      'spatialDropout2d, channels first',
      spatialDropout2d({ rate: 0.5, dataFormat: 'channelsFirst' }),
      [4, 6, 3, 3],
      [2, 3],
    ],
    ['spatialDropout3d', spatialDropout3d(0.5), [4, 2, 2, 2, 6], [1, 2, 3]],
    [
      'spatialDropout3d, channels first',
      spatialDropout3d({ rate: 0.5, dataFormat: 'channelsFirst' }),
      [4, 6, 2, 2, 2],
      [2, 3, 4],
    ],
  ])('%s', (_, layer, shape, axes) => {
    const output = layer.apply(tf.ones(shape), { training: true });
    const [low, high] = [tf.min(output, axes), tf.max(output, axes)];
    expect([...low.dataSync()]).toEqual([...high.dataSync()]);
    expect(new Set(output.dataSync()).size).toBe(2);
  });
});

test.each<[string, (seed?: number) => Layer]>([
  ['dropout', (seed) => dropout({ rate: 0.5, seed })],
  ['spatialDropout1d', (seed) => spatialDropout1d({ rate: 0.5, seed })],
  ['gaussianNoise', (seed) => gaussianNoise({ stddev: 0.5, seed })],
  ['gaussianDropout', (seed) => gaussianDropout({ rate: 0.5, seed })],
  ['alphaDropout', (seed) => alphaDropout({ rate: 0.5, seed })],
])('%s: a seed fixes the draws of each layer made with it', (_, make) => {
  const x = tf.ones([4, 5, 6]);
  const [one, other] = [make(7), make(7)];
  const first = train(one, x);
  const second = train(one, x);
  expect(second).not.toEqual(first);
  expect([train(other, x), train(other, x)]).toEqual([first, second]);
  expect(train(make(8), x)).not.toEqual(first);
  random.setSeed(1);
  const shared = train(make(), x);
  random.setSeed(1);
  expect(train(make(), x)).toEqual(shared);
});

test('whole numbers become floats', () => {
  expect(dropout(0.5).apply(tf.ones([2, 2], 'int32'), { training: true }).dtype).toBe('float32');
});

test.each<[string, () => unknown, string]>([
  [
    'a rate beyond 1',
    () => dropout(1.5),
    'dropout: rate is the share that is dropped, from 0 up to 1 (0.4 drops 40 %). Received: 1.5.',
  ],
  ['all of it by noise', () => gaussianDropout(1), 'gaussianDropout: rate is the share'],
  [
    'a deviation beyond 1',
    () => gaussianNoise({ stddev: 2 }),
    'gaussianNoise: stddev must be a number from 0 to 1. Received: 2.',
  ],
  [
    'a noise shape of other axes',
    () => dropout({ rate: 0.5, noiseShape: [2] }).apply(tf.ones([2, 3]), { training: true }),
    "dropout: noiseShape must have a size for each axis of the input: 1, null or the input's. Received: [2] for an input of [2,3].",
  ],
])('%s is refused', (_, make, message) => {
  expect(make).toThrow(message);
});

// Random numbers by a seed are those of Keras; where TensorFlow's own ops draw, see the full tier.
import { beforeAll, describe, expect, test } from 'vitest';
import * as random from '../../lib/random/random.js';
import { tf } from '../../lib/tf.js';
import { cases, expectAsKeras, expectNear, stream } from './cases.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const byTensorFlow = ['gamma', 'beta', 'binomial', 'categorical'];

test.each(cases.filter(({ name }) => !byTensorFlow.includes(name)).map((one) => [one.name, one] as const))(
  '%s',
  (_, one) => expectAsKeras(one),
);

test('a generator of seeds gives draws one after the other', () => {
  const seed = random.seedGenerator(9);
  for (const wanted of stream) expectNear(random.uniform([3], 0, 1, { seed }), wanted);
});

describe('elsewhere than on TensorFlow distributions are the same', () => {
  const moments = (x: tf.Tensor): number[] =>
    [tf.mean(x), tf.moments(x).variance].map((one) => one.dataSync()[0]!);
  test.each([
    ['gamma', () => random.gamma([20_000], 3, { seed: 1 }), 3, 3],
    ['gamma below 1', () => random.gamma([20_000], 0.5, { seed: 1 }), 0.5, 0.5],
    ['beta', () => random.beta([20_000], 2, 3, { seed: 1 }), 0.4, 0.04],
    ['binomial', () => random.binomial([20_000], 10, 0.3, { seed: 1 }), 3, 2.1],
  ] as const)('%s', (_, draw, mean, variance) => {
    const [found, spread] = moments(draw());
    expect(found).toBeCloseTo(mean, 1);
    expect(Math.abs(spread! - variance)).toBeLessThan(0.1 * variance);
  });

  test('classes', () => {
    const drawn = random.categorical(tf.log(tf.tensor2d([[0.1, 0.7, 0.2]])), 20_000, { seed: 1 });
    const counts = tf.mean(tf.oneHot(tf.cast(drawn.reshape([-1]), 'int32'), 3), 0).dataSync();
    for (const [i, share] of [0.1, 0.7, 0.2].entries()) expect(counts[i]).toBeCloseTo(share, 1);
  });
});

test('what cannot be drawn is refused', () => {
  expect(() => random.randint([2], 3, 3)).toThrow('low below high');
  expect(() => random.categorical(tf.ones([3]), 2)).toThrow('[rows, classes]');
  expect(() => random.shuffle(tf.ones([3]), { axis: 1 })).toThrow('axis must be from -1 to 0');
  expect(() => random.dropout(tf.ones([3]), 2)).toThrow('from 0 to 1');
  expect(() => random.uniform([3], 0, 1, { seed: 1.5 })).toThrow('a whole number');
  expect(() => random.seedGenerator(1.5)).toThrow('a whole number');
});

// The one source of chance: TensorFlow's own numbers, and the same ones for the same seed.
import { beforeAll, expect, test } from 'vitest';
import { fillNormal, fillUniform, Philox } from '../lib/random/philox.js';
import * as random from '../lib/random/random.js';
import { tf } from '../lib/tf.js';

beforeAll(() => tf.setBackend('cpu'));

test('uniform numbers are those of tf.random.stateless_uniform', () => {
  const expected = [0.84406042, 0.19204533, 0.99622321, 0.1603874];
  for (const [i, value] of fillUniform(1, 2, 4).entries()) expect(value).toBeCloseTo(expected[i]!, 7);
});

test('normal numbers are those of tf.random.stateless_normal', () => {
  const expected = [0.54411012, 0.2073803, 0.07356432, 0.04643455];
  for (const [i, value] of fillNormal(1, 2, 4).entries()) expect(value).toBeCloseTo(expected[i]!, 6);
});

test('a normal distribution has its mean and deviation', () => {
  const { mean, variance } = tf.moments(tf.tensor1d(fillNormal(5, 5, 100_000)));
  expect(mean.dataSync()[0]).toBeCloseTo(0, 2);
  expect(variance.dataSync()[0]).toBeCloseTo(1, 1);
});

test('whole numbers below a limit are all reached, none beyond', () => {
  const stream = new Philox(3, 0);
  const counts = new Array<number>(7).fill(0);
  for (let i = 0; i < 7000; i++) counts[stream.below(7)]! += 1;
  for (const count of counts) expect(Math.abs(count - 1000)).toBeLessThan(150);
});

test('the same seed gives the same draws, host and device alike; another seed others', () => {
  const draws = (seed: number): unknown => {
    random.setSeed(seed);
    const device = [random.uniform([3]), random.normal([3], 5, 2)].map((tensor) =>
      Array.from(tensor.dataSync()),
    );
    return [random.nextSeed(), Array.from(random.permutation(10)), device];
  };
  const first = draws(7);
  expect(draws(7)).toEqual(first);
  expect(draws(8)).not.toEqual(first);
});

test('a permutation holds every number once', () => {
  expect(Array.from(random.permutation(50)).sort((a, b) => a - b)).toEqual(
    Array.from({ length: 50 }, (_, i) => i),
  );
});

test('tf.disposeVariables does not end chance', () => {
  random.uniform([2]);
  tf.disposeVariables();
  expect(random.uniform([2]).shape).toEqual([2]);
});

test('a seed that is no whole number is an error', () => {
  expect(() => random.setSeed(1.5)).toThrow('whole number');
});

// TensorFlow.js' random functions: fixed by random.setSeed, and distributed as they promise.
import { beforeAll, expect, test } from 'vitest';
import * as random from '../../lib/random/random.js';
import { tf } from '../../lib/tf.js';
import { installRandomFunctions } from '../../lib/tfjs/random-functions.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
  installRandomFunctions();
});

const functions: Record<string, (seed?: number) => tf.Tensor> = {
  randomUniform: (seed) => tf.randomUniform([3, 2], -1, 2, 'float32', seed),
  'randomUniform of whole numbers': (seed) => tf.randomUniform([20], -3, 4, 'int32', seed),
  randomUniformInt: (seed) => tf.randomUniformInt([20], 5, 9, seed as number),
  randomNormal: (seed) => tf.randomNormal([3, 2], 1, 2, 'float32', seed),
  randomStandardNormal: (seed) => tf.randomStandardNormal([20], 'float32', seed),
  truncatedNormal: (seed) => tf.truncatedNormal([3, 2], 1, 2, 'float32', seed),
  multinomial: (seed) => tf.multinomial([0.1, 0.3, 0.2, 0.9], 20, seed),
  dropout: (seed) => tf.dropout(tf.ones([20]), 0.5, undefined, seed),
};
const values = (tensor: tf.Tensor): number[] => Array.from(tensor.dataSync());

test.each(Object.entries(functions))('%s: random.setSeed fixes a row of different draws', (_, draw) => {
  const row = (): number[][] => [draw(), draw()].map(values);
  random.setSeed(4);
  const first = row();
  expect(first[0]).not.toEqual(first[1]);
  random.setSeed(4);
  expect(row()).toEqual(first);
  random.setSeed(5);
  expect(row()).not.toEqual(first);
});

test.each(Object.entries(functions))('%s with a seed of its own gives the same at each call', (_, draw) => {
  random.setSeed(4);
  const first = values(draw(11));
  random.setSeed(5);
  expect(values(draw(11))).toEqual(first);
});

test('whole numbers: all of the range, none beyond, each as often', () => {
  const drawn = tf.randomUniform([7000], -3, 4, 'int32');
  expect(drawn.dtype).toBe('int32');
  const counts = new Map<number, number>();
  for (const value of values(drawn)) counts.set(value, (counts.get(value) ?? 0) + 1);
  expect([...counts.keys()].sort((a, b) => a - b)).toEqual([-3, -2, -1, 0, 1, 2, 3]);
  for (const count of counts.values()) expect(Math.abs(count - 1000)).toBeLessThan(150);
  expect(new Set(values(tf.randomUniform([100], 0, 2, 'bool')))).toEqual(new Set([0, 1]));
  expect(new Set(values(tf.randomUniform([100], 0.5, 2.5, 'int32')))).toEqual(new Set([0, 1, 2]));
});

test('a truncated normal distribution stays within two deviations', () => {
  const drawn = tf.truncatedNormal([20_000], 10, 3);
  expect(drawn.min().dataSync()[0]).toBeGreaterThan(4);
  expect(drawn.max().dataSync()[0]).toBeLessThan(16);
  const { mean, variance } = tf.moments(drawn);
  expect(mean.dataSync()[0]).toBeCloseTo(10, 0);
  expect(Math.sqrt(variance.dataSync()[0]!)).toBeCloseTo(3 * 0.8796, 1);
  expect(tf.randomNormal([4], 0, 9, 'int32').dtype).toBe('int32');
});

test.each([false, true])('multinomial: outcomes as often as their shares (normalized: %s)', (normalized) => {
  const shares = [0, 0.5, 0.2, 0, 0.3];
  const given = tf.tensor2d(
    [shares, [...shares].reverse()].map((row) => (normalized ? row : row.map(Math.log))),
  );
  const drawn = tf.multinomial(given as tf.Tensor2D, 20_000, undefined, normalized);
  expect([drawn.shape, drawn.dtype]).toEqual([[2, 20_000], 'int32']);
  tf.unstack(drawn).forEach((row, index) => {
    const counts = new Array<number>(5).fill(0);
    for (const outcome of values(row)) counts[outcome]! += 1;
    const expected = index === 0 ? shares : [...shares].reverse();
    counts.forEach((count, outcome) => {
      expect(count / 20_000).toBeCloseTo(expected[outcome]!, 1);
      if (expected[outcome] === 0) expect(count).toBe(0);
    });
  });
  expect(tf.multinomial([1, 2, 3], 4).shape).toEqual([4]);
});

test('dropout: about the share, the rest scaled; along axes of noiseShape that are 1 the same', () => {
  const dropped = values(tf.dropout(tf.ones([10_000]), 0.25));
  expect(new Set(dropped.map((value) => value.toFixed(4)))).toEqual(new Set(['0.0000', '1.3333']));
  expect(dropped.filter((value) => value === 0).length / 10_000).toBeCloseTo(0.25, 1);
  const rows = tf.dropout(tf.ones([50, 4]), 0.5, [50, 1]).arraySync() as number[][];
  for (const row of rows) expect(new Set(row).size).toBe(1);
  expect(values(tf.dropout([1, 2], 0))).toEqual([1, 2]);
});

test('wrong arguments: the errors of TensorFlow.js', () => {
  expect(() => tf.randomUniform([-1])).toThrow(/must have a shape/);
  expect(() => tf.multinomial([1], 3)).toThrow(/at least 2 outcomes/);
  expect(() => tf.dropout([1, 2], 1)).toThrow(/rate must be/);
  expect(() => tf.randomNormal([1], 0, 1, 'bool' as 'int32')).toThrow(/Unsupported data type/);
});

test('nothing is left on the device', () => {
  tf.tidy(() => Object.values(functions).map((draw) => draw()));
  const before = tf.memory().numTensors;
  const drawn = Object.values(functions).map((draw) => tf.tidy(() => draw()));
  expect(tf.memory().numTensors).toBe(before + drawn.length);
  tf.dispose(drawn);
});

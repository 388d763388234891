// Every initializer's distribution against Keras' own: 60,000 or 4,608 numbers each.
import { beforeAll, describe, expect, test } from 'vitest';
import { registerObject } from '../../lib/core/registered-objects.js';
import type { Initializer } from '../../lib/initializers/initializer.js';
import * as initializers from '../../lib/initializers/initializers.js';
import * as random from '../../lib/random/random.js';
import { tf } from '../../lib/tf.js';
import { keras } from '../golden/keras-numbers.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
  random.setSeed(11);
});

const makers = new Map(Object.entries(initializers as unknown as Record<string, () => Initializer>));

test.each(Object.entries(keras.initializers))('%s', (title, expected) => {
  const [name, size] = title.split(' ') as [string, string];
  const shape = size.split('x').map(Number);
  const values = makers.get(name[0]!.toLowerCase() + name.slice(1))!().apply(shape).dataSync<'float32'>();
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
  // Two draws of the same distribution: within a few standard errors of each other.
  const error = (5 * expected.deviation) / Math.sqrt(values.length);
  expect(Math.abs(mean - expected.mean)).toBeLessThanOrEqual(error * 1.5 + 1e-7);
  expect(Math.abs(deviation - expected.deviation)).toBeLessThanOrEqual(error + 1e-7);
  if (/Uniform|Truncated|He|Glorot|Lecun/.test(name)) {
    // Cut distributions share their bounds.
    const span = expected.greatest - expected.least;
    expect(Math.abs(Math.max(...values) - expected.greatest)).toBeLessThan(0.05 * span);
    expect(Math.abs(Math.min(...values) - expected.least)).toBeLessThan(0.05 * span);
  }
});

describe('orthogonal', () => {
  test.each([
    [6, 4],
    [4, 6],
    [5, 5],
  ])('%i × %i: the shorter side is orthonormal', (rows, columns) => {
    const matrix = initializers.orthogonal({ gain: 2 }).apply([rows, columns]) as tf.Tensor2D;
    const product = rows < columns ? tf.matMul(matrix, matrix, false, true) : tf.matMul(matrix, matrix, true);
    const error = tf.max(tf.abs(tf.sub(product, tf.mul(tf.eye(Math.min(rows, columns)), 4))));
    expect(error.dataSync()[0]).toBeLessThan(1e-5);
  });
});

test('a seed of its own: the same numbers each time, whatever was drawn before', () => {
  const initializer = initializers.heNormal({ seed: 5 });
  const first = initializer.apply([4, 4]).arraySync();
  random.nextSeed();
  expect(initializer.apply([4, 4]).arraySync()).toEqual(first);
  expect(initializers.heNormal().apply([4, 4]).arraySync()).not.toEqual(first);
});

test('names in either spelling, and an error that helps', () => {
  expect(initializers.toInitializer('he_normal')).toBeInstanceOf(Object);
  expect(() => initializers.toInitializer('he_norml' as 'he_normal')).toThrow("Did you mean 'heNormal'?");
});

test('a constant of several values is broadcast to the shape, and goes to files as lists', () => {
  const made = initializers.constant({ value: tf.tensor1d([1, 2, 3]) });
  expect(made.apply([2, 3]).arraySync()).toEqual([
    [1, 2, 3],
    [1, 2, 3],
  ]);
  expect(made.getConfig()).toEqual({ value: [1, 2, 3] });
  expect(() => made.apply([2, 2])).toThrow();
});

test('one of one’s own is called by its class, and found again once it is known', () => {
  class Steps extends initializers.Initializer {
    override apply(shape: number[]): tf.Tensor {
      return tf.reshape(tf.range(0, tf.util.sizeFromShape(shape)), shape);
    }
  }
  expect(new Steps().getClassName()).toBe('Steps');
  expect(() => initializers.initializerOf('Steps', {})).toThrow('Steps');
  registerObject('Steps', Steps);
  expect(initializers.initializerOf('Steps', {}).apply([2, 1]).arraySync()).toEqual([[0], [1]]);
});

// TensorFlow's fused batch normalization against single ops: values, statistics, gradients.
import { beforeAll, describe, expect, test } from 'vitest';
import { registerEngine } from '../../../lib/engine/engine.js';
import {
  canFuseBatchNormalization,
  fusedBatchNormalization,
} from '../../../lib/engine/kernels/batch-normalization.js';
import { standardizeChannels as standardize } from '../../../lib/layers/normalization/standardize.js';
import * as random from '../../../lib/random/random.js';
import { tf } from '../../../lib/tf.js';

const epsilon = 1e-3;

beforeAll(async () => {
  await registerEngine();
  await tf.ready();
  random.setSeed(3);
});

describe.each([
  ['images', [4, 5, 6, 3]],
  ['sequences', [4, 7, 3]],
  ['volumes', [2, 3, 2, 2, 3]],
  ['one image of one pixel', [1, 1, 1, 3]],
])('%s', (_, shape) => {
  const axes = shape.slice(1).map((_, axis) => axis);
  const channels = shape.map((size, axis) => (axis === shape.length - 1 ? size : 1));
  const gamma = () => tf.tensor1d([0.5, 1, -2]);
  const beta = () => tf.tensor1d([0, -1, 3]);

  test('values, mean and variance', () => {
    const x = random.normal(shape, 2, 3);
    const { value, mean, variance } = fusedBatchNormalization(x, gamma(), beta(), epsilon);
    near(value, standardize(x, tf.reshape(gamma(), channels), tf.reshape(beta(), channels), axes, epsilon));
    const expected = tf.moments(x, axes);
    near(mean, expected.mean);
    near(variance, expected.variance);
  });

  test('gradients', () => {
    const [x, dy] = [random.normal(shape, 2, 3), random.normal(shape)];
    const fused = tf.grads((x, gamma, beta) => fusedBatchNormalization(x!, gamma!, beta!, epsilon).value);
    const single = tf.grads((x, gamma, beta) =>
      standardize(x!, tf.reshape(gamma!, channels), tf.reshape(beta!, channels), axes, epsilon),
    );
    const expected = single([x, gamma(), beta()], dy);
    fused([x, gamma(), beta()], dy).forEach((gradient, index) => {
      near(gradient, expected[index]!);
    });
  });
});

test('is for images whose channels come last, and gives way where a gradient is differentiated again', () => {
  const images = random.normal([2, 3, 3, 4]);
  expect(canFuseBatchNormalization(images, 3)).toBe(true);
  expect(canFuseBatchNormalization(images, 1)).toBe(false);
  expect(canFuseBatchNormalization(random.normal([2, 3]), 1)).toBe(false);
  const seen: boolean[] = [];
  const once = (x: tf.Tensor) =>
    tf.grad((x) => {
      seen.push(canFuseBatchNormalization(x, 3));
      return tf.square(x);
    })(x);
  once(images);
  tf.grad(once)(images);
  expect(seen).toEqual([true, false]);
});

function near(actual: tf.Tensor, expected: tf.Tensor): void {
  expect(actual.shape).toEqual(expected.shape);
  const wanted = expected.dataSync();
  actual.dataSync().forEach((value, index) => {
    expect(value).toBeCloseTo(wanted[index]!, 4);
  });
}

// Derivatives of linear algebra and signals are TensorFlow's, where our own kernels compute.
import { beforeAll, expect, test } from 'vitest';
import * as ops from '../../lib/ops/ops.js';
import { tf } from '../../lib/tf.js';
import { derivatives, expectDerivative } from './derivatives.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

test.each(derivatives.map((one, i) => [`${i} ${one.name}`, one] as const))('%s', (_, one) =>
  expectDerivative(one),
);

test('what has no solution says so', () => {
  const singular = tf.tensor2d([
    [1, 2],
    [2, 4],
  ]);
  expect(() => ops.inv(singular)).toThrow('not invertible');
  expect(() => ops.cholesky(singular)).toThrow('not successful');
  expect(() => ops.gcd(tf.scalar(1.5), tf.scalar(2))).toThrow('expected whole numbers');
});

test('derivatives that nobody knows are refused', () => {
  const wide = tf.tensor2d([
    [1, 2, 3],
    [2, 4, 1],
  ]);
  expect(() => tf.grad((x: tf.Tensor) => ops.qr(x)[1].sum())(wide)).toThrow('ops.qr');
  expect(() => tf.grad((x: tf.Tensor) => ops.svd(x)[1].sum())(wide)).toThrow('ops.svd');
});

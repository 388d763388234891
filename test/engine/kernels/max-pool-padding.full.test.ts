// Gradients of max pooling padded in numbers, which TensorFlow's ops do not know.
import { beforeAll, expect, test } from 'vitest';
import { tf } from '../../../lib/index.js';

beforeAll(() => tf.ready());

const counted = (shape: number[]) =>
  tf.reshape(
    tf.range(
      0,
      shape.reduce((a, b) => a * b),
    ),
    shape,
  );

test('of images, padded by 1: the last of each window, counted up', () => {
  const gradient = tf.grad((x) => tf.maxPool(x as tf.Tensor4D, 2, 2, 1))(counted([1, 4, 4, 1]));
  expect([...gradient.dataSync()]).toEqual([1, 0, 1, 1, 0, 0, 0, 0, 1, 0, 1, 1, 1, 0, 1, 1]);
});

test('of images, not padded, windows that overlap', () => {
  const gradient = tf.grad((x) => tf.maxPool(x as tf.Tensor4D, 2, 1, 0))(counted([1, 3, 3, 1]));
  expect([...gradient.dataSync()]).toEqual([0, 0, 0, 0, 1, 1, 0, 1, 1]);
});

test('of volumes, not padded', () => {
  const gradient = tf.grad((x) => tf.maxPool3d(x as tf.Tensor5D, 2, 2, 0))(counted([1, 2, 2, 4, 1]));
  expect([...gradient.dataSync()]).toEqual([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 1]);
});

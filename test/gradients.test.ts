// Gradients by small steps, against calculus and against tfjs.
import { beforeAll, expect, test } from 'vitest';
import * as gradients from '../lib/gradients.js';
import { tf } from '../lib/tf.js';

beforeAll(() => tf.setBackend('cpu'));

test('of a number, an array, rows and a tensor, each in its own form', () => {
  expect(gradients.numerical((x: number) => x ** 3, 2)).toBeCloseTo(12, 5);
  const [a, b] = gradients.numerical(([x, y]) => x! ** 2 + 3 * y!, [2, 1]);
  expect([a, b]).toEqual([expect.closeTo(4, 5), expect.closeTo(3, 5)]);
  const rows = gradients.numerical(
    (x: number[][]) => x[0]![0]! * x[1]![1]!,
    [
      [2, 0],
      [0, 5],
    ],
  );
  expect(rows.map((row) => row.map(Math.round))).toEqual([
    [5, 0],
    [0, 2],
  ]);
  const tensor = gradients.numerical((x: tf.Tensor) => x.square().sum(), tf.tensor2d([[1, -2]]));
  expect(tensor.shape).toEqual([1, 2]);
  expect(Array.from(tensor.dataSync())).toEqual([expect.closeTo(2, 3), expect.closeTo(-4, 3)]);
});

test('check agrees with tfjs, and finds a wrong gradient', () => {
  expect(gradients.check((x) => tf.sigmoid(x).mul(x).sum(), [0.3, -2, 1]).relativeError).toBeLessThan(1e-3);
  const wrong = tf.customGrad((x) => ({
    value: tf.square(x as tf.Tensor),
    gradFunc: (dy) => dy as tf.Tensor,
  }));
  expect(gradients.check((x) => wrong(x), [1, 2]).relativeError).toBeGreaterThan(0.4);
});

test('check is not misled by the rounding of slopes far below the largest', () => {
  const mostlyFlat = (x: tf.Tensor) =>
    tf
      .sigmoid(x.mul([1, 1e-4]))
      .sum()
      .add(100);
  expect(gradients.check(mostlyFlat, [0.5, 0.5], 0.1).relativeError).toBeLessThan(1e-3);
});

test('a function that gives no single number', () => {
  expect(() => gradients.numerical((x: tf.Tensor) => x, tf.ones([2]))).toThrow(/one number.*shape \[2\]/);
});

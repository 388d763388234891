import { describe, expect, it } from 'vitest';
import { framesOf, padded } from '../../lib/plot/charts/convolution-frames.js';
import { dense } from '../../lib/plot/scales/values.js';
import { tf } from '../../lib/tf.js';

const matrix = Array.from({ length: 7 }, (_, y) =>
  Array.from({ length: 6 }, (_, x) => ((x * 5 + y * 3) % 7) - 3),
);
const kernel = [
  [1, -2, 0.5],
  [0, 3, -1],
];

describe('framesOf', () => {
  it.each<['valid' | 'same', number]>([
    ['valid', 1],
    ['valid', 2],
    ['same', 1],
    ['same', 2],
    ['same', 3],
  ])('gives what TensorFlow.js gives: padding %s, stride %d', async (padding, stride) => {
    await tf.setBackend('cpu');
    const expected = tf
      .conv2d(
        tf.tensor(matrix).expandDims(-1) as tf.Tensor3D,
        tf.tensor(kernel).expandDims(-1).expandDims(-1) as tf.Tensor4D,
        stride,
        padding,
      )
      .squeeze([2]);
    const filter = dense(kernel, 'test');
    const given = dense(matrix, 'test');
    const input = padding === 'same' ? padded(given, filter.shape, stride) : given;
    const values = framesOf(input, filter, stride).map(({ value }) => value);
    expect(values.length).toBe(expected.size);
    Array.from(expected.dataSync()).forEach((value, i) => {
      expect(values[i]).toBeCloseTo(value, 5);
    });
  });
});

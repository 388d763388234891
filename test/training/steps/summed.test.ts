import { expect, test } from 'vitest';
import { tf } from '../../../lib/index.js';
import { summed } from '../../../lib/training/steps/summed.js';

/** What two processes with the same tensors come to, and the sums that are asked for. */
function ofTwo(tensors: readonly tf.Tensor[]) {
  const asked: [string, number][] = [];
  const sums = summed(tensors, (vector, label) => {
    asked.push([label, vector.size]);
    return tf.mul(vector, 2);
  });
  return { asked, sums };
}

test('small tensors share a sum', () => {
  const { asked, sums } = ofTwo([tf.tensor2d([[1, 2, 3]]), tf.scalar(4), tf.tensor1d([5, 6])]);
  expect(asked).toEqual([['step 0 0', 6]]);
  expect(sums.map((one) => [one.shape, [...one.dataSync()]])).toEqual([
    [
      [1, 3],
      [2, 4, 6],
    ],
    [[], [8]],
    [[2], [10, 12]],
  ]);
});

test('what is computed first does not wait for what does not fit in, and a large tensor is cut', () => {
  const largest = 2 ** 20;
  const sizes = [5, largest - 4, 2 * largest + 1, 3];
  const { asked, sums } = ofTwo(sizes.map((size, i) => tf.linspace(i, i + 1, size)));
  expect(asked).toEqual([
    ['step 0 0', 5],
    ['step 1 0', largest - 4],
    ['step 2 0', largest],
    ['step 2 1', largest],
    ['step 2 2', 1],
    ['step 3 0', 3],
  ]);
  for (const [i, size] of sizes.entries())
    expect(tf.max(tf.abs(tf.sub(sums[i]!, tf.mul(tf.linspace(i, i + 1, size), 2)))).dataSync()[0]).toBe(0);
});

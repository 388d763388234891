// The embedding: its options, and what it says of numbers beyond its table.
import { beforeAll, expect, test } from 'vitest';
import { embedding, flatten } from '../../lib/layers/layers.js';
import { sequential } from '../../lib/models/factories.js';
import { tf } from '../../lib/tf.js';
import { installOnTfjs } from '../../lib/tfjs/install.js';

beforeAll(installOnTfjs);

const table = tf.tensor2d([
  [1, 2],
  [3, 4],
  [5, 6],
]);

test.each([[[table]], [table]])('takes its first vectors', (weights) => {
  const layer = embedding({ inputDim: 3, outputDim: 2, weights });
  expect([...layer.apply(tf.tensor1d([2, 0], 'int32')).dataSync()]).toEqual([5, 6, 1, 2]);
});

test('inputLength is the shape of a sample', () => {
  const model = sequential([embedding({ inputDim: 3, outputDim: 2, inputLength: 4 }), flatten()]);
  expect(model.outputs[0]!.shape).toEqual([null, 8]);
});

test.each([3, -4])('the number %d is beyond a table of three', (number) => {
  const layer = embedding({ inputDim: 3, outputDim: 2, name: `words_${number + 10}` });
  expect(() => layer.apply(tf.tensor1d([0, number], 'int32'))).toThrow(
    `Embedding 'words_${number + 10}': the input must be whole numbers below inputDim, expected 0 to 2. Received: ${number}. Set inputDim to at least one more than the largest number.`,
  );
});

// The embedding: its options, and what it says of numbers beyond its table.
import { beforeAll, expect, test } from 'vitest';
import { embedding, flatten, input, reversibleEmbedding } from '../../lib/layers/layers.js';
import { cloneModel } from '../../lib/models/clone-model.js';
import { model, sequential } from '../../lib/models/factories.js';
import type { Model } from '../../lib/models/user-model.js';
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

test('a model that reads a table both ways can be copied by its settings', () => {
  const numbers = input({ shape: [2], dtype: 'int32' });
  const both = reversibleEmbedding({ inputDim: 5, outputDim: 3 });
  const scores = both.apply(both.apply(numbers), { reverse: true });
  const written = model({ inputs: numbers, outputs: scores });
  const read = cloneModel(written) as Model;
  read.setWeights(written.getWeights());
  const x = tf.tensor2d([[1, 4]], [1, 2], 'int32');
  const [wanted, found] = [written, read].map((one) => one.predict(x) as tf.Tensor);
  expect(found!.shape).toEqual([1, 2, 5]);
  expect(found!.dataSync()).toEqual(wanted!.dataSync());
});

// What masks reach, and what they must not.
import { expect, test } from 'vitest';
import { layers, sequential, tf } from '../../lib/index.js';

const words = [
  [1, 2, 0, 0],
  [3, 0, 4, 0],
];

test('a mean over steps leaves masked steps out, as in Keras', () => {
  const model = sequential([
    layers.embedding({ inputDim: 5, outputDim: 3, maskZero: true, inputLength: 4 }),
    layers.dropout({ rate: 0.5 }),
    layers.globalAveragePooling1d(),
  ]);
  const rows = tf.tidy(() => (model.getWeights()[0] as tf.Tensor2D).arraySync());
  const mean = (a: number, b: number) => rows[a]!.map((value, i) => (value + rows[b]![i]!) / 2);
  const found = (model.predict(words) as tf.Tensor2D).arraySync();
  [mean(1, 2), mean(3, 4)].forEach((row, i) => {
    row.forEach((value, k) => {
      expect(found[i]![k]).toBeCloseTo(value, 6);
    });
  });
});

test('without a mask the mean is over all steps', () => {
  const model = sequential([layers.globalAveragePooling1d({ inputShape: [2, 1] })]);
  expect(model.predict([[[1], [0]]]).dataSync()[0]).toBe(0.5);
});

test('a mask ends at a layer that gives no steps', () => {
  const encoder = sequential([
    layers.embedding({ inputDim: 5, outputDim: 3, maskZero: true, inputLength: 4 }),
    layers.lstm({ units: 3 }),
  ]);
  const decoder = sequential([
    layers.repeatVector({ n: 4, inputShape: [3] }),
    layers.lstm({ units: 2, returnSequences: true }),
  ]);
  const both = sequential([
    layers.embedding({ inputDim: 5, outputDim: 3, maskZero: true, inputLength: 4 }),
    layers.lstm({ units: 3 }),
    layers.repeatVector({ n: 4 }),
    layers.lstm({ units: 2, returnSequences: true }),
  ]);
  both.setWeights([...encoder.getWeights(), ...decoder.getWeights()]);
  const expected = decoder.predict(encoder.predict(words)).dataSync();
  Array.from(both.predict(words).dataSync()).forEach((value, i) => {
    expect(value).toBeCloseTo(expected[i]!, 6);
  });
});

test('a convolution ends it, too', () => {
  const model = sequential([
    layers.embedding({ inputDim: 5, outputDim: 3, maskZero: true, inputLength: 4 }),
    layers.conv1d({ filters: 2, kernelSize: 2 }),
    layers.globalAveragePooling1d(),
  ]);
  expect(model.predict(words).shape).toEqual([2, 2]);
});

test.each(['float32', 'int32'] as const)('an embedding both ways masks zeros of type %s', (dtype) => {
  const table = layers.reversibleEmbedding({ inputDim: 5, outputDim: 3, maskZero: true });
  const pool = layers.globalAveragePooling1d();
  const vectors = table.apply(tf.tensor2d(words, [2, 4], dtype));
  const [first, second] = (pool.apply(vectors) as tf.Tensor2D).arraySync();
  const rows = (table.getWeights()[0] as tf.Tensor2D).arraySync();
  rows[1]!.forEach((value, k) => {
    expect(first![k]).toBeCloseTo((value + rows[2]![k]!) / 2, 6);
    expect(second![k]).toBeCloseTo((rows[3]![k]! + rows[4]![k]!) / 2, 6);
  });
  const back = table.apply(vectors, { reverse: true });
  expect(pool.apply(back).dataSync()).toEqual(back.mean(1).dataSync());
});

// Crossentropy, as a loss and as a metric, in training and in testing, goes by what went into the last activation, as in
// Keras: by the probabilities, which are 0 in single precision, it would end at 16.
import { beforeAll, describe, expect, test } from 'vitest';
import { layers, metrics, optimizers, sequential, tf } from '../../lib/index.js';

beforeAll(() => tf.ready());

const oneHot = tf.tensor2d([[0, 1]]);

describe.each([
  ['op by op', true],
  ['compiled', false],
])('%s', (_, eager) => {
  test.each([
    [
      'softmax',
      'sparseCategoricalCrossentropy',
      metrics.sparseCategoricalCrossentropy(),
      tf.tensor1d([1], 'int32'),
      120,
    ],
    ['softmax', 'categoricalCrossentropy', metrics.categoricalCrossentropy(), oneHot, 120],
    ['sigmoid', 'binaryCrossentropy', metrics.binaryCrossentropy(), oneHot, 60],
  ] as const)('%s and %s', async (activation, loss, metric, y, expected) => {
    const model = sequential([layers.dense({ units: 2, activation, inputShape: [1] })]);
    model.setWeights([tf.tensor2d([[60, -60]]), tf.zeros([2])]);
    model.compile({ optimizer: optimizers.sgd({ learningRate: 0 }), loss, metrics: [metric] });
    const { history } = await model.fit(tf.ones([1, 1]), y, { verbose: 0, eager });
    for (const [name, values] of Object.entries(history)) expect(values, name).toEqual([expected]);
    const logs = (await model.evaluate(tf.ones([1, 1]), y, { eager })) as Record<string, number>;
    for (const [name, value] of Object.entries(logs)) expect(value, name).toBe(expected);
  });
});

// A number beyond an embedding's table, found while a compiled model runs.
import { beforeAll, expect, test } from 'vitest';
import { layers, sequential, tf } from '../../lib/index.js';

beforeAll(() => tf.ready());

function makeModel() {
  const model = sequential([
    layers.embedding({ inputDim: 5, outputDim: 2, inputShape: [3], name: 'words' } as never),
    layers.flatten(),
    layers.dense({ units: 1 }),
  ]);
  model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
  return model;
}

const complaint =
  /^Embedding 'words\w*': the input must be whole numbers below inputDim, expected 0 to 4. Received: 5\./;
const [bad, y] = [[[0, 1, 5]], [1]];

test('predict', () => {
  const model = makeModel();
  expect(() => model.predict(bad)).toThrow(complaint);
});

test('fit and evaluate', async () => {
  const model = makeModel();
  await expect(model.fit(bad, y, { verbose: 0 })).rejects.toThrow(complaint);
  await expect(model.evaluate(bad, y, { verbose: 0 } as never)).rejects.toThrow(complaint);
  expect((await model.fit([[0, 1, 4]], y, { verbose: 0 })).history.loss).toHaveLength(1);
});

// Weights taken and given back, as one does to begin again, or to keep the best.
import { expect, test } from 'vitest';
import { layers, sequential } from '../../lib/index.js';

function line() {
  const model = sequential([layers.dense({ units: 1, inputShape: [1], kernelInitializer: 'ones' })]);
  model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
  const kernel = () => model.weights[0]!.read().dataSync()[0];
  return { model, kernel };
}

test('taken ones stay what they were while the model learns, and bring it back', async () => {
  const { model, kernel } = line();
  const [taken, ofLayer] = [model.getWeights(), model.layers.at(-1)!.getWeights()];
  await model.fit([[1]], [[5]], { epochs: 3, verbose: 0 });
  const trained = kernel();
  expect(trained).not.toBe(1);
  expect([taken[0]!.dataSync()[0], ofLayer[0]!.dataSync()[0]]).toEqual([1, 1]);
  model.setWeights(taken);
  expect(kernel()).toBe(1);
  await model.fit([[1]], [[5]], { epochs: 3, verbose: 0 });
  expect(kernel()).toBe(trained);
  model.layers.at(-1)!.setWeights(ofLayer);
  expect(kernel()).toBe(1);
});

test('a model takes its own variables, too', () => {
  const { model, kernel } = line();
  model.setWeights(model.weights.map((weight) => weight.read()));
  expect(kernel()).toBe(1);
});

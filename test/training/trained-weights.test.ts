// Which weights a training changes: decided at the first one after compile, as in Keras.
import { afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { host, type MimeBundle, setHost } from '../../lib/host.js';
import * as layers from '../../lib/layers/layers.js';
import { sequential } from '../../lib/models/factories.js';
import { tf } from '../../lib/tf.js';
import type { Model } from '../../lib/training/model.js';

const before = host();
const said: string[] = [];
beforeAll(() => tf.setBackend('cpu'));
beforeEach(() => {
  said.length = 0;
  setHost({ ...before, display: (bundle: MimeBundle) => said.push(String(bundle['text/plain'])) });
});
afterEach(() => setHost(before));

function twoLayers() {
  const model = sequential([layers.dense({ units: 2, inputShape: [1] }), layers.dense({ units: 1 })]);
  compile(model);
  return model;
}

const compile = (model: Model): void => model.compile({ optimizer: 'sgd', loss: 'mse' });
const train = (model: Model) => model.fit([[1], [2]], [[3], [5]], { verbose: 0, eager: true });
const onBatch = (model: Model) => model.trainOnBatch(tf.tensor2d([[1], [2]]), tf.tensor2d([[3], [5]]));

async function moves(model: Model, layer: number, train: (model: Model) => Promise<unknown>) {
  const kernel = () => model.layers[layer]!.getWeights()[0]!.dataSync().slice();
  const old = kernel();
  await train(model);
  return !kernel().every((value, i) => value === old[i]);
}

test.each([
  ['fit', train],
  ['trainOnBatch', onBatch],
])('a layer frozen after the first %s is trained until compile, and that is said once', async (_, train) => {
  const model = twoLayers();
  await train(model);
  model.layers[0]!.trainable = false;
  expect(await moves(model, 0, train)).toBe(true);
  expect(await moves(model, 0, train)).toBe(true);
  expect(said).toEqual([expect.stringMatching(/trainable was changed.*call model.compile/)]);
  compile(model);
  expect(await moves(model, 0, train)).toBe(false);
  expect(await moves(model, 1, train)).toBe(true);
  expect(said).toHaveLength(1);
});

test('a layer that thaws after the first training waits for compile', async () => {
  const model = twoLayers();
  model.layers[0]!.trainable = false;
  expect(await moves(model, 0, train)).toBe(false);
  model.layers[0]!.trainable = true;
  expect(await moves(model, 0, train)).toBe(false);
  compile(model);
  expect(await moves(model, 0, train)).toBe(true);
});

test('between compile and the first training everything may still change', async () => {
  const model = twoLayers();
  model.layers[0]!.trainable = false;
  await model.evaluate([[1]], [[3]], { eager: true });
  model.layers[0]!.trainable = true;
  expect(await moves(model, 0, train)).toBe(true);
  expect(said).toEqual([]);
});

test('a layer that is added is trained from the next fit on', async () => {
  const model = twoLayers();
  await train(model);
  model.add(layers.dense({ units: 1, kernelInitializer: 'ones' }));
  expect(await moves(model, 2, train)).toBe(true);
  expect(said).toEqual([]);
});

test('a model of which no weight can be trained is measured, as in Keras, and that is said', async () => {
  const model = twoLayers();
  for (const layer of model.layers) layer.trainable = false;
  compile(model);
  const { loss } = (await model.evaluate([[1], [2]], [[3], [5]], { eager: true })) as { loss: number };
  const weights = () => model.getWeights().flatMap((weight) => [...weight.dataSync()]);
  const before = weights();
  const { history } = await model.fit([[1], [2]], [[3], [5]], { epochs: 2, verbose: 0, eager: true });
  expect(history.loss).toEqual([loss, loss]);
  expect(weights()).toEqual(before);
  expect(said).toEqual([
    expect.stringMatching(/No weight of this model can be trained.*set trainable = true/),
  ]);
});

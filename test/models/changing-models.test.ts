// Models that change or share: frozen and thawed layers (as in Keras’ guide to transfer learning), layers added after
// compile, layers of two models.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as layers from '../../lib/layers/layers.js';
import { model as functional, sequential } from '../../lib/models/factories.js';
import { loadModel } from '../../lib/models/load-model.js';
import { tf } from '../../lib/tf.js';
import { installOnTfjs } from '../../lib/tfjs/install.js';
import type { Model } from '../../lib/training/model.js';

const folder = mkdtempSync(join(tmpdir(), 'trainable-'));
afterAll(() => rmSync(folder, { recursive: true }));
beforeAll(async () => {
  await tf.setBackend('cpu');
  installOnTfjs();
});

function base(): Model {
  const input = layers.input({ shape: [6, 6, 1] });
  const first = layers.conv2d({ filters: 2, kernelSize: 3 }).apply(input);
  const second = layers.conv2d({ filters: 3, kernelSize: 3 }).apply(layers.batchNormalization().apply(first));
  return functional({ inputs: input, outputs: layers.flatten().apply(second) });
}

const around = (inner: Model): Model => sequential([inner, layers.dense({ units: 2 })]);

test('a layer that comes or goes after compile is trained, or not, from the next fit on', async () => {
  const model = sequential([layers.dense({ units: 2, inputShape: [1] })]);
  model.compile({ optimizer: 'adam', loss: 'mse' });
  const [x, y] = [
    [[1], [2]],
    [[1], [2]],
  ];
  await model.fit(
    x,
    [
      [1, 1],
      [2, 2],
    ],
    { verbose: 0, eager: true },
  );
  model.add(layers.dense({ units: 1, kernelInitializer: 'ones' }));
  const before = model.getWeights().map((weight) => weight.dataSync()[0]);
  await model.fit(x, y, { verbose: 0, eager: true });
  const after = model.getWeights().map((weight) => weight.dataSync()[0]);
  expect(after).toHaveLength(4);
  after.forEach((value, i) => {
    expect(value).not.toBe(before[i]);
  });
  model.pop();
  const { loss } = await model.evaluate(
    x,
    [
      [1, 1],
      [2, 2],
    ],
    { eager: true },
  );
  expect(loss).toBeGreaterThan(0);
});

test('layers shared with another model are saved as this one uses them', async () => {
  const [image, code] = [layers.input({ shape: [4] }), layers.input({ shape: [2] })];
  const decoder = layers.dense({ units: 4 });
  functional({ inputs: image, outputs: decoder.apply(layers.dense({ units: 2 }).apply(image)) });
  const alone = functional({ inputs: code, outputs: layers.activation('relu').apply(decoder.apply(code)) });
  const path = join(folder, 'decoder.keras');
  await alone.save(path);
  const x = tf.ones([1, 2]);
  const again = await loadModel(path);
  expect(again.predict(x, { eager: true }).arraySync()).toEqual(
    alone.predict(x, { eager: true }).arraySync(),
  );
});

test('a base that was frozen layer by layer thaws whole', () => {
  const inner = base();
  const whole = around(inner);
  for (const layer of inner.layers) layer.trainable = false;
  whole.compile({ optimizer: 'adam', loss: 'mse' });
  expect(whole.trainableWeights).toHaveLength(2);
  inner.trainable = true;
  whole.compile({ optimizer: 'adam', loss: 'mse' });
  expect(inner.layers.every((layer) => layer.trainable)).toBe(true);
  expect(whole.trainableWeights).toHaveLength(2 + 6);
});

test('a frozen layer stays frozen when the model is built', () => {
  const first = layers.dense({ units: 2, inputShape: [3] });
  first.trainable = false;
  const model = sequential([first, layers.dense({ units: 1 })]);
  model.compile({ optimizer: 'adam', loss: 'mse' });
  expect(first.trainable).toBe(false);
  expect(model.trainableWeights).toHaveLength(2);
});

test.each(['h5', 'keras'])('a partly frozen model within a model, saved as .%s', async (ending) => {
  const inner = base();
  inner.layers[1]!.trainable = false;
  const whole = around(inner);
  const path = join(folder, `transfer.${ending}`);
  await whole.save(path);
  const again = await loadModel(path);
  const x = tf.randomUniform([2, 6, 6, 1]);
  const [ours, loaded] = [whole, again].map((one) => one.predict(x, { eager: true }).arraySync());
  expect(loaded).toEqual(ours);
  expect(again.trainableWeights).toHaveLength(2 + 4);
});

test.each(['keras', 'h5', 'json'])(
  'a sequential model lists the same layers after .%s, its input not among them',
  async (ending) => {
    const given = sequential([
      layers.input({ shape: [2] }),
      layers.dense({ units: 3 }),
      layers.dense({ units: 1 }),
    ]);
    const path = join(folder, ending === 'json' ? 'input' : `input.${ending}`);
    await given.save(path);
    const loaded = await loadModel(path);
    expect(given.layers.map(({ name }) => name)).toHaveLength(2);
    expect(loaded.layers.map(({ name }) => name)).toEqual(given.layers.map(({ name }) => name));
    expect(loaded.inputs[0]!.shape).toEqual([null, 2]);
    const x = tf.ones([1, 2]);
    expect(loaded.predict(x).arraySync()).toEqual(given.predict(x).arraySync());
  },
);

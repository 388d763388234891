// Freezing and thawing, as Keras' guide to transfer learning does it.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as layers from '../../lib/layers/layers.js';
import { model as functional, sequential } from '../../lib/models/factories.js';
import { loadModel } from '../../lib/models/files/load.js';
import { installOnTfjs } from '../../lib/models/install.js';
import type { Model } from '../../lib/models/model.js';
import { tf } from '../../lib/tf.js';

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

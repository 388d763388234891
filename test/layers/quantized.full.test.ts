// Models of 8 bits in graphs, which are kept from call to call: none that was made before may answer after.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { layers, loadSavedModel, type Model, sequential, tf } from '../../lib/index.js';

const folder = mkdtempSync(join(tmpdir(), 'quantized-'));

beforeAll(() => tf.ready());
afterAll(() => rmSync(folder, { recursive: true }));

const made = (): Model =>
  sequential([
    layers.embedding({ inputDim: 9, outputDim: 4, inputShape: [5], name: 'table' }),
    layers.flatten(),
    layers.dense({ units: 6, activation: 'tanh', name: 'one' }),
    layers.dense({ units: 2, name: 'two' }),
  ]);
const x = (): tf.Tensor => tf.tensor([0, 1, 2, 3, 4, 5, 6, 7, 8, 0], [2, 5], 'int32');
const outputs = (model: Model): number[] => [...(model.predict(x()) as tf.Tensor).dataSync()];
const distance = (a: number[], b: number[]): number => Math.max(...a.map((one, i) => Math.abs(one - b[i]!)));

test('a model that has predicted and trained predicts with whole numbers, and trains what is left', async () => {
  const model = made();
  const y = tf.ones([2, 2]);
  model.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
  await model.fit(x(), y, { epochs: 2, verbose: 0 });
  const floats = outputs(model);
  model.quantize('int8');
  const whole = outputs(model);
  expect(distance(whole, floats)).toBeGreaterThan(0);
  expect(distance(whole, floats)).toBeLessThan(0.1);
  const eager = [...(model.predict(x(), { eager: true }) as tf.Tensor).dataSync()];
  expect(distance(whole, eager)).toBeLessThan(1e-6);
  const kernel = [...model.getLayer('one').weights[1]!.read().dataSync()];
  const { history } = await model.fit(x(), y, { epochs: 20, verbose: 0 });
  const losses = history.loss as number[];
  expect(losses.at(-1)!).toBeLessThan(losses[0]!);
  expect([...model.getLayer('one').weights[1]!.read().dataSync()]).toEqual(kernel);
});

test('an exported model has them as well', async () => {
  const model = made();
  model.quantize('int8');
  model.getLayer('one').enableLora?.(2, 4, 'heUniform', 'heUniform');
  await model.export(join(folder, 'exported'));
  const exported = await loadSavedModel(join(folder, 'exported'));
  const values = [...(exported.predict(tf.cast(x(), 'float32')) as tf.Tensor).dataSync()];
  expect(distance(values, outputs(model))).toBeLessThan(1e-6);
});

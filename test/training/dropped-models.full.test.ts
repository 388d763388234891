// A model that nothing reaches gives its weights and its optimizer's state back, however it was trained.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { beforeAll, expect, test } from 'vitest';
import { layers, loadModel, sequential, tf } from '../../lib/index.js';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

beforeAll(() => tf.ready());

async function settled(): Promise<number> {
  for (let i = 0; i < 12; i++) {
    collect();
    await setImmediate();
  }
  return tf.memory().numTensors;
}

async function trainAndDrop(eager: boolean, units: number): Promise<void> {
  const model = sequential([
    layers.dense({ units, activation: 'relu', inputShape: [4] }),
    layers.batchNormalization(),
    layers.dense({ units: 1 }),
  ]);
  model.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
  await model.fit([[1, 2, 3, 4]], [[1]], { epochs: 2, verbose: 0, eager });
  model.predict([[1, 2, 3, 4]]).dispose();
}

test.each([
  ['compiled', false, 8],
  ['compiled with updates in place', false, 20_000],
  ['op by op', true, 8],
])('40 models, %s', async (_, eager, units) => {
  const count = units > 1000 ? 5 : 40;
  await trainAndDrop(eager, units);
  const before = await settled();
  for (let i = 0; i < count; i++) await trainAndDrop(eager, units);
  expect(await settled()).toBe(before);
});

test('a loaded model that is disposed of leaves nothing', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'dropped-'));
  const path = join(folder, 'model.keras');
  const model = sequential([layers.dense({ units: 2, inputShape: [4] }), layers.dense({ units: 1 })]);
  model.compile({ optimizer: 'adam', loss: 'meanSquaredError' });
  await model.fit([[1, 2, 3, 4]], [[1]], { verbose: 0 });
  await model.save(path);
  const before = await settled();
  for (let i = 0; i < 3; i++) {
    const loaded = await loadModel(path);
    await loaded.fit([[1, 2, 3, 4]], [[1]], { verbose: 0, eager: true });
    loaded.dispose();
  }
  expect(tf.memory().numTensors).toBe(before);
  rmSync(folder, { recursive: true });
});

test('names of variables that are gone are free again', async () => {
  const names = (): number => Object.keys(tf.engine().registeredVariables).length;
  await trainAndDrop(true, 8);
  await settled();
  const before = names();
  for (let i = 0; i < 5; i++) await trainAndDrop(true, 8);
  await settled();
  expect(names()).toBe(before);
});

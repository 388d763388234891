// The states of recurrent layers grow with the batch, and no file holds them: they count apart from its weights.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as layers from '../../lib/layers/layers.js';
import { sequential } from '../../lib/models/factories.js';
import { loadModel } from '../../lib/saving/load-model.js';
import { tf } from '../../lib/tf.js';

const folder = mkdtempSync(join(tmpdir(), 'stateful-'));
beforeAll(() => tf.setBackend('cpu'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each([
  ['gru.keras', 40_000],
  ['gru.h5', 70_000],
  ['gru/model.json', 90_000],
])('%s with batches of %i', async (name, samples) => {
  const gru = layers.gru({ units: 40, stateful: true, batchInputShape: [samples, 1, 1] });
  const path = join(folder, name);
  await sequential([gru]).save(path);
  const loaded = await loadModel(path);
  expect(loaded.inputs[0]!.shape).toEqual([samples, 1, 1]);
});

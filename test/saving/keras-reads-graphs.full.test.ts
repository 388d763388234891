// Models that Keras saved, read here and written again: real Keras reads them, and they give what they gave.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadModel } from '../../lib/models/load-model.js';
import { tf } from '../../lib/tf.js';
import { installOnTfjs } from '../../lib/tfjs/install.js';
import { askPython } from '../run-python.js';
import { golden, graphs } from './graphs.js';

const folder = mkdtempSync(join(tmpdir(), 'tensorcell-graphs-'));
let read: Record<string, number | string> = {};

/** Keras reads none of its own `.h5` files with operations in their graphs. */
const withOperations = ['arithmetic', 'masked', 'masking', 'transformer'];

beforeAll(async () => {
  await tf.setBackend('cpu');
  installOnTfjs();
  for (const name of Object.keys(graphs)) {
    const model = await loadModel(join(golden, `${name}.keras`));
    for (const ending of ['.keras', '.h5']) await model.save(join(folder, name + ending));
    await model.saveWeights(join(folder, `${name}.weights.h5`));
  }
  read = await askPython(join(golden, 'read_graphs.py'), folder);
});
afterAll(() => rmSync(folder, { recursive: true }));

const files = Object.keys(graphs).flatMap((name) =>
  withOperations.includes(name) ? [`${name}.keras`] : [`${name}.keras`, `${name}.h5`],
);

test.each(files)('%s', (name) => {
  expect(read[name]).toBeTypeOf('number');
  expect(read[name]).toBeLessThan(1e-5);
});

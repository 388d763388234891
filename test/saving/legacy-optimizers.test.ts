// `.h5` files that Keras 2 wrote with its optimizers from before 2.11 (golden/make_keras_files.py 2-legacy): what they
// remember is taken over, so that training goes on as it does there.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test, vi } from 'vitest';
import { loadModel } from '../../lib/models/load-model.js';
import { tf } from '../../lib/tf.js';
import { installOnTfjs } from '../../lib/tfjs/install.js';
import type { Model } from '../../lib/training/model.js';
import { difference } from '../golden/keras-numbers.js';

interface Expected {
  x: number[][][];
  outputs: number[][][];
  later: number[][];
  steps: number;
}

const golden = join(import.meta.dirname, 'golden');
const expected: Record<string, Expected> = JSON.parse(
  readFileSync(join(golden, 'keras2-legacy.json'), 'utf8'),
);

beforeAll(async () => {
  await tf.setBackend('cpu');
  installOnTfjs();
});

const predicted = (model: Model, x: number[][]): unknown => model.predict(x, { eager: true }).arraySync();

test.each(Object.entries(expected))('%s', async (name, { x: [x], outputs: [outputs], later, steps }) => {
  const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
  const model = await loadModel(join(golden, `keras2-legacy-${name}.h5`));
  expect(warn).not.toHaveBeenCalledWith(expect.stringContaining('fresh optimizer'));
  warn.mockRestore();
  expect(model.optimizer.iterations).toBe(steps);
  expect(difference(predicted(model, x!), outputs)).toBeLessThan(1e-5);
  const y = [0, 1, 0, 1, 0, 1];
  await model.fit(x!, y, { epochs: 2, batchSize: 2, shuffle: false, verbose: 0, eager: true });
  // Keras 2.11 gave Nadam another momentum schedule: the same state, other steps.
  const tolerance = name === 'nadam' ? 5e-2 : 1e-4;
  expect(difference(predicted(model, x!), later)).toBeLessThan(tolerance);
});

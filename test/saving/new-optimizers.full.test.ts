// Muon, and Adam with a scaled loss, in files: Keras goes on where ours left off, and so do we.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { layers, loadModel, optimizers, sequential, tf } from '../../lib/index.js';
import { askPython } from '../run-python.js';

let folder: string;
let losses: Record<string, number[]>;
const makers = {
  muon: () => optimizers.muon({ learningRate: 0.02 }),
  lossScale: () => optimizers.adam({ learningRate: 0.02, lossScaleFactor: 64 }),
};
const args = { epochs: 3, batchSize: 4, shuffle: false, verbose: 0 } as const;
const x = tf.tensor2d(Array.from({ length: 12 }, (_, i) => [Math.sin(i), Math.cos(2 * i), i / 12]));
const y = tf.tensor2d(Array.from({ length: 12 }, (_, i) => [Math.sin(i) * 2 - i / 12]));

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'optimizers-'));
  writeFileSync(join(folder, 'data.json'), JSON.stringify({ x: x.arraySync(), y: y.arraySync() }));
  for (const [name, make] of Object.entries(makers)) {
    const model = sequential([
      layers.dense({ units: 4, activation: 'tanh', inputShape: [3] }),
      layers.dense({ units: 1 }),
    ]);
    model.compile({ optimizer: make(), loss: 'meanSquaredError' });
    await model.fit(x, y, args);
    await model.save(join(folder, `${name}.keras`));
  }
  losses = await askPython(join(import.meta.dirname, 'golden/go_on.py'), folder);
}, 300_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test.each(Object.keys(makers))('%s', async (name) => {
  const model = await loadModel(join(folder, `${name}.keras`));
  const { history } = await model.fit(x, y, args);
  expect(losses[name]!.length).toBe(3);
  history.loss!.forEach((loss, i) => {
    expect(Math.abs(loss - losses[name]![i]!)).toBeLessThan(1e-4 * Math.max(1, losses[name]![i]!));
  });
});

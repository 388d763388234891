// Files that real Keras wrote (golden/make_keras_files.py) load here and predict the same.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, test, vi } from 'vitest';
import { sequential } from '../../lib/models/factories.js';
import { loadModel } from '../../lib/models/load-model.js';
import { tf } from '../../lib/tf.js';
import { installOnTfjs } from '../../lib/tfjs/install.js';
import type { Model } from '../../lib/training/model.js';

interface Expected {
  x: number[][];
  outputs: number[][];
  steps: number | null;
  parameters: number;
}

const golden = join(import.meta.dirname, 'golden');
const read = (name: string): Record<string, Expected> => JSON.parse(readFileSync(join(golden, name), 'utf8'));
const models = { '2': read('keras2.json'), '3': read('keras3.json') };
const names = ['dnn', 'cnn', 'sequence', 'functional'];
const onlyIn3 = ['lines', 'volumes', 'transformer'];

beforeAll(async () => {
  await tf.setBackend('cpu');
  installOnTfjs();
});

function difference(model: Model, { x, outputs }: Expected): number {
  return tf.tidy(() => {
    const inputs = x.map((values) => tf.tensor(values));
    const results = model.predictAll(inputs.length > 1 ? inputs : inputs[0]!, { eager: true });
    const errors = results.map(
      (result, i) => tf.max(tf.abs(tf.sub(result, tf.tensor(outputs[i]!)))).dataSync()[0]!,
    );
    return Math.max(...errors);
  });
}

describe.each([
  ['3', '.keras'],
  ['3', '.h5'],
  ['2', '.h5'],
] as const)('a file of Keras %s, %s', (version, ending) => {
  test.each(version === '3' ? [...names, ...onlyIn3] : names)('%s predicts the same', async (name) => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const expected = models[version][name]!;
    const model = await loadModel(join(golden, `keras${version}-${name}${ending}`));
    expect(model.countParams()).toBe(expected.parameters);
    expect(difference(model, expected)).toBeLessThan(1e-5);
    if (expected.steps !== null) {
      expect(model.optimizer.iterations).toBe(expected.steps);
      expect(warn).not.toHaveBeenCalledWith(expect.stringContaining('fresh optimizer'));
    }
    warn.mockRestore();
  });
});

test.each([...names, ...onlyIn3])('weights alone, %s.weights.h5', async (name) => {
  const expected = models['3'][name]!;
  const fresh = await loadModel(join(golden, `keras3-${name}.keras`), { compile: false });
  fresh.setWeights(fresh.getWeights().map((weight) => tf.zerosLike(weight)));
  await fresh.loadWeights(join(golden, `keras3-${name}.weights.h5`));
  expect(difference(fresh, expected)).toBeLessThan(1e-5);
});

test('a loaded model trains on where Keras stopped', async () => {
  const model = await loadModel(join(golden, 'keras3-dnn.keras'));
  const { x, steps } = models['3'].dnn!;
  const y = [0, 1, 2, 0, 1, 2].map((label) => [0, 1, 2].map((column) => Number(column === label)));
  const { history } = await model.fit(tf.tensor(x[0]!), y, {
    epochs: 1,
    batchSize: 2,
    verbose: 0,
    eager: true,
  });
  expect(Object.keys(history)).toEqual(['loss', 'accuracy']);
  expect(model.optimizer.iterations).toBe(steps! + 3);
});

test('a missing file names those that are there', async () => {
  await expect(loadModel(join(golden, 'keras3-dn.keras'))).rejects.toThrow(
    /no file 'keras3-dn.keras'.*Did you mean 'keras3-dnn.keras'\?/,
  );
});

test('weights of another model say which layer does not fit', async () => {
  const model = await loadModel(join(golden, 'keras3-dnn.keras'));
  await expect(model.loadWeights(join(golden, 'keras3-cnn.weights.h5'))).rejects.toThrow(/layer 'dense/);
  expect(sequential().layers).toEqual([]);
});

// Models that real Keras saved load here with their graphs, give the same, and go through each of our formats unchanged.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { networkOf } from '../../lib/core/network.js';
import * as layers from '../../lib/layers/layers.js';
import { model as functional } from '../../lib/models/factories.js';
import { loadModel } from '../../lib/models/load-model.js';
import { tf } from '../../lib/tf.js';
import { installOnTfjs } from '../../lib/tfjs/install.js';
import type { Model } from '../../lib/training/model.js';
import { golden, graphs, inH5, largestDifference } from './graphs.js';

const folder = mkdtempSync(join(tmpdir(), 'graphs-'));

beforeAll(async () => {
  await tf.setBackend('cpu');
  installOnTfjs();
});
afterAll(() => rmSync(folder, { recursive: true }));

const files = Object.keys(graphs).flatMap((name) => [
  [name, '.keras'],
  ...(inH5.includes(name) ? [[name, '.h5']] : []),
]);

describe.each(files)('%s%s', (name, ending) => {
  const expected = graphs[name]!;
  const path = join(golden, `${name}${ending}`);
  const check = (model: Model): void => {
    expect(largestDifference(model, expected)).toBeLessThan(1e-5);
    expect(model.weights.map(({ shape }) => shape)).toEqual(expected.weights);
    expect(model.trainableWeights).toHaveLength(expected.trained);
    if (expected.names) expect(model.outputNames).toEqual(expected.names);
  };

  test('gives what it gave in Keras', async () => check(await loadModel(path)));

  test.each(['again.keras', 'again.h5', 'folder'])('goes through %s', async (format) => {
    const place = join(folder, `${name}${ending}-${format}`);
    await (await loadModel(path)).save(place);
    check(await loadModel(place));
  });

  test.each(['w.weights.h5', 'w.safetensors', 'w.keras', 'w.h5'])('weights alone: %s', async (format) => {
    const place = join(folder, `${name}${ending}-${format}`);
    const model = await loadModel(path);
    await (/weights|safetensors/.test(format) ? model.saveWeights(place) : model.save(place));
    const other = await loadModel(path);
    other.setWeights(other.getWeights().map((weight) => tf.zerosLike(weight)));
    await other.loadWeights(place);
    check(other);
  });
});

test('a layer of two models is one layer', async () => {
  for (const ending of ['keras', 'h5']) {
    const model = await loadModel(join(golden, `reuse.${ending}`));
    const inner = networkOf(model.getLayer('inner'));
    expect(model.getLayer('twice')).toBe(inner.layers.at(-1));
    expect(model.countParams()).toBe(20);
  }
});

test.each(['twins.keras', 'twins.h5', 'twins'])('two layers alike stay two: %s', async (format) => {
  const half = (name: string): Model => {
    const x = layers.input({ shape: [3] });
    const y = layers.dense({ units: 3, name: 'alike', kernelInitializer: 'ones' }).apply(x);
    return functional({ inputs: x, outputs: y, name });
  };
  const x = layers.input({ shape: [3] });
  const model = functional({ inputs: x, outputs: half('second').apply(half('first').apply(x)) });
  await model.save(join(folder, format));
  const again = await loadModel(join(folder, format));
  expect(again.countParams()).toBe(24);
  expect(again.predict(tf.ones([1, 3])).dataSync()[0]).toBe(9);
});

test('weights that do not fit change nothing', async () => {
  const model = await loadModel(join(golden, 'nested.keras'));
  const before = model.getWeights().map((weight) => weight.arraySync());
  for (const other of ['twins.keras', 'frozen.h5']) {
    await expect(model.loadWeights(join(golden, other))).rejects.toThrow('loadWeights: cannot load');
    expect(model.getWeights().map((weight) => weight.arraySync())).toEqual(before);
  }
});

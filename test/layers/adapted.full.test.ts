// LoRA and weights of 8 bits beside real Keras on numbers that are new each time: losses, weights, and files both ways.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { layers, loadModel, type Model, modelFromJson, sequential, tf } from '../../lib/index.js';
import { askPython } from '../run-python.js';
import {
  type AdaptedCase,
  adapted,
  checkAdapted,
  distance,
  modelOf,
  type Numbers,
  tensorOf,
} from './adapted-cases.js';

const script = join(import.meta.dirname, 'golden', 'adapted_layers.py');
const [theirs, ours] = ['theirs', 'ours'].map((name) => mkdtempSync(join(tmpdir(), `adapted-${name}-`)));
const seed = Math.floor(Math.random() * 2 ** 31);
console.log(`adapted layers: seed ${seed}`);
const cases = await askPython<Record<string, AdaptedCase>>(script, String(seed), theirs!);
const names = Object.keys(cases);
const fileOf = (name: string): string => name.replaceAll(' ', '-').replaceAll(',', '');

beforeAll(() => tf.ready());
afterAll(() => {
  for (const folder of [theirs!, ours!]) rmSync(folder, { recursive: true });
});

describe.each(names)('%s', (name) => {
  const one = cases[name]!;
  const file = join(theirs!, fileOf(name));
  const x = (): tf.Tensor => tensorOf(one.x);

  test('trains as in Keras, in graphs', () => checkAdapted(one));

  test.each(['.keras', '.h5'])('reads %s of Keras', async (ending) => {
    const model = (await loadModel(file + ending)) as Model;
    const wanted = forgetsAlpha(fileOf(name) + ending) ? one.after : one.loaded![ending]!;
    expect(distance(model.predict(x()) as tf.Tensor, wanted)).toBeLessThan(1e-4);
    expect(adapted(model).quantizationMode).toBe(one.steps.includes('int8') ? 'int8' : null);
    const step = one.steps.find((given) => given !== 'int8');
    expect(adapted(model).loraRank).toBe(step?.rank ?? null);
    if (step && ending === '.keras')
      for (const weight of adapted(model).weights)
        if (weight.name.includes('lora')) expect(tf.max(tf.abs(weight.read())).dataSync()[0]).toBe(0);
  });

  test('reads .weights.h5 of Keras, with LoRA and without', async () => {
    const plain = modelFromJson(one.model) as Model;
    const isWhole = one.steps.includes('int8');
    if (isWhole) {
      await expect(plain.loadWeights(`${file}.weights.h5`)).rejects.toThrow(
        /whole numbers of 8 bits, but the/,
      );
      plain.quantize('int8', { filters: '^adapted$' });
    }
    for (const model of [modelOf(one), plain]) {
      await model.loadWeights(`${file}.weights.h5`);
      expect(distance(model.predict(x()) as tf.Tensor, one.loaded!['.keras']!)).toBeLessThan(1e-4);
    }
  });
});

/** Keras 3.15 reads an `.h5` file of an Embedding without the alpha of its LoRA, its own files as well. */
const forgetsAlpha = (file: string): boolean => /embedding.*\.h5$/.test(file);

test('Keras reads ours, and so do we', async () => {
  const expected: Record<string, Numbers> = {};
  for (const [name, one] of Object.entries(cases)) {
    const model = modelOf(one);
    const path = join(ours!, fileOf(name));
    const dtype = name.includes('embedding') ? 'int32' : 'float32';
    writeFileSync(`${path}.json`, JSON.stringify({ ...one.x, dtype }));
    for (const ending of ['.keras', '.h5', '.safetensors']) {
      await model.save(path + ending);
      if (ending === '.safetensors') continue;
      // Merged into whole numbers, LoRA gives others than before: what Keras' own file gives.
      const wanted = forgetsAlpha(fileOf(name) + ending) ? one.before : (one.kept?.[ending] ?? one.before);
      expected[fileOf(name) + ending] = wanted;
      const again = (await loadModel(path + ending)) as Model;
      expect(distance(again.predict(tensorOf(one.x)) as tf.Tensor, wanted), name + ending).toBeLessThan(1e-5);
    }
    const filled = modelOf(one);
    tf.tidy(() => filled.setWeights(one.end.map((weight) => tensorOf(weight))));
    await filled.loadWeights(`${path}.safetensors`);
    expect(distance(filled.predict(tensorOf(one.x)) as tf.Tensor, one.before)).toBeLessThan(1e-5);
  }
  type Read = Record<string, { outputs: Numbers; rank: number | null; policy: string }>;
  const read = await askPython<Read>(script, String(seed), ours!, 'read');
  expect(Object.keys(read)).toHaveLength(2 * names.length);
  for (const [file, { outputs, rank, policy }] of Object.entries(read)) {
    const wanted = expected[file]!;
    if (!forgetsAlpha(file)) expect(distance(tensorOf(outputs), wanted), file).toBeLessThan(1e-5);
    const [name] = file.split('.');
    const { steps } = cases[names.find((one) => fileOf(one) === name)!]!;
    const step = steps.find((one) => one !== 'int8');
    expect(policy).toBe(steps.includes('int8') ? 'int8_from_float32' : 'float32');
    expect(rank).toBe(step?.rank ?? null);
  }
});

test("TensorFlow.js' form is refused", async () => {
  const model = sequential([layers.dense({ units: 2, loraRank: 1, inputShape: [3], name: 'one' })]);
  await expect(model.save(join(ours!, 'model.json'))).rejects.toThrow(/know no LoRA, which layer 'one' has/);
});

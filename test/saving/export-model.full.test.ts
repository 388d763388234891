// What model.export writes, real TensorFlow and real Keras run: the same numbers as ours, for several batch sizes; and so
// does loadSavedModel.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { registerEngine } from '../../lib/engine/engine.js';
import * as random from '../../lib/random/random.js';
import { loadSavedModel } from '../../lib/saving/saved-model/saved-model.js';
import { tf } from '../../lib/tf.js';
import { installOnTfjs } from '../../lib/tfjs/install.js';
import type { Model } from '../../lib/training/model.js';
import { askPython } from '../run-python.js';
import { exported } from './exported-models.js';
import { zoo } from './model-zoo.js';

interface Read {
  failed?: string;
  worst: { serve: number; signature: number; layer: number };
  outputs: Record<string, [dtype: string, shape: (number | null)[]]>;
  trainable: number;
  variables: string[];
  layerWeights: [trainable: number, others: number];
}

const folder = mkdtempSync(join(tmpdir(), 'tensorcell-export-'));
const makers: Record<string, () => Model> = {
  ...Object.fromEntries(Object.entries(zoo).map(([name, { make }]) => [name, make])),
  ...exported,
};
const models: Record<string, Model> = {};
const failures: Record<string, unknown> = {};
const batchSizes = [1, 2, 5, 33];
const tolerance = 1e-5;
let read: Record<string, Read> = {};

beforeAll(async () => {
  await registerEngine();
  tf.backend();
  installOnTfjs();
  random.setSeed(5);
  const cases: Record<string, unknown> = {};
  for (const [name, make] of Object.entries(makers)) {
    try {
      const model = make();
      models[name] = model;
      withRandomWeights(model);
      cases[name] = await exportCase(name, model);
    } catch (error) {
      failures[name] = error;
    }
  }
  writeFileSync(join(folder, 'cases.json'), JSON.stringify(cases));
  read = await askPython(join(import.meta.dirname, 'golden/run_exported.py'), folder);
}, 600_000);

afterAll(() => rmSync(folder, { recursive: true }));

/** Biases and means that begin at 0 would hide what becomes of them. */
function withRandomWeights(model: Model): void {
  for (const weight of model.weights) {
    const variable = (weight as unknown as { val: tf.Variable }).val;
    if (variable.dtype === 'float32') variable.assign(random.uniform(variable.shape, 0.1, 0.9));
  }
}

async function exportCase(name: string, model: Model): Promise<unknown> {
  const batches = batchSizes.map((size) => {
    const inputs = inputsFor(model, size);
    const outputs = model.predictAll(inputs.length === 1 ? inputs[0]! : inputs, { batchSize: size });
    return { inputs: inputs.map((one) => one.arraySync()), outputs: outputs.map((one) => one.arraySync()) };
  });
  await model.export(join(folder, name), { verbose: false });
  const { isNamed } = model as unknown as { isNamed: { inputs: boolean } };
  return {
    batches,
    kind: isNamed.inputs ? 'names' : model.inputs.length === 1 ? 'one' : 'list',
    keys: model.inputNames,
    names: model.inputs.map((input) => input.name),
    dtypes: model.inputs.map(({ dtype }) => dtype),
  };
}

/** Open sizes besides the batch are 7; whole numbers are below 20. */
function inputsFor(model: Model, size: number): tf.Tensor[] {
  return model.inputs.map(({ shape, dtype }) => {
    const sizes = [size, ...shape.slice(1).map((one) => one ?? 7)];
    const values = random.uniform(sizes);
    const isWhole = dtype === 'int32' || model.layers.some((one) => one.getClassName() === 'Embedding');
    return isWhole ? tf.cast(tf.floor(tf.mul(values, 20)), dtype) : values;
  });
}

describe.each(Object.keys(makers))('%s', (name) => {
  test('TensorFlow and Keras compute what we do', () => {
    if (failures[name]) throw failures[name];
    const { failed, worst } = read[name]!;
    expect(failed).toBeUndefined();
    expect(Math.max(worst.serve, worst.signature, worst.layer)).toBeLessThan(tolerance);
  });

  test('its outputs have the shapes, and its variables the kinds, that the model says', () => {
    const { outputs, trainable, variables } = read[name]!;
    const model = models[name]!;
    const shapes = model.outputs.map(({ shape }) => shape.map((size) => size ?? null));
    expect(Object.values(outputs).map(([, shape]) => shape)).toEqual(expect.arrayContaining(shapes));
    expect(variables).toHaveLength(model.weights.length);
    expect(trainable).toBe(model.trainableWeights.length);
  });

  test('we run it ourselves', async () => {
    const loaded = await loadSavedModel(join(folder, name));
    const inputs = inputsFor(models[name]!, 4);
    const given =
      inputs.length === 1
        ? inputs[0]!
        : Object.fromEntries(models[name]!.inputs.map((input, i) => [input.name, inputs[i]!]));
    const found = loaded.predict(given as tf.NamedTensorMap) as tf.Tensor | tf.NamedTensorMap;
    const expected = models[name]!.predictAll(inputs.length === 1 ? inputs[0]! : inputs);
    const results =
      found instanceof tf.Tensor
        ? [found]
        : expected.map((_, i) => Object.entries(found).sort(byNumber)[i]![1]);
    results.forEach((one, i) => {
      const error = tf.max(tf.abs(tf.sub(one, expected[i]!))).dataSync()[0]!;
      expect(error).toBeLessThan(1e-4);
    });
    loaded.dispose();
  });
});

const byNumber = ([a]: [string, unknown], [b]: [string, unknown]): number =>
  a.localeCompare(b, 'en', { numeric: true });

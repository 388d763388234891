// What we write, real Keras loads: same predictions, parameters, steps and learning rate, in both formats; and so
// do we.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadModel } from '../../lib/models/load-model.js';
import { toCategorical } from '../../lib/preprocessing/to-categorical.js';
import * as random from '../../lib/random/random.js';
import { tf } from '../../lib/tf.js';
import { installOnTfjs } from '../../lib/tfjs/install.js';
import type { Model } from '../../lib/training/model.js';
import { askPython } from '../run-python.js';
import { zoo } from './model-zoo.js';

interface Read {
  outputs: number[][];
  parameters: number;
  steps: number;
  rate: number;
}

const folder = mkdtempSync(join(tmpdir(), 'tensorcell-models-'));
const models: Record<string, { model: Model; x: tf.Tensor[] }> = {};
let read: Record<string, Read> = {};

beforeAll(async () => {
  await tf.setBackend('cpu');
  installOnTfjs();
  random.setSeed(3);
  const inputs: Record<string, unknown> = {};
  for (const [name, { make, compile }] of Object.entries(zoo)) {
    const model = make();
    model.compile(compile);
    const x = model.inputs.map(({ shape }) => inputsFor(name, shape));
    await train(model, x);
    for (const ending of ['.keras', '.h5']) await model.save(join(folder, name + ending));
    models[name] = { model, x };
    inputs[name] = x.map((tensor) => tensor.arraySync());
  }
  writeFileSync(join(folder, 'inputs.json'), JSON.stringify(inputs));
  read = await askPython(join(import.meta.dirname, 'golden', 'read_ours.py'), folder);
});

afterAll(() => rmSync(folder, { recursive: true }));

function inputsFor(name: string, shape: (number | null)[]): tf.Tensor {
  const values = random.uniform([5, ...(shape.slice(1) as number[])]);
  return name === 'sequence' ? tf.floor(tf.mul(values, 20)) : values;
}

async function train(model: Model, x: tf.Tensor[]): Promise<void> {
  const labels = [0, 1, 0, 1, 1];
  const y = model.outputs.map(({ shape }) =>
    shape[1] === 1 ? tf.tensor2d(labels, [5, 1]) : toCategorical(labels, shape[1]!),
  );
  const single = <T>(list: T[]): T | T[] => (list.length === 1 ? list[0]! : list);
  await model.fit(single(x), single(y), { epochs: 2, verbose: 0, eager: true });
}

describe.each(Object.keys(zoo))('%s', (name) => {
  test.each(['.keras', '.h5'])('%s', async (ending) => {
    const { model, x } = models[name]!;
    const ours = predictions(model, x);
    const theirs = read[name + ending]!;
    expect(largestDifference(ours, theirs.outputs)).toBeLessThan(1e-5);
    expect(theirs.parameters).toBe(model.countParams());
    expect(theirs.steps).toBe(model.optimizer.iterations);
    expect(theirs.rate).toBeCloseTo((model.optimizer as unknown as { learningRate: number }).learningRate, 6);

    const again = await loadModel(join(folder, name + ending));
    expect(largestDifference(ours, predictions(again, x))).toBe(0);
    expect(again.optimizer.iterations).toBe(theirs.steps);
  });
});

function predictions(model: Model, x: tf.Tensor[]): number[][] {
  return model
    .predictAll(x.length > 1 ? x : x[0]!, { eager: true })
    .map((tensor) => tensor.arraySync() as number[]);
}

function largestDifference(a: unknown[], b: unknown[]): number {
  const flatA = a.flat(Number.POSITIVE_INFINITY) as number[];
  const flatB = b.flat(Number.POSITIVE_INFINITY) as number[];
  expect(flatA).toHaveLength(flatB.length);
  return Math.max(...flatA.map((value, i) => Math.abs(value - flatB[i]!)));
}

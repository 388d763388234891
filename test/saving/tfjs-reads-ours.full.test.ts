// What we save as model.json, real TensorFlow.js loads, in a process of its own, and it gives the same.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as layers from '../../lib/layers/layers.js';
import { model as functional, sequential } from '../../lib/models/factories.js';
import { loadModel } from '../../lib/models/load-model.js';
import * as random from '../../lib/random/random.js';
import { tf } from '../../lib/tf.js';
import { installOnTfjs } from '../../lib/tfjs/install.js';
import type { Model } from '../../lib/training/model.js';
import { difference } from '../golden/keras-numbers.js';
import { golden } from './graphs.js';

const folder = mkdtempSync(join(tmpdir(), 'tensorcell-tfjs-'));
const expected: Record<string, unknown[]> = {};
let read: Record<string, unknown[]> = {};

const made: Record<string, () => Model> = {
  images: () =>
    sequential([
      layers.conv2d({
        filters: 3,
        kernelSize: 3,
        padding: 'same',
        activation: 'relu',
        inputShape: [8, 8, 2],
      }),
      layers.depthwiseConv2d({ kernelSize: 2, depthMultiplier: 2 }),
      layers.separableConv2d({ filters: 3, kernelSize: 2 }),
      layers.batchNormalization(),
      layers.leakyReLU({ negativeSlope: 0.2 }),
      layers.conv2dTranspose({ filters: 2, kernelSize: 2, strides: 2 }),
      layers.averagePooling2d(),
      layers.upSampling2d(),
      layers.zeroPadding2d({ padding: 1 }),
      layers.globalAveragePooling2d(),
      layers.dense({ units: 2, activation: 'softmax' }),
    ]),
  sequence: () =>
    sequential([
      layers.embedding({ inputDim: 9, outputDim: 4, maskZero: true, inputShape: [6] }),
      layers.bidirectional({ layer: layers.lstm({ units: 3, returnSequences: true }) }),
      layers.gru({ units: 3, returnSequences: true, resetAfter: false }),
      layers.timeDistributed({ layer: layers.dense({ units: 3 }) }),
      layers.simpleRNN({ units: 2 }),
    ]),
  line: () =>
    sequential([
      layers.conv1d({ filters: 3, kernelSize: 3, inputShape: [9, 2] }),
      layers.maxPooling1d(),
      layers.prelu(),
      layers.layerNormalization(),
      layers.flatten(),
      layers.dense({ units: 4, activation: 'swish' }),
    ]),
  volumes: () =>
    sequential([
      layers.convLstm2d({ filters: 2, kernelSize: 2, inputShape: [3, 4, 4, 1] }),
      layers.flatten(),
      layers.dense({ units: 2, activation: 'selu' }),
    ]),
  states: () => {
    const x = layers.input({ shape: [4, 2] });
    const read = layers.lstm({ units: 2, returnState: true, returnSequences: true });
    const outputs: unknown = read.apply(x);
    const [y, ...after] = outputs as tf.SymbolicTensor[];
    const last = layers.lstm({ units: 2 }).apply(y!, { initialState: after });
    return functional({ inputs: x, outputs: last });
  },
};

/** Of those that Keras saved. */
const graphs = ['depth', 'nested', 'several', 'named', 'frozen'];

beforeAll(async () => {
  await tf.setBackend('cpu');
  installOnTfjs();
  random.setSeed(5);
  for (const [name, make] of Object.entries(made)) await save(name, make());
  for (const name of graphs) await save(name, await loadModel(join(golden, `${name}.keras`)));
  const script = join(golden, 'read_with_tfjs.mjs');
  const output = execFileSync('node', [script, folder], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  read = JSON.parse(output.trim().split('\n').at(-1)!);
});
afterAll(() => rmSync(folder, { recursive: true }));

async function save(name: string, model: Model): Promise<void> {
  const x = model.inputs.map(({ shape }) => {
    const values = random.uniform([3, ...(shape.slice(1) as number[])]);
    return name === 'sequence' ? tf.floor(tf.mul(values, 9)) : values;
  });
  const outputs = model.predictAll(x.length === 1 ? x[0]! : x, { eager: true });
  expected[name] = outputs.map((tensor) => tensor.arraySync());
  await model.save(join(folder, name));
  const inputs = x.map((tensor) => ({ values: tensor.arraySync(), dtype: tensor.dtype }));
  writeFileSync(join(folder, name, 'x.json'), JSON.stringify(inputs));
}

test.each([...Object.keys(made), ...graphs])('%s', (name) => {
  expect(read[name]).toHaveLength(expected[name]!.length);
  read[name]!.forEach((output, i) => {
    expect(difference(output, expected[name]![i])).toBeLessThan(1e-5);
  });
});

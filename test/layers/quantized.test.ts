// Weights of 8 bits: which layers of a model have them, what is kept of them, and what people are told. Their numbers
// are in adapted.test.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { QuantizationMode } from '../../lib/core/quantization.js';
import { host, setHost } from '../../lib/host.js';
import * as layers from '../../lib/layers/layers.js';
import { cloneModel } from '../../lib/models/clone-model.js';
import { model as modelOf, sequential } from '../../lib/models/factories.js';
import { loadModel } from '../../lib/models/load-model.js';
import { summaryOf } from '../../lib/models/summary.js';
import type { Model } from '../../lib/models/user-model.js';
import { tf } from '../../lib/tf.js';
import { installOnTfjs } from '../../lib/tfjs/install.js';

const folder = mkdtempSync(join(tmpdir(), 'quantized-'));

beforeAll(async () => {
  await tf.setBackend('cpu');
  installOnTfjs();
});
afterAll(() => rmSync(folder, { recursive: true }));

const built = (args: object = {}) => {
  const layer = layers.dense({ units: 3, name: 'eight', ...args });
  layer.build([null, 4]);
  return layer;
};
const quantized = (args: object = {}) => {
  const layer = built(args);
  layer.quantize('int8');
  return layer;
};
const twoLayers = (): Model =>
  sequential([
    layers.dense({ units: 3, inputShape: [4], name: 'first' }),
    layers.dense({ units: 2, name: 'last' }),
  ]);
const modes = (model: Model) => model.layers.map(({ quantizationMode }) => quantizationMode);
const x = (): tf.Tensor => tf.tensor2d([1, -2, 3, 0.5, 0, 1, 2, -3], [2, 4]);
const outputs = (model: Model): number[] => [...(model.predict(x()) as tf.Tensor).dataSync()];

describe('in a model', () => {
  test.each([
    ['a pattern', 'fir', ['int8', null]],
    ['one of some', ['none', /^last$/], [null, 'int8']],
    ['a function', ({ name }: { name: string }) => name !== 'last', ['int8', null]],
    ['all', undefined, ['int8', 'int8']],
  ])('the layers that filters choose: %s', (_, filters, expected) => {
    const model = twoLayers();
    model.quantize('int8', filters === undefined ? {} : { filters });
    expect(modes(model)).toEqual(expected);
    expect(modes(cloneModel(model) as Model)).toEqual(expected);
  });

  test('those within others, and a line for those that stay', () => {
    const before = host();
    const said: unknown[] = [];
    setHost({ ...before, display: (bundle) => said.push(bundle['text/plain']) });
    const model = sequential([
      layers.timeDistributed({ layer: layers.dense({ units: 3 }), inputShape: [5, 4] }),
      layers.lstm({ units: 2, name: 'floats' }),
    ]);
    model.quantize('int8');
    setHost(before);
    expect(said).toEqual([expect.stringMatching(/stay in floats: [^,]*LSTMCell[^,]*$/)]);
    expect(cloneModel(model).weights.map(({ name }) => name)).toContainEqual(
      expect.stringContaining('kernel_scale'),
    );
  });

  test('one that is refused leaves all as they were', () => {
    const input = layers.input({ shape: [4] });
    const first = layers.dense({ units: 3, name: 'first' }).apply(input);
    const last = layers.einsumDense({ equation: '...a,ab->...b', outputShape: 2, name: 'dots' }).apply(first);
    const model = modelOf({ inputs: input, outputs: last });
    expect(() => model.quantize('int8')).toThrow(/'dots': an equation with '...' cannot be quantized/);
    expect(modes(model)).toEqual([null, null, null]);
  });

  test("counts and sizes of the summary are Keras'", () => {
    const model = twoLayers();
    model.quantize('int8');
    expect(model.countParams()).toBe(28);
    expect(summaryOf(model as never)['text/plain']).toMatch(
      /Total parameters: 28 \(58\.00 B\)\nTrainable parameters: 5 \(20\.00 B\)\nNon-trainable parameters: 23 \(38\.00 B\)/,
    );
  });
});

describe('settings', () => {
  test('say it, and a layer made of them has whole numbers from the start', () => {
    const config = quantized().getConfig();
    expect(config).toMatchObject({ dtype: 'int8_from_float32' });
    const again = built(config);
    expect(again.quantizationMode).toBe('int8');
    expect([...again.apply(x()).dataSync()]).toEqual([0, 0, 0, 0, 0, 0]); // zeros, as in Keras, until a file is read
  });
});

/** Files of floats, or of whole numbers, name what does not fit. */
const wholeIntoFloats: Record<string, RegExp> = {
  '.keras': /weight 0 of layer 'first'.* holds whole numbers of 8 bits, but the layer is in floats/,
  '.h5': /holds 3 weights, but layer 'first' has 2/,
  '.weights.h5': /weight 0 of layer 'first'.* holds whole numbers of 8 bits/,
  '.safetensors': /'dense\/kernel' holds whole numbers of 8 bits/,
};
const floatsIntoWhole: Record<string, RegExp> = {
  '.keras': /weight 0 of layer 'first'.* holds floats, but the layer is quantized to int8/,
  '.h5': /weight 0 of layer 'first'.* has the shape \[4,3\]/,
  '.weights.h5': /weight 0 of layer 'first'.* holds floats, but the layer is quantized to int8/,
  '.safetensors': /'dense\/kernel_scale' is missing/,
};

describe('files', () => {
  test.each(['.keras', '.h5', '.weights.h5', '.safetensors'])(
    '%s: read, and told apart from floats',
    async (ending) => {
      const [floats, whole] = [twoLayers(), twoLayers()];
      whole.quantize('int8');
      const [floatFile, wholeFile] = ['float', 'whole'].map((name) => join(folder, name + ending));
      const isModel = ending === '.keras' || ending === '.h5';
      for (const [model, path] of [[floats, floatFile!] as const, [whole, wholeFile!] as const])
        await (isModel ? model.save(path) : model.saveWeights(path));
      const again = isModel ? ((await loadModel(wholeFile!)) as Model) : twoLayers();
      if (!isModel) {
        again.quantize('int8');
        await again.loadWeights(wholeFile!);
      }
      expect(outputs(again)).toEqual(outputs(whole));
      const before = [outputs(floats), outputs(whole)];
      await expect(floats.loadWeights(wholeFile!)).rejects.toThrow(wholeIntoFloats[ending]!);
      await expect(whole.loadWeights(floatFile!)).rejects.toThrow(floatsIntoWhole[ending]!);
      expect([outputs(floats), outputs(whole)]).toEqual(before);
    },
  );

  test("TensorFlow.js' form is refused", async () => {
    const model = twoLayers();
    model.quantize('int8', { filters: 'last' });
    await expect(model.save(join(folder, 'model.json'))).rejects.toThrow(/no quantized layer, as 'last' is/);
  });

  test('so are the layers that attention makes itself, which Keras cannot read either', async () => {
    const input = layers.input({ shape: [3, 4] });
    const heads = layers.multiHeadAttention({ numHeads: 2, keyDim: 2, name: 'heads' });
    const model = modelOf({ inputs: input, outputs: heads.apply([input, input]) });
    const numbers = tf.reshape(tf.linspace(-1, 1, 24), [2, 3, 4]);
    const before = (model.predict(numbers) as tf.Tensor).dataSync();
    model.quantize('int8');
    const after = (model.predict(numbers) as tf.Tensor).dataSync();
    expect(after).not.toEqual(before);
    await expect(model.save(join(folder, 'heads.keras'))).rejects.toThrow(/layers within 'heads'/);
  });
});

const embedding = (args: object) => {
  const layer = layers.reversibleEmbedding({ inputDim: 5, outputDim: 2, name: 'table', ...args });
  layer.build([null, 3]);
  return layer;
};

test.each<[string, () => void, RegExp]>([
  ['twice', () => quantized().quantize('int8'), /quantized already, as 'int8'/],
  ['not built', () => layers.dense({ units: 2 }).quantize('int8'), /not built yet/],
  ['a model of such', () => void sequential([layers.dense({ units: 2 })]).quantize('int8'), /built|shape/],
  ['an option nobody knows', () => twoLayers().quantize('int8', { config: null } as never), /config/],
  ['filters that are none', () => twoLayers().quantize('int8', { filters: 3 as never }), /Received: 3/],
  [
    'four bits',
    () => built().quantize('int4' as never),
    /must be 'int8': numbers of 4 bits.*Received: 'int4'/,
  ],
  ['floats of 8 bits', () => built().quantize('float8' as never), /no floats of 8 bits/],
  ['gptq', () => twoLayers().quantize('gptq' as never), /GPTQ, which calibrates on data, is not built/],
  ['awq', () => built().quantize('awq' as never), /AWQ, which calibrates on data, is not built/],
  ['no mode', () => built().quantize(undefined as never), /must be 'int8'. Received: undefined/],
  ['a type of 4 bits', () => built({ dtype: 'int4_from_float32' }), /int4_from_float32/],
  [
    'such a type of a layer that has none',
    () => layers.flatten({ dtype: 'int8_from_float32' } as never),
    /int8_from/,
  ],
  ['another layer', () => layers.flatten().quantize('int8'), /such a layer cannot be quantized. Dense/],
  [
    'a convolution',
    () => layers.conv1d({ filters: 1, kernelSize: 1 }).quantize('int8'),
    /cannot be quantized/,
  ],
  ['masks that Keras drops', () => embedding({ maskZero: true }).quantize('int8'), /'table': with maskZero/],
  [
    'LoRA beside a constraint',
    () => quantized({ kernelConstraint: 'maxNorm' }).enableLora(2),
    /has a constraint/,
  ],
])('refuses: %s', (_, run, message) => {
  expect(run).toThrow(message);
});

test('by type as well', () => {
  const modes: QuantizationMode[] = ['int8'];
  // @ts-expect-error: not built
  modes.push('int4');
  expect(modes).toHaveLength(2);
});

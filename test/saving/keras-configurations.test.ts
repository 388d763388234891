// What Keras' files may hold that we cannot compute is refused by name: of the layer, its class and the setting. What
// changes nothing is passed over.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import * as layers from '../../lib/layers/layers.js';
import { loadModel } from '../../lib/models/load-model.js';
import { emptyGroup, writeHdf5 } from '../../lib/saving/hdf5/hdf5.js';
import { tf } from '../../lib/tf.js';
import { installOnTfjs } from '../../lib/tfjs/install.js';
import type { Model } from '../../lib/training/model.js';
import { golden } from './graphs.js';

const folder = mkdtempSync(join(tmpdir(), 'configurations-'));

beforeAll(async () => {
  await tf.setBackend('cpu');
  installOnTfjs();
});
afterAll(() => rmSync(folder, { recursive: true }));

type Config = Record<string, unknown>;
const layer = (class_name: string, config: Config): Config => ({
  module: 'keras.layers',
  class_name,
  config: { name: 'one', trainable: true, ...config },
});
const input = (config: Config = {}): Config =>
  layer('InputLayer', { batch_shape: [null, 4, 4], dtype: 'float32', name: 'x', ...config });

/** A file of a model with these layers, and no weights. */
async function fileOf(...list: Config[]): Promise<string> {
  const config = { class_name: 'Sequential', config: { name: 'model', layers: list } };
  const path = join(folder, 'model.keras');
  const parts = {
    'config.json': strToU8(JSON.stringify(config)),
    'model.weights.h5': await writeHdf5(emptyGroup()),
  };
  writeFileSync(path, zipSync(parts));
  return path;
}

const load = async (...list: Config[]): Promise<Model> => loadModel(await fileOf(...list));

describe('refused', () => {
  test.each<[string, Config, string]>([
    [
      'an option that is not computed',
      layer('CategoryEncoding', { num_tokens: 3, sparse: true }),
      'sparse=true',
    ],
    ['one that our layer does not know', layer('LSTM', { units: 2, lora_rank: 4 }), 'lora_rank=4'],
    ['a type that is not computed in', layer('Dense', { units: 2, dtype: 'float64' }), "'float64'"],
    [
      'a policy of numbers of 4 bits',
      layer('Dense', {
        units: 2,
        dtype: { class_name: 'Int4DTypePolicy', config: { mode: 'int4/128', source_name: 'float32' } },
      }),
      'packed two to a byte, are not built',
    ],
    [
      'a policy of 16 bits where TensorFlow is not there',
      layer('Dense', { units: 2, dtype: { class_name: 'DTypePolicy', config: { name: 'mixed_float16' } } }),
      "floats of 16 bits need TensorFlow's library",
    ],
    [
      'a policy of whole numbers for a layer that has none',
      layer('LSTM', { units: 2, dtype: { class_name: 'QuantizedDTypePolicy', config: { mode: 'int8' } } }),
      "'int8_from_float32'",
    ],
    [
      'quantizers of its own',
      layer('Dense', {
        units: 2,
        quantization_config: { class_name: 'Int8QuantizationConfig', config: { activation_quantizer: null } },
      }),
      'quantization_config=',
    ],
    ['an activation nobody knows', layer('Dense', { units: 2, activation: 'sine' }), "'sine'"],
    [
      'a lambda as an activation',
      layer('Dense', { units: 2, activation: { class_name: '__lambda__', config: { value: '' } } }),
      'Python lambda',
    ],
    ['a layer of Python code', layer('Lambda', { function: {} }), 'Lambda: Python code'],
    ['an operation of Keras 2', layer('TFOpLambda', { function: 'math.add' }), 'Keras 2'],
    ['an unknown class', layer('Capsule', {}), "of the class 'Capsule'"],
    [
      'an initializer nobody knows',
      layer('Dense', { units: 2, kernel_initializer: { class_name: 'Odd', config: {} } }),
      "'Odd'",
    ],
  ])('%s', async (_what, given, message) => {
    await expect(load(input(), given)).rejects.toThrow(message);
    await expect(load(input(), given)).rejects.toThrow(/'one'|its layer 'one'/);
  });

  test('a sparse input', async () => {
    await expect(load(input({ sparse: true }))).rejects.toThrow("its input 'x' is sparse");
  });

  test('a call with an option that is not available', async () => {
    const tensor = {
      class_name: '__keras_tensor__',
      config: { shape: [null, 4, 4], keras_history: ['x', 0, 0] },
    };
    const call = (kwargs: Config): Config => ({
      ...layer('Dense', { units: 2 }),
      name: 'one',
      inbound_nodes: [{ args: [tensor], kwargs }],
    });
    const config = (kwargs: Config): Config => ({
      name: 'model',
      layers: [{ ...input(), name: 'x', inbound_nodes: [] }, call(kwargs)],
      input_layers: ['x', 0, 0],
      output_layers: ['one', 0, 0],
    });
    const write = async (kwargs: Config): Promise<string> => {
      const path = await fileOf();
      const parts = {
        'config.json': strToU8(JSON.stringify({ class_name: 'Functional', config: config(kwargs) })),
        'model.weights.h5': await writeHdf5(emptyGroup()),
      };
      writeFileSync(path, zipSync(parts));
      return path;
    };
    await expect(loadModel(await write({ lora: true }))).rejects.toThrow(
      "its layer 'one' (Dense) is called with 'lora'",
    );
    await expect(loadModel(await write({ training: true, mask: null }))).rejects.toThrow('weight 0 of layer');
  });
});

test('what changes nothing is passed over', async () => {
  const path = await fileOf(
    input(),
    layer('Flatten', { name: 'flat', data_format: 'channels_last', quantization_config: null }),
    layer('Dropout', { name: 'drop', rate: 0.2, seed: 3, noise_shape: null }),
    layer('Activation', { activation: { class_name: 'function', config: 'relu' }, dtype: 'float16' }),
  );
  const model = await loadModel(path);
  expect(model.layers.map(({ name }) => name)).toHaveLength(3);
  expect(model.predict(tf.ones([1, 4, 4])).shape).toEqual([1, 16]);
});

describe('a user’s own class', () => {
  class Scaled extends layers.Layer {
    static readonly className = 'Scaled';
    constructor(readonly options: { largestFactor?: number; kindOfScale?: string; name?: string } = {}) {
      super(options);
    }

    override call(x: tf.Tensor): tf.Tensor {
      return tf.mul(x, this.options.largestFactor ?? 1);
    }

    override getConfig(): Record<string, unknown> {
      const { largestFactor, kindOfScale } = this.options;
      return { ...super.getConfig(), largestFactor, kindOfScale };
    }
  }

  test('gets its settings in camelCase, its texts as they are, and goes through every format', async () => {
    tf.serialization.registerClass(Scaled as never);
    const own = { module: 'mine', registered_name: 'mine>Scaled' };
    const entry = { ...layer('Scaled', { largest_factor: 3, kind_of_scale: 'as_it_is' }), ...own };
    let model = await load(input(), entry);
    for (const format of ['own.keras', 'own.h5', 'own']) {
      expect(model.predict(tf.ones([1, 4, 4])).dataSync()[0]).toBe(3);
      expect((model.layers[0] as unknown as Scaled).options.kindOfScale).toBe('as_it_is');
      await model.save(join(folder, format));
      model = await loadModel(join(folder, format));
    }
  });
});

describe('compiled or not', () => {
  test('a loss whose reduction is None is not taken for the default', async () => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const parts = unzipSync(readFileSync(join(golden, 'unfitted.keras')));
    const config = JSON.parse(strFromU8(parts['config.json']!));
    const loss = { class_name: 'MeanSquaredError', config: { name: 'mean_squared_error', reduction: null } };
    parts['config.json'] = strToU8(
      JSON.stringify({ ...config, compile_config: { ...config.compile_config, loss } }),
    );
    const path = join(folder, 'none.keras');
    writeFileSync(path, zipSync(parts));
    const model = await loadModel(path);
    expect(() => model.optimizer).toThrow('not compiled yet');
    expect(warn).toHaveBeenCalledWith(
      expect.stringMatching(/not compiled.*meanSquaredError.*reduction: 'none'/),
    );
    warn.mockRestore();
  });

  test.each(['keras', 'h5'])('compiled but never fitted: .%s', async (ending) => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const model = await loadModel(join(golden, `unfitted.${ending}`));
    expect(model.optimizer.learningRate).toBeCloseTo(0.02, 6);
    expect(model.optimizer.iterations).toBe(0);
    expect(warn).not.toHaveBeenCalled();
    warn.mockRestore();
  });

  test.each(['keras', 'h5'])('never compiled: .%s', async (ending) => {
    const warn = vi.spyOn(console, 'warn').mockImplementation(() => {});
    const model = await loadModel(join(golden, `uncompiled.${ending}`));
    expect(model.predict(tf.ones([1, 3])).shape).toEqual([1, 2]);
    expect(warn).not.toHaveBeenCalled();
    await expect(model.evaluate(tf.ones([1, 3]), tf.ones([1, 2]))).rejects.toThrow('not compiled yet');
    warn.mockRestore();
  });

  test('compile: false', async () => {
    const model = await loadModel(join(golden, 'unfitted.keras'), { compile: false });
    expect(() => model.optimizer).toThrow('not compiled yet');
  });
});

// What model.export refuses, in words, and that a failure leaves no folder that looks like a model.
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { registerEngine } from '../../lib/engine/engine.js';
import * as layers from '../../lib/layers/layers.js';
import { sequential } from '../../lib/models/factories.js';
import { loadSavedModel } from '../../lib/saving/saved-model/saved-model.js';
import { tf } from '../../lib/tf.js';
import { installOnTfjs } from '../../lib/tfjs/install.js';
import type { Model } from '../../lib/training/model.js';

const folder = mkdtempSync(join(tmpdir(), 'tensorcell-refused-'));

beforeAll(async () => {
  await registerEngine();
  tf.backend();
  installOnTfjs();
});
afterAll(() => rmSync(folder, { recursive: true }));

class Peeking extends layers.Layer {
  override call(x: tf.Tensor): tf.Tensor {
    return tf.mul(x, x.dataSync()[0] ?? 0);
  }
}

const dense = (): Model => sequential([layers.dense({ units: 2, inputShape: [3] })]);
const quiet = { verbose: false };

test.each<[string, () => Model, object, string]>([
  ['a model that is not built', () => sequential([layers.dense({ units: 2 })]), {}, 'not built yet'],
  [
    'a layer that reads values',
    () => sequential([new Peeking({ inputShape: [3], name: 'peek' } as never)]),
    {},
    "the layer 'peek' (Peeking) cannot be a graph that TensorFlow runs for every size: it reads a tensor into JavaScript",
  ],
  [
    'states that a call changes',
    () =>
      sequential([
        layers.input({ batchShape: [2, 3, 1] }),
        layers.lstm({ units: 2, stateful: true }),
      ] as never),
    {},
    '(LSTM) is stateful',
  ],
  ['onnx', dense, { format: 'onnx' }, "the format 'onnx' is not written here"],
  ['openvino', dense, { format: 'openvino' }, 'OpenVINO'],
  ['litert', dense, { format: 'litert' }, 'TensorFlow Lite'],
  ['torch', dense, { format: 'torch' }, 'PyTorch'],
  ['an unknown format', dense, { format: 'savedModel' }, 'Expected one of: tfSavedModel'],
  ['an unknown option', dense, { verbos: true }, "Did you mean 'verbose'?"],
  [
    'another size than the model has',
    dense,
    { inputSignature: { shape: [null, 4] } },
    'has the shape [null, 3]. Received: [null, 4]',
  ],
  [
    'too many inputs',
    dense,
    { inputSignature: [{ shape: [null, 3] }, { shape: [null, 3] }] },
    'takes 1 inputs',
  ],
  ['text', dense, { inputSignature: { shape: [null, 3], dtype: 'string' } }, 'text inputs are not exported'],
])('%s: refused, and no folder is there', async (_, make, options, words) => {
  const place = join(folder, 'none');
  await expect(make().export(place, { ...quiet, ...options } as never)).rejects.toThrow(words);
  expect(existsSync(place)).toBe(false);
});

test('a path that is no folder is refused', async () => {
  await expect(dense().export('')).rejects.toThrow("expected a folder's path");
  const file = join(folder, 'file');
  writeFileSync(file, 'mine');
  await expect(dense().export(file, quiet)).rejects.toThrow('file');
  expect(readFileSync(file, 'utf8')).toBe('mine');
});

test('an older export is replaced, other files of the folder stay', async () => {
  const place = join(folder, 'again');
  await dense().export(place, quiet);
  for (const name of ['notes.txt', 'fingerprint.pb']) writeFileSync(join(place, name), 'older');
  await sequential([layers.dense({ units: 5, inputShape: [4] })]).export(place, quiet);
  expect(readdirSync(place, { recursive: true }).sort()).toEqual([
    'notes.txt',
    'saved_model.pb',
    'variables',
    'variables/variables.data-00000-of-00001',
    'variables/variables.index',
  ]);
  const loaded = await loadSavedModel(place);
  expect(loaded.outputs[0]!.shape).toEqual([null, 5]);
  loaded.dispose();
});

test('where one file cannot be written, the older model stays whole', async () => {
  const place = join(folder, 'kept');
  await dense().export(place, quiet);
  const older = readFileSync(join(place, 'variables/variables.index'));
  rmSync(join(place, 'saved_model.pb'));
  mkdirSync(join(place, 'saved_model.pb'));
  await expect(
    sequential([layers.dense({ units: 5, inputShape: [4] })]).export(place, quiet),
  ).rejects.toThrow('saved_model.pb');
  expect(readFileSync(join(place, 'variables/variables.index')).equals(older)).toBe(true);
  expect(readdirSync(join(place, 'variables')).filter((name) => name.endsWith('.part'))).toEqual([]);
});

test('inputSignature fixes a size and names an input', async () => {
  const place = join(folder, 'fixed');
  const model = sequential([
    layers.input({ shape: [null, 3] }),
    layers.dense({ units: 2 }),
  ] as never) as Model;
  await model.export(place, {
    ...quiet,
    format: 'tf_saved_model',
    inputSignature: { shape: [null, 4, 3], name: 'series' },
  });
  const loaded = await loadSavedModel(place);
  expect(loaded.inputs).toEqual([{ name: 'series', dtype: 'float32', shape: [null, 4, 3] }]);
  expect(loaded.outputs[0]!.shape).toEqual([null, 4, 2]);
  loaded.dispose();
});

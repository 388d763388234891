// Text layers in `.keras` files: what we write Keras reads, and what Keras writes we read.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as layers from '../../lib/layers/layers.js';
import { sequential } from '../../lib/models/factories.js';
import { loadModel } from '../../lib/models/load-model.js';
import { tf } from '../../lib/tf.js';
import { installOnTfjs } from '../../lib/tfjs/install.js';
import { askPython } from '../run-python.js';

const folder = mkdtempSync(join(tmpdir(), 'tensorcell-text-layers-'));

/** Each with the inputs that it is tried on. */
const makers = {
  words: () => {
    const layer = layers.textVectorization({ outputSequenceLength: 4, standardize: 'lower', ngrams: 2 });
    layer.adapt(['The cat sat', 'the dog_ran', 'a B']);
    return layer;
  },
  weighed: () => {
    const layer = layers.textVectorization({ outputMode: 'tfIdf', maxTokens: 9, padToMaxTokens: true });
    layer.adapt(['the cat', 'the dog', 'a mouse']);
    return layer;
  },
  letters: () => layers.textVectorization({ split: 'character', standardize: null, vocabulary: ['a', 'T'] }),
  names: () => {
    const layer = layers.stringLookup({ outputMode: 'tfIdf', oovToken: 'not_known' });
    layer.adapt(['the cat', 'the cat', 'a_b']);
    return layer;
  },
  hashed: () => layers.hashing({ numBins: 7, salt: [1, 2] }),
};
const inputs = [['the cat'], ['a_b'], ['Tat']];
type Outputs = Record<string, number[][]>;
let keras: { read: Outputs; written: Outputs };
const ours: Outputs = {};

beforeAll(async () => {
  await tf.setBackend('cpu');
  installOnTfjs();
  for (const [name, make] of Object.entries(makers)) {
    const model = sequential([layers.input({ shape: [1], dtype: 'string' }), make()] as never);
    ours[name] = (model.predict(inputs as never) as tf.Tensor2D).arraySync();
    await model.save(join(folder, `${name}.keras`));
  }
  const script = join(import.meta.dirname, 'golden', 'text_layers.py');
  keras = await askPython(script, folder, JSON.stringify(inputs));
});
afterAll(() => rmSync(folder, { recursive: true }));

function expectSame(a: number[][], b: number[][]): void {
  expect(a.map(({ length }) => length)).toEqual(b.map(({ length }) => length));
  a.forEach((row, i) => {
    row.forEach((value, k) => {
      expect(value).toBeCloseTo(b[i]![k]!, 5);
    });
  });
}

describe('text layers', () => {
  it.each(Object.keys(makers))('ours in Keras: %s', (name) => {
    expectSame(keras.read[name]!, ours[name]!);
  });

  it.each(Object.keys(makers))('ours, loaded again: %s', async (name) => {
    const model = await loadModel(join(folder, `${name}.keras`));
    expectSame((model.predict(inputs as never) as tf.Tensor2D).arraySync(), ours[name]!);
  });

  it.each(['adapted', 'weighed', 'named', 'nested', 'hashed'])("Keras' here: %s", async (name) => {
    const model = await loadModel(join(folder, `keras-${name}.keras`));
    expectSame((model.predict(inputs as never) as tf.Tensor2D).arraySync(), keras.written[name]!);
  });
});

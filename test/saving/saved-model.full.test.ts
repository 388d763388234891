// A SavedModel that Keras exported (golden/saved-model, the model of keras3-dnn.keras), run by TensorFlow.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { registerEngine } from '../../lib/engine/engine.js';
import { loadModel } from '../../lib/models/load-model.js';
import { loadSavedModel } from '../../lib/saving/saved-model/saved-model.js';
import { tf } from '../../lib/tf.js';

const folder = join(import.meta.dirname, 'golden/saved-model');
const { dnn } = JSON.parse(readFileSync(join(import.meta.dirname, 'golden/keras3.json'), 'utf8'));

beforeAll(async () => {
  await registerEngine();
  tf.backend();
});

test('it says what it takes and predicts as Keras did', async () => {
  const model = await loadSavedModel(folder);
  expect(model.inputs).toEqual([{ name: 'keras_tensor', dtype: 'float32', shape: [null, 6] }]);
  expect(model.outputs[0]!.shape).toEqual([null, 3]);
  const output = model.predict(tf.tensor(dnn.x[0]));
  const error = tf.max(tf.abs(tf.sub(output, tf.tensor(dnn.outputs[0])))).dataSync()[0]!;
  expect(error).toBeLessThan(1e-5);
  model.dispose();
});

test('a wrong signature, a wrong folder, the wrong function: each says what to do', async () => {
  await expect(loadSavedModel(folder, { signature: 'other' })).rejects.toThrow('serving_default');
  await expect(loadSavedModel(join(folder, 'variables'))).rejects.toThrow('no saved_model.pb');
  await expect(loadModel(folder)).rejects.toThrow('loadSavedModel');
});

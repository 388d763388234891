// Classes and functions of one's own under names that files know.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import * as layers from '../../lib/layers/layers.js';
import { sequential } from '../../lib/models/factories.js';
import { loadModel } from '../../lib/models/load-model.js';
import { modelToKeras } from '../../lib/saving/keras3/write-model.js';
import * as saving from '../../lib/saving/saving.js';
import { tf } from '../../lib/tf.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

class Times extends layers.Layer {
  constructor(readonly factor: number) {
    super();
  }
  override call(x: tf.Tensor): tf.Tensor {
    return tf.mul(x, this.factor);
  }
  override getConfig(): Record<string, unknown> {
    return { ...super.getConfig(), factor: this.factor };
  }
}

const squared = (x: tf.Tensor): tf.Tensor => tf.square(x);

test('a class goes into files under its package, and comes back', async () => {
  expect(saving.registerKerasSerializable('mine')(Times)).toBe(Times);
  expect(saving.getRegisteredName(Times)).toBe('mine>Times');
  expect(saving.getRegisteredObject('mine>Times')).toBe(Times);
  const model = sequential([layers.dense({ units: 2, inputShape: [3] }), new Times(4) as never]);
  expect(JSON.stringify(modelToKeras(model as never))).toContain('"registered_name":"mine>Times"');
  const folder = mkdtempSync(join(tmpdir(), 'custom-'));
  await model.save(join(folder, 'times.keras'));
  const again = await loadModel(join(folder, 'times.keras'));
  rmSync(folder, { recursive: true });
  const x = tf.ones([1, 3]);
  expect(again.predict(x).dataSync()).toEqual(model.predict(x).dataSync());
});

test('a lambda layer is saved by the name of its function', async () => {
  const model = sequential([layers.dense({ units: 2, inputShape: [3] }), layers.lambda(squared)]);
  expect(() => modelToKeras(model as never)).toThrow("the function that a layer has as 'function'");
  saving.registerKerasSerializable('mine')(squared);
  const folder = mkdtempSync(join(tmpdir(), 'custom-'));
  await model.save(join(folder, 'lambda.keras'));
  const again = await loadModel(join(folder, 'lambda.keras'));
  rmSync(folder, { recursive: true });
  const x = tf.ones([1, 3]);
  expect(again.predict(x).dataSync()).toEqual(model.predict(x).dataSync());
});

test('names hold within a scope', async () => {
  const twice = (x: tf.Tensor): tf.Tensor => tf.mul(x, 2);
  expect(saving.customObjectScope({ twice }, () => saving.getRegisteredObject('twice'))).toBe(twice);
  expect(saving.getRegisteredObject('twice')).toBeNull();
  const later = await saving.customObjectScope({ twice }, async () => {
    await Promise.resolve();
    return saving.getCustomObjects().twice;
  });
  expect(later).toBe(twice);
  expect(saving.getCustomObjects().twice).toBeUndefined();
  expect(() =>
    saving.customObjectScope({ twice }, () => {
      throw new Error('inside');
    }),
  ).toThrow('inside');
  expect(saving.getRegisteredObject('twice', { twice })).toBe(twice);
  expect(saving.getRegisteredObject('twice')).toBeNull();
});

test('what has no name is refused', () => {
  expect(() =>
    saving.registerKerasSerializable()(
      (
        () => () =>
          1
      )(),
    ),
  ).toThrow('with a name');
  expect(() => saving.registerKerasSerializable(Times as never)).toThrow('Call it twice');
});

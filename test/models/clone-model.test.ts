// Models from descriptions: the same layers, other weights.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import * as layers from '../../lib/layers/layers.js';
import { cloneModel, modelFromJson, modelToJson } from '../../lib/models/clone-model.js';
import { model, sequential } from '../../lib/models/factories.js';
import { Model } from '../../lib/models/user-model.js';
import * as ops from '../../lib/ops/ops.js';
import { tf } from '../../lib/tf.js';
import { difference } from '../golden/keras-numbers.js';

beforeAll(() => tf.setBackend('cpu'));

test('a clone gives the same with the same weights, and has weights of its own', () => {
  const x = layers.input({ shape: [4] });
  const doubled = ops.multiply(layers.dense({ units: 3, activation: 'tanh' }).apply(x), 2);
  const first = model({ inputs: x, outputs: layers.dense({ units: 1 }).apply(doubled) });
  const second = cloneModel(first);
  const data = tf.ones([2, 4]);
  expect(difference(first.predict(data).arraySync(), second.predict(data).arraySync())).toBeGreaterThan(0);
  second.setWeights(first.getWeights());
  expect(second.predict(data).arraySync()).toEqual(first.predict(data).arraySync());
});

test('a description is Keras’ JSON', () => {
  const text = modelToJson(sequential([layers.dense({ units: 2, inputShape: [4] })]));
  expect(JSON.parse(text).class_name).toBe('Sequential');
  expect(modelFromJson(text).countParams()).toBe(10);
  const ofKeras = readFileSync(join(import.meta.dirname, 'golden/model.json'), 'utf8');
  const read = modelFromJson(ofKeras);
  expect(read.layers.map((layer) => layer.getClassName())).toEqual([
    'InputLayer',
    'Dense',
    'Dropout',
    'Dense',
  ]);
  expect(read.countParams()).toBe(31);
});

test('what is no description, or a class of one’s own, is refused', () => {
  class Own extends Model {
    override call(inputs: tf.Tensor): tf.Tensor {
      return inputs;
    }
  }
  expect(() => modelFromJson('{"class_name":')).toThrow('modelFromJson: no model can be made of this text');
  expect(() => modelFromJson('{}')).toThrow('it holds no model configuration');
  expect(() => cloneModel(new Own())).toThrow('new Own(…)');
});

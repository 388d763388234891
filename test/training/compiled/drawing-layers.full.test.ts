// Layers that draw random numbers by TensorFlow.js' own functions, in training and in use.
import { beforeAll, expect, test, vi } from 'vitest';
import { dense } from '../../../lib/layers/layers.js';
import { sequential } from '../../../lib/models/factories.js';
import * as random from '../../../lib/random/random.js';
import { tf } from '../../../lib/tf.js';
import { installOnTfjs } from '../../../lib/tfjs/install.js';
import type { Model } from '../../../lib/training/model.js';
import { expectCompiledEqualsEager, prepare } from './compared.js';

// Before the class: a layer of one's own extends what `tf.layers` then holds.
installOnTfjs();
beforeAll(prepare);

class Noise extends tf.layers.Layer {
  static readonly className = 'Noise';

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const [input] = [inputs].flat() as [tf.Tensor];
    return tf.tidy(() => tf.dropout(tf.add(input, tf.randomNormal(input.shape, 0, 0.1)), 0.2));
  }
}

function noisy(): tf.LayersModel {
  const model = sequential([
    dense({ units: 4, inputShape: [3] }),
    new Noise({}) as never,
    dense({ units: 1 }),
  ]) as unknown as tf.LayersModel;
  model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
  return model;
}

test('compiled as op by op', async () => {
  await expectCompiledEqualsEager({
    model: noisy,
    x: () => random.normal([12, 3]),
    y: () => random.normal([12, 1]),
  });
});

test('a model that is evaluated before anything has drawn', async () => {
  tf.disposeVariables(); // those that chance counts in, too
  const warn = vi.spyOn(console, 'warn');
  await (noisy() as unknown as Model).evaluate(tf.ones([8, 3]), tf.ones([8, 1]), { batchSize: 4 });
  expect(warn.mock.calls).toEqual([]);
  warn.mockRestore();
});

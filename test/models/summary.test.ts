// The summary's numbers are Keras'.

import { beforeAll, expect, test } from 'vitest';
import { networkOf } from '../../lib/core/network.js';
import * as layers from '../../lib/layers/layers.js';
import { model, sequential } from '../../lib/models/factories.js';
import { summaryOf } from '../../lib/models/summary.js';
import { tf } from '../../lib/tf.js';

beforeAll(() => tf.setBackend('cpu'));

const text = (made: unknown): string => summaryOf(networkOf(made))['text/plain'] as string;

test('the course’s model for 32×32×3 and 100 classes', () => {
  const { conv2d, maxPool2d, flatten, dense, dropout } = layers;
  const made = sequential([
    conv2d({
      filters: 128,
      kernelSize: [3, 3],
      padding: 'same',
      activation: 'relu',
      inputShape: [32, 32, 3],
    }),
    maxPool2d({ poolSize: [2, 2] }),
    conv2d({ filters: 128, kernelSize: [3, 3], activation: 'relu' }),
    maxPool2d({ poolSize: [2, 2] }),
    conv2d({ filters: 128, kernelSize: [3, 3], activation: 'relu' }),
    flatten(),
    dense({ units: 256, activation: 'relu' }),
    dropout(0.5),
    dense({ units: 100, activation: 'softmax' }),
  ]);
  const summary = text(made);
  // Keras: 3,584 + 147,584 + 147,584 + 819,456 + 25,700
  for (const count of ['3,584', '147,584', '819,456', '25,700']) expect(summary).toContain(count);
  expect(summary).toContain('Total parameters: 1,143,908 (4.36 MB)');
  expect(summary).toContain('(None, 5, 5, 128)');
});

test('moving averages are not trainable; a frozen layer neither', () => {
  const made = sequential([layers.dense({ units: 4, inputShape: [2] }), layers.batchNormalization()]);
  expect(text(made)).toContain('Non-trainable parameters: 8 (32.00 B)');
  made.layers[0]!.trainable = false;
  expect(text(made)).toContain('Trainable parameters: 8 (32.00 B)');
});

test('a graph says what comes from where; shared weights count once', () => {
  const [a, b] = [layers.input({ shape: [2], name: 'a' }), layers.input({ shape: [2], name: 'b' })];
  const shared = layers.dense({ units: 3, name: 'shared' });
  const joined = layers.add({ name: 'joined' }).apply([shared.apply(a), shared.apply(b)]);
  const summary = text(model({ inputs: [a, b], outputs: joined }));
  expect(summary).toMatch(/joined \(Add\) .* shared, shared/);
  expect(summary).toContain('Total parameters: 9');
});

test('layers that other models share: only what is of this one', () => {
  const image = layers.input({ shape: [4], name: 'image' });
  const code = layers.input({ shape: [2], name: 'code' });
  const decoder = layers.dense({ units: 4, name: 'decoder' });
  const encoded = layers.dense({ units: 2, name: 'encoder' }).apply(image);
  model({ inputs: image, outputs: decoder.apply(encoded) });
  const summary = text(model({ inputs: code, outputs: decoder.apply(code) }));
  expect(summary).toMatch(/decoder \(Dense\) .* code\n/);
  expect(summary).not.toContain('encoder');
});

test('names are Keras’: dense, dense_1, max_pooling2d', () => {
  const names = [layers.maxPooling2d(), layers.maxPooling2d()].map(({ name }) => name);
  expect(names[0]).toMatch(/^max_pooling2d(_\d+)?$/);
  expect(names[1]).toMatch(/^max_pooling2d_\d+$/);
});

test('a table in a notebook', () => {
  const made = sequential([layers.dense({ units: 1, inputShape: [1] })]);
  expect(summaryOf(networkOf(made))['text/markdown']).toContain(
    '| Layer (type) | Output shape | Parameters |',
  );
});

// Batch normalization while training: its gradient is that of the plain formula, and it does as Keras does where
// TensorFlow.js does not.
import { beforeAll, describe, expect, test } from 'vitest';
import { activation, batchNormalization } from '../../lib/layers/layers.js';
import { standardizeChannels } from '../../lib/layers/normalization/standardize.js';
import { sequential } from '../../lib/models/factories.js';
import { tf } from '../../lib/tf.js';
import { installOnTfjs } from '../../lib/tfjs/install.js';

beforeAll(installOnTfjs);

const epsilon = 1e-3;
const x = (...shape: number[]) =>
  tf.reshape(
    tf.sin(
      tf.range(
        0,
        shape.reduce((product, size) => product * size),
      ),
    ),
    shape,
  );

describe.each<[string, number[], number[], number[]]>([
  ['rows', [6, 3], [0], [1, 3]],
  ['images', [2, 3, 4, 3], [0, 1, 2], [1, 1, 1, 3]],
  ['images, channels first', [2, 3, 4, 5], [0, 2, 3], [1, 3, 1, 1]],
])('%s', (_, shape, axes, channels) => {
  const gamma = () => tf.add(x(...channels), 1.5);
  const beta = () => tf.cos(x(...channels));
  const plain = (input: tf.Tensor, gamma: tf.Tensor, beta: tf.Tensor): tf.Tensor => {
    const centered = tf.sub(input, tf.mean(input, axes, true));
    const deviation = tf.sqrt(tf.add(tf.mean(tf.square(centered), axes, true), epsilon));
    return tf.add(tf.mul(tf.div(centered, deviation), gamma), beta);
  };

  test('value', () => {
    const values = standardizeChannels(x(...shape), gamma(), beta(), axes, epsilon);
    near(values, plain(x(...shape), gamma(), beta()));
  });

  test('gradients', () => {
    const weighted = (f: typeof plain) =>
      tf.grads((...given: tf.Tensor[]) => {
        const [input, gamma, beta] = given as [tf.Tensor, tf.Tensor, tf.Tensor];
        return tf.sum(tf.mul(f(input, gamma, beta), tf.cos(tf.mul(x(...shape), 7))));
      })([x(...shape), gamma(), beta()]);
    const expected = weighted(plain);
    weighted((...given) => standardizeChannels(...given, axes, epsilon)).forEach((gradient, index) => {
      near(gradient, expected[index]!);
    });
  });
});

test('moving averages take in the batch, and are used outside training', () => {
  const layer = batchNormalization({ momentum: 0.75, inputShape: [2] });
  const rows = tf.tensor2d([
    [1, 10],
    [3, 30],
  ]);
  near(
    layer.apply(rows, { training: true }),
    tf.tensor2d([
      [-0.9995, -0.999995],
      [0.9995, 0.999995],
    ]),
  );
  const [, , mean, variance] = layer.getWeights();
  near(mean!, tf.tensor1d([0.5, 5]));
  near(variance!, tf.tensor1d([1, 25.75]));
  near(
    layer.apply(tf.tensor2d([[1.5, 5]]), { training: false }),
    tf.tensor2d([[1 / Math.sqrt(1 + epsilon), 0]]),
  );
});

test.each([
  ['scale', 1],
  ['center', 1],
] as const)('without %s it trains', async (name, count) => {
  const model = sequential([batchNormalization({ [name]: false, inputShape: [3] })]);
  model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
  await model.fit(x(6, 3), x(6, 3), { epochs: 1, verbose: 0 });
  expect(model.trainableWeights).toHaveLength(count);
});

test.each([
  ['frozen layer', (layer: { trainable: boolean }) => layer],
  ['layer of a frozen model', (_: unknown, model: { trainable: boolean }) => model],
])('a %s normalizes by its averages, as in Keras, and keeps them', (_, choose) => {
  const layer = batchNormalization({ inputShape: [3] });
  const model = sequential([layer, activation({ activation: 'linear' })]);
  choose(layer, model as unknown as { trainable: boolean }).trainable = false;
  const before = layer.getWeights();
  near(layer.apply(x(6, 3), { training: true }), layer.apply(x(6, 3), { training: false }));
  layer.getWeights().forEach((weight, index) => {
    near(weight, before[index]!);
  });
});

function near(actual: tf.Tensor, expected: tf.Tensor): void {
  expect(actual.shape).toEqual(expected.shape);
  const wanted = expected.dataSync();
  actual.dataSync().forEach((value, index) => {
    expect(value).toBeCloseTo(wanted[index]!, 4);
  });
}

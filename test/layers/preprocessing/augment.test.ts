// Random image layers draw and compute as Keras' with the same seed, where our own kernels do the work.
import { beforeAll, describe, expect, test } from 'vitest';
import * as layers from '../../../lib/layers/preprocessing/preprocessing.js';
import * as random from '../../../lib/random/random.js';
import { tf } from '../../../lib/tf.js';
import { cases, expectAsKeras, titleOf } from './augment-cases.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

/** Gamma draws are TensorFlow's own: here they are others. */
const byGamma = ['CutMix', 'MixUp'];

describe('with a seed they give what those of Keras give', () => {
  const some = cases.filter(({ layer, training }) => !(training && byGamma.includes(layer)));
  test.each(some.map((one) => [titleOf(one), one] as const))('%s', (_, one) => {
    expectAsKeras(one);
  });
});

const picture = (shape: number[]): tf.Tensor => tf.randomUniform(shape, 0, 255, 'float32', 3);

describe('chance', () => {
  test('mixes labels by the same shares as images', () => {
    random.setSeed(4);
    const colors = tf.mul(tf.reshape(tf.range(0, 4), [4, 1, 1, 1]), tf.ones([4, 60, 60, 1]));
    for (const mix of [layers.mixUp({ alpha: 0.8 }), layers.cutMix({ factor: [1, 1] })]) {
      const { images, labels } = mix.apply({ images: colors, labels: tf.eye(4) });
      const brightness = tf.mean(images, [1, 2, 3]).dataSync();
      const told = tf.sum(tf.mul(labels!, tf.range(0, 4)), 1).dataSync();
      for (let i = 0; i < 4; i++) expect(Math.abs(brightness[i]! - told[i]!)).toBeLessThan(0.1);
      expect(
        tf
          .sum(labels!, 1)
          .dataSync()
          .every((sum) => Math.abs(sum - 1) < 1e-5),
      ).toBe(true);
    }
  });

  test('leaves images alone outside training', () => {
    const x = picture([2, 5, 5, 3]);
    for (const layer of [layers.randAugment(), layers.augMix(), layers.cutMix(), layers.randomErasing()])
      expect(layer.apply(x).dataSync()).toEqual(x.dataSync());
  });

  test('keeps within the range of values', () => {
    random.setSeed(9);
    const x = picture([3, 8, 8, 3]);
    for (const layer of [layers.augMix({ factor: 0.9 }), layers.randAugment({ factor: 1, numOps: 3 })]) {
      const y = layer.apply(x, { training: true });
      expect(y.shape).toEqual(x.shape);
      expect(y.min().dataSync()[0]).toBeGreaterThanOrEqual(-0.01);
      expect(y.max().dataSync()[0]).toBeLessThanOrEqual(255.01);
    }
  });
});

describe('what cannot be is refused', () => {
  test.each([
    ['randomHue: factor', () => layers.randomHue({ factor: 1.5 })],
    ['randomPosterization: factor must be a number of bits', () => layers.randomPosterization({ factor: 9 })],
    [
      'randomGaussianBlur: kernelSize must be an odd number',
      () => layers.randomGaussianBlur({ kernelSize: 4 }),
    ],
    ['randomErasing: fillValue', () => layers.randomErasing({ fillValue: [1, 2] })],
    ['solarization: valueRange', () => layers.solarization({ valueRange: [1, 0] })],
    ['3 channels', () => layers.randomGrayscale().apply(tf.ones([1, 4, 4, 2]), { training: true })],
    ["the option 'factor' is missing", () => layers.randomSaturation({} as never)],
  ])('%s', (message, make) => {
    expect(make).toThrow(message);
  });
});

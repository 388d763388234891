// Keras' networks: small ones layer by layer, the arguments, what prepares images and reads predictions.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import * as applications from '../../lib/applications/applications.js';
import { likeliest } from '../../lib/applications/decode-predictions.js';
import * as layers from '../../lib/layers/layers.js';
import { model as modelOf } from '../../lib/models/factories.js';
import { tf } from '../../lib/tf.js';
import { digestOf, linesOf, makerOf, optionsOf, structures } from './structure.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

const small = structures.filter(({ weights }) => weights < 4e6);

test.each(small.map((one) => [`${one.name} ${JSON.stringify(one.options)}`, one] as const))(
  '%s is made of the layers that Keras makes it of',
  async (_, { name, options, layers: count, weights, digest }) => {
    const made = await makerOf(name)({ weights: null, ...optionsOf(options) });
    const lines = linesOf(made);
    expect([lines.length - 1, made.countParams()]).toEqual([count, weights]);
    expect(digestOf(lines)).toBe(digest);
    made.dispose();
  },
);

test('every network of Keras has a maker', () => {
  for (const { name } of structures) expect(makerOf(name)).toBeTypeOf('function');
  expect(structures.length).toBeGreaterThan(40);
});

test('a network goes on from a tensor of the model', async () => {
  const input = layers.input({ shape: [32, 32, 3] });
  const scaled = applications.mobileNetV2.preprocessInput(input);
  const args = {
    weights: null,
    inputTensor: scaled,
    alpha: 0.35,
    includeTop: false,
    pooling: 'avg',
  } as const;
  const body = await applications.mobileNetV2(args);
  expect(body.inputs).toEqual([input]);
  const whole = modelOf({ inputs: input, outputs: layers.dense({ units: 2 }).apply(body.outputs[0]!) });
  expect(whole.outputs[0]!.shape).toEqual([null, 2]);
});

describe('images are prepared', () => {
  const pixels = tf.tensor4d([0, 127.5, 255, 10, 20, 30], [1, 1, 2, 3]);
  const values = (x: tf.Tensor): number[] => [...x.dataSync()].map((one) => Number(one.toFixed(4)));
  test('for VGG and ResNet: blue first, less the means', () => {
    expect(values(applications.vgg16.preprocessInput(pixels))).toEqual([
      151.061, 10.721, -123.68, -73.939, -96.779, -113.68,
    ]);
  });
  test('for MobileNet and Inception: from -1 to 1', () => {
    expect(values(applications.inceptionV3.preprocessInput(pixels))).toEqual([
      -1, 0, 1, -0.9216, -0.8431, -0.7647,
    ]);
  });
  test('for DenseNet: by mean and deviation', () => {
    expect(values(applications.denseNet121.preprocessInput(pixels))).toEqual([
      -2.1179, 0.1964, 2.64, -1.9467, -1.6856, -1.2816,
    ]);
  });
  test('for EfficientNet: as they are', () => {
    expect(applications.efficientNetB0.preprocessInput(pixels)).toBe(pixels);
  });
  test('with the channels first', () => {
    const first = tf.tensor3d([1, 2, 3], [3, 1, 1]);
    expect(values(applications.preprocessInput(first, { dataFormat: 'channelsFirst' }))).toEqual([
      -100.939, -114.779, -122.68,
    ]);
  });
});

test('of equally likely classes Keras names the later first', () => {
  const index = { 0: ['n0', 'cat'], 1: ['n1', 'dog'], 2: ['n2', 'cow'] } as const;
  expect(likeliest([0.2, 0.6, 0.2], index, 2)).toEqual([
    ['n1', 'dog', 0.6],
    ['n2', 'cow', 0.2],
  ]);
});

describe('what cannot be is refused', () => {
  const { mobileNetV2, resNet50, mobileNetV3Large, vgg16 } = applications;
  test.each([
    ['1000 classes', () => vgg16({ classes: 10 })],
    ["'softmax' or null", () => vgg16({ classifierActivation: 'relu' })],
    ['images of [224, 224, 3]', () => vgg16({ inputShape: [100, 100, 3] })],
    ['at least 32 pixels', () => resNet50({ weights: null, includeTop: false, inputShape: [31, 40, 3] })],
    ['[height, width, channels]', () => resNet50({ weights: null, inputShape: [31, 40] })],
    ['3 channels', () => resNet50({ includeTop: false, inputShape: [40, 40, 1] })],
    ['needs every size', () => resNet50({ weights: null, inputShape: [null, 40, 3] })],
    ['alpha 0.35, 0.5', () => mobileNetV2({ alpha: 0.6 })],
    ['alpha 0.75 and 1', () => mobileNetV3Large({ alpha: 0.75, minimalistic: true })],
    ["Unknown option of applications.vgg16 'top'", () => vgg16({ top: true } as object)],
    ["Unknown pooling of applications.vgg16 'mean'", () => vgg16({ pooling: 'mean' as never })],
  ])('%s', async (message, make) => {
    await expect(make()).rejects.toThrow(message);
  });

  test('predictions that are not of ImageNet', async () => {
    await expect(vgg16.decodePredictions(tf.zeros([1, 10]))).rejects.toThrow('[images, 1000]');
  });

  test('weights that cannot be had, with what each place said', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'applications-'));
    const before = { ...process.env };
    Object.assign(process.env, { TENSORCELL_CACHE: folder, TENSORCELL_DATA_MIRROR: join(folder, 'mirror') });
    const made = mobileNetV2({ alpha: 0.35, includeTop: false, inputShape: [96, 96, 3] });
    await expect(made).rejects.toThrow('mobilenet_v2_weights_tf_dim_ordering_tf_kernels_0.35_96_no_top.h5');
    process.env = before;
    rmSync(folder, { recursive: true, force: true });
  });
});

// The preprocessing layers on TensorFlow: geometry against Keras, chance in training only, inside a compiled fit.
import { beforeAll, describe, expect, test } from 'vitest';
import { layerFromConfig } from '../../../lib/core/registry.js';
import { layers, random, sequential, tf } from '../../../lib/index.js';
import {
  type Filling,
  rotations,
  transformImages,
  translations,
  zooms,
} from '../../../lib/layers/preprocessing/affine-matrices.js';
import { distance, golden } from '../../image/golden.js';

interface Golden {
  shape: [number, number, number, number];
  images: number[];
  cases: {
    kind: 'rotation' | 'translation' | 'zoom' | 'resizing' | 'centerCrop';
    options: Filling & { height: number; width: number };
    numbers: number[] | [number, number][];
    shape: number[];
    output: number[];
  }[];
}

const { shape, images: values, cases } = golden<Golden>('preprocessing-layers');
const [, height, width] = shape;
let images: tf.Tensor4D;

beforeAll(() => {
  images = tf.tensor4d(values, shape);
});

const column = (rows: number[]) => tf.tensor2d(rows, [rows.length, 1]);

function matricesOf(kind: string, numbers: number[] | [number, number][]): tf.Tensor2D {
  if (kind === 'rotation')
    return rotations(column((numbers as number[]).map((d) => (d * Math.PI) / 180)), height, width);
  const pairs = numbers as [number, number][];
  const [x, y] = [column(pairs.map(([first]) => first)), column(pairs.map(([, second]) => second))];
  return kind === 'translation' ? translations(x, y) : zooms(x, y, height, width);
}

describe('equal to Keras', () => {
  test.each(cases)('$kind $options', ({ kind, options, numbers, shape: expected, output }) => {
    const sized = {
      resizing: () => layers.resizing({ ...options, fillMode: undefined }),
      centerCrop: () => layers.centerCrop(options),
    };
    const changed =
      kind === 'resizing' || kind === 'centerCrop'
        ? sized[kind]().apply(images)
        : transformImages(images, matricesOf(kind, numbers), options);
    expect(changed.shape).toEqual(expected);
    // Interpolated values within 2/255; where a nearest pixel is a coin's toss between two, nearly all agree.
    const ours = changed.dataSync();
    const apart = output.filter((value, i) => Math.abs(value - ours[i]!) > 2).length;
    expect(apart / output.length).toBeLessThan(
      kind === 'rotation' && options.interpolation === 'nearest' ? 0.02 : 1e-9,
    );
  });
});

const chance = [
  ['randomFlip', () => layers.randomFlip()],
  ['randomRotation', () => layers.randomRotation(0.2)],
  ['randomTranslation', () => layers.randomTranslation({ heightFactor: 0.3, widthFactor: [0.1, 0.3] })],
  ['randomZoom', () => layers.randomZoom({ heightFactor: 0.3, widthFactor: 0.2, fillMode: 'nearest' })],
  ['randomContrast', () => layers.randomContrast(0.5)],
  ['randomBrightness', () => layers.randomBrightness(0.3)],
] as const;

describe.each(chance)('%s', (_, make) => {
  test('changes images in training only, each in its own way', () => {
    const layer = make();
    const same = tf.concat([images.slice(0, 1), images.slice(0, 1), images.slice(0, 1), images.slice(0, 1)]);
    expect(distance(layer.apply(same).dataSync(), same.dataSync())).toBe(0);
    random.setSeed(1);
    const trained = layer.apply(same, { training: true });
    expect(trained.shape).toEqual(same.shape);
    expect(distance(trained.dataSync(), same.dataSync())).toBeGreaterThan(1);
    const size = same.size / 4;
    const kinds = new Set(
      [0, 1, 2, 3].map((i) =>
        trained
          .dataSync()
          .slice(i * size, (i + 1) * size)
          .join(),
      ),
    );
    expect(kinds.size).toBeGreaterThan(1);
  });

  test('the same seed changes them the same way', () => {
    const layer = make();
    const draw = () => {
      random.setSeed(3);
      return layer.apply(images, { training: true }).dataSync();
    };
    expect(distance(draw(), draw())).toBe(0);
  });

  test('its configuration makes the same layer', () => {
    const layer = make();
    const model = sequential([layers.inputLayer({ inputShape: [height, width, 3] }), layer]);
    const { className, config } = JSON.parse(
      JSON.stringify({ className: layer.getClassName(), config: layer.getConfig() }),
    );
    const copy = layerFromConfig({ className, config });
    expect(copy.getConfig()).toEqual(layer.getConfig());
    expect(model.countParams()).toBe(0);
  });
});

test('contrast and brightness keep to their formula', () => {
  const contrast = layers
    .randomContrast({ factor: 0.5, valueRange: [-1000, 1000] })
    .apply(images, { training: true });
  const mean = images.mean([1, 2], true);
  const ratio = contrast.sub(mean).div(images.sub(mean)).slice([0, 0, 0, 0], [1, 3, 3, 1]).dataSync();
  expect(Math.max(...ratio) - Math.min(...ratio)).toBeLessThan(1e-2);
  const brightness = layers.randomBrightness({ factor: 0.2, valueRange: [-1000, 1000] });
  const added = brightness.apply(images, { training: true }).sub(images).dataSync();
  expect(Math.max(...added.slice(0, 200)) - Math.min(...added.slice(0, 200))).toBeLessThan(1e-2);
});

test('a network with them trains, evaluates on images as they are, and predicts the same twice', async () => {
  random.setSeed(5);
  const model = sequential([
    layers.inputLayer({ inputShape: [height, width, 3] }),
    layers.rescaling({ scale: 1 / 255 }),
    ...chance.slice(0, 4).map(([, make]) => make()),
    layers.flatten(),
    layers.dense({ units: 1, activation: 'sigmoid' }),
  ]);
  model.compile({ optimizer: 'adam', loss: 'binaryCrossentropy' });
  const many = tf.concat(Array.from({ length: 8 }, () => images)) as tf.Tensor4D;
  const targets = tf.tensor1d(Array.from({ length: 16 }, (_, i) => i % 2));
  const { history } = await model.fit(many, targets, { epochs: 20, batchSize: 8, verbose: 0 });
  expect(history.loss!.at(-1)).toBeLessThan(history.loss![0]!);
  expect(distance(model.predict(images).dataSync(), model.predict(images).dataSync())).toBe(0);
});

describe('wrong options are named', () => {
  test.each([
    ['randomRotation: factor', () => layers.randomRotation(2)],
    [
      'randomTranslation: widthFactor',
      () => layers.randomTranslation({ heightFactor: 0, widthFactor: [0, 3] }),
    ],
    ['randomContrast: valueRange', () => layers.randomContrast({ factor: 0.1, valueRange: [1, 0] })],
    ['resizing: height must be a whole number', () => layers.resizing({ height: 0, width: 5 })],
  ])('%s', (message, make) => {
    expect(make).toThrow(message);
  });

  test('images without channels', () => {
    expect(() => sequential([layers.inputLayer({ inputShape: [9, 11] }), layers.randomFlip()])).toThrow(
      'expandDims',
    );
  });
});

// Every transform against Keras, with fixed parameters and with seeded ones.
import { describe, expect, test } from 'vitest';
import type { ImageDataGeneratorOptions } from '../../lib/image/generator-options.js';
import { ImageDataGenerator } from '../../lib/image/image-data-generator.js';
import type { TransformParameters } from '../../lib/image/transform/transform-parameters.js';
import { tf } from '../../lib/tf.js';
import { distance, golden } from './golden.js';

interface Transforms {
  image: number[];
  cases: {
    options: ImageDataGeneratorOptions;
    parameters: TransformParameters;
    input: { shape: [number, number, number]; values: number[] } | null;
    output: number[];
  }[];
}

describe('applyTransform equals Keras', () => {
  const { image, cases } = golden<Transforms>('transforms');
  test.each(cases)('$options $parameters', ({ options, parameters, input, output }) => {
    const x = tf.tensor3d(input?.values ?? image, input?.shape ?? [12, 12, 3]);
    const transformed = new ImageDataGenerator(options).applyTransform(x, parameters);
    expect(transformed.shape).toEqual(x.shape);
    expect(distance(transformed.dataSync(), output)).toBeLessThan(0.002);
  });
});

interface Drawn {
  options: ImageDataGeneratorOptions;
  seed: number;
  parameters: Record<string, number | boolean>;
}

test.each(golden<Drawn[]>('random-parameters'))(
  'seed $seed draws what Keras draws from $options',
  (drawn) => {
    const ours = new ImageDataGenerator(drawn.options).getRandomTransform([20, 20, 3], drawn.seed);
    expect(Object.keys(ours).sort()).toEqual(Object.keys(drawn.parameters).sort());
    for (const [name, value] of Object.entries(drawn.parameters)) {
      expect(Number(ours[name as keyof TransformParameters]), name).toBeCloseTo(Number(value), 10);
    }
  },
);

interface Standardized {
  options: ImageDataGeneratorOptions;
  shape: [number, number, number, number];
  values: number[];
  output: number[];
}

test.each(golden<Standardized[]>('standardization'))(
  'standardize equals Keras with $options',
  (standardized) => {
    const generator = new ImageDataGenerator(standardized.options);
    const x = tf.tensor4d(standardized.values, standardized.shape);
    generator.fit(x);
    const [, ...shape] = standardized.shape;
    const second = tf.tensor3d(x.dataSync().slice(x.size / shape0(x), (2 * x.size) / shape0(x)), shape);
    const scale = Math.max(1, ...standardized.output.map(Math.abs));
    expect(distance(generator.standardize(second).dataSync(), standardized.output) / scale).toBeLessThan(
      2e-4,
    );
  },
);

function shape0(x: tf.Tensor): number {
  return x.shape[0]!;
}

describe('images that are not square', () => {
  const dot = (height: number, width: number, row: number, column: number) => {
    const values = new Float32Array(height * width);
    values[row * width + column] = 1;
    return tf.tensor3d(values, [height, width, 1]);
  };
  const place = (image: tf.Tensor3D) => {
    const at = image.dataSync().indexOf(1);
    return [Math.floor(at / image.shape[1]), at % image.shape[1]];
  };
  const generator = new ImageDataGenerator({ fillMode: 'constant', interpolationOrder: 0 });

  test('turn about their own centre', () => {
    expect(place(generator.applyTransform(dot(5, 9, 2, 6), { theta: 180 }))).toEqual([2, 2]);
    expect(place(generator.applyTransform(dot(5, 9, 2, 6), { theta: 90 }))).toEqual([0, 4]);
  });

  test('shift each side by its own range', () => {
    const wide = new ImageDataGenerator({ widthShiftRange: 0.5 });
    const high = new ImageDataGenerator({ heightShiftRange: 0.5 });
    for (let seed = 0; seed < 20; seed++) {
      expect(wide.getRandomTransform([4, 100, 3], seed).ty).toBe(0);
      expect(Math.abs(high.getRandomTransform([4, 100, 3], seed).ty!)).toBeLessThan(2);
    }
    expect(place(generator.applyTransform(dot(5, 9, 2, 6), { tx: 2 }))).toEqual([2, 4]);
    expect(place(generator.applyTransform(dot(5, 9, 2, 6), { ty: 2 }))).toEqual([0, 6]);
  });
});

test('draws without a seed spread over their range', () => {
  const generator = new ImageDataGenerator({
    rotationRange: 40,
    horizontalFlip: true,
    zoomRange: [0.8, 1.2],
  });
  const drawn = Array.from({ length: 2000 }, () => generator.getRandomTransform([10, 10, 3]));
  const mean = (values: number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  expect(Math.abs(mean(drawn.map(({ theta }) => theta!)))).toBeLessThan(3);
  expect(mean(drawn.map(({ theta }) => theta! ** 2))).toBeCloseTo(1600 / 3, -2);
  expect(mean(drawn.map(({ flipHorizontal }) => Number(flipHorizontal)))).toBeCloseTo(0.5, 1);
  expect(mean(drawn.map(({ zx }) => zx!))).toBeCloseTo(1, 1);
  expect(drawn.some(({ flipVertical }) => flipVertical)).toBe(false);
});

describe('wrong options are named', () => {
  test.each<[string, ImageDataGeneratorOptions]>([
    ['rotationRange', { rotationRange: Number.NaN }],
    ['zoomRange', { zoomRange: [1] as unknown as [number, number] }],
    ['fillMode', { fillMode: 'mirror' as 'reflect' }],
    ['validationSplit', { validationSplit: 1 }],
    ['brightnessRange', { brightnessRange: [1] as unknown as [number, number] }],
    ['widthShiftRange', { widthShiftRange: 'far' as unknown as number }],
    ['interpolationOrder', { interpolationOrder: 6 as 1 }],
  ])('%s', (name, options) => {
    expect(() => new ImageDataGenerator(options)).toThrow(
      new RegExp(`ImageDataGenerator: ${name} must be .*\\. Received: .`),
    );
  });

  test('featurewise options before fit', () => {
    const image = tf.zeros([2, 2, 1]) as tf.Tensor3D;
    const generator = new ImageDataGenerator({ featurewiseCenter: true });
    expect(() => generator.standardize(image)).toThrow('call generator.fit(images) first');
  });
});

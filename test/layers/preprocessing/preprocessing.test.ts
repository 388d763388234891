// Preprocessing layers give what Keras' give where nothing is left to chance, and refuse what they cannot compute.
import { beforeAll, describe, expect, test } from 'vitest';
import {
  categoryEncoding,
  centerCrop,
  discretization,
  normalization,
  randomBrightness,
  randomContrast,
  randomCrop,
  randomFlip,
  randomRotation,
  randomShear,
  randomTranslation,
  randomZoom,
  resizing,
} from '../../../lib/layers/preprocessing/preprocessing.js';
import { resizeImages } from '../../../lib/layers/preprocessing/resize.js';
import * as random from '../../../lib/random/random.js';
import { tf } from '../../../lib/tf.js';
import { cases, expectAsKeras, titleOf } from './cases.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe('outputs and gradients are those of Keras', () => {
  test.each(cases.map((one) => [titleOf(one), one] as const))('%s', (_, one) => {
    expectAsKeras(one);
  });
});

const image = (shape: number[]): tf.Tensor =>
  tf.tensor(
    Float32Array.from({ length: shape.reduce((a, b) => a * b) }, (_, i) => i),
    shape,
  );

describe('chance', () => {
  test('shears to either side', () => {
    random.setSeed(2);
    const layer = randomShear({ xFactor: [0.5, 0.5], fillMode: 'constant', interpolation: 'nearest' });
    const rows = tf.tile(tf.tensor([1, 0, 0, 2]).reshape([1, 2, 2, 1]), [16, 1, 1, 1]);
    const read = layer.apply(rows, { training: true }).arraySync() as number[][][][];
    expect(new Set(read.map((one) => one.flat(2).join())).size).toBe(2);
  });

  test('crops at the same place for all images of a batch, anywhere', () => {
    random.setSeed(3);
    const layer = randomCrop({ height: 2, width: 2 });
    const x = tf.tile(image([1, 4, 5, 1]), [3, 1, 1, 1]);
    const firsts = Array.from({ length: 40 }, () => {
      const [a, b, c] = (layer.apply(x, { training: true }).arraySync() as number[][][][]).map(
        (one) => one[0]![0]![0]!,
      );
      expect([b, c]).toEqual([a, a]);
      return a!;
    });
    expect([...new Set(firsts)].sort((a, b) => a - b)).toEqual([0, 1, 2, 3, 5, 6, 7, 8, 10, 11, 12, 13]);
  });

  test('mirrors channels first along the right axes', () => {
    random.setSeed(1);
    const layer = randomFlip({ mode: 'vertical', dataFormat: 'channelsFirst' });
    const x = tf.tile(tf.tensor([1, 2, 3, 4, 5, 6]).reshape([1, 1, 3, 2]), [16, 1, 1, 1]);
    const seen = layer.apply(x, { training: true }).arraySync() as number[][][][];
    expect([...new Set(seen.map((one) => one.flat(2).join()))].sort()).toEqual([
      '1,2,3,4,5,6',
      '5,6,3,4,1,2',
    ]);
  });

  test('with a seed of its own a layer draws the same again, whatever else is drawn', () => {
    const draw = () => {
      const layer = randomZoom({ heightFactor: 0.5, seed: 5 });
      random.uniform([3]);
      const [first, second] = [0, 1].map(() => [
        ...layer.apply(image([1, 4, 5, 1]), { training: true }).dataSync(),
      ]);
      expect(second).not.toEqual(first);
      return first;
    };
    expect(draw()).toEqual(draw());
  });

  test('contrast by one number only strengthens, as in Keras', () => {
    const layer = randomContrast({ factor: 0.5, valueRange: [-1000, 1000] });
    const x = tf.tile(tf.tensor([-1, 1]).reshape([1, 1, 2, 1]), [200, 1, 1, 1]);
    const right = layer.apply(x, { training: true }).slice([0, 0, 1, 0]).dataSync();
    expect(Math.min(...right)).toBeGreaterThanOrEqual(1);
    expect(Math.max(...right)).toBeGreaterThan(1.4);
  });
});

describe('resizing', () => {
  test('has second derivatives', () => {
    const x = image([1, 3, 4, 1]) as tf.Tensor4D;
    for (const method of ['nearest', 'bilinear', 'bicubic', 'area'] as const) {
      const inner = tf.grad((given: tf.Tensor) =>
        tf.sum(tf.square(resizeImages(given as tf.Tensor4D, [5, 2], method))),
      );
      const outer = tf.grad((given: tf.Tensor) => tf.sum(inner(given)));
      // The inner gradient is linear: its sum's gradient is that at any place.
      const twice = outer(x).dataSync();
      const wanted = inner(tf.onesLike(x)).dataSync();
      twice.forEach((value, i) => {
        expect(value).toBeCloseTo(wanted[i]!, 4);
      });
    }
  });

  test('leaves images of the right size as they are', () => {
    const x = image([1, 3, 4, 1]) as tf.Tensor4D;
    expect(resizeImages(x, [3, 4], 'lanczos5', { antialias: true })).toBe(x);
  });
});

describe('batches of data', () => {
  test('are measured as one', () => {
    const [whole, parts] = [normalization(), normalization()];
    const data = tf.tensor2d([1, 2, 3, 5, 8, 13, 21, 34], [4, 2]);
    whole.adapt(data);
    parts.adapt([data.slice(0, 1), data.slice(1, 3)]);
    whole.getWeights().forEach((weight, i) => {
      const other = parts.getWeights()[i]!.dataSync();
      weight.dataSync().forEach((value, k) => {
        expect(other[k]).toBeCloseTo(value, 4);
      });
    });
  });

  test('of a list', () => {
    const layer = normalization({ axis: null });
    layer.adapt([
      [1, 2],
      [3, 6],
    ]);
    expect([...layer.getWeights()[0]!.dataSync()]).toEqual([3]);
  });
});

describe('what cannot be computed is refused', () => {
  test.each([
    [
      "Unknown interpolation of resizing 'cubic'",
      () => resizing({ height: 2, width: 2, interpolation: 'cubic' as never }),
    ],
    ['only one of', () => resizing({ height: 2, width: 2, cropToAspectRatio: true, padToAspectRatio: true })],
    [
      "Unknown fillMode of resizing 'reflect'",
      () => resizing({ height: 2, width: 2, fillMode: 'reflect' as never }),
    ],
    ['randomRotation: factor', () => randomRotation(1.5)],
    ['randomTranslation: heightFactor', () => randomTranslation({ heightFactor: [0, 1.5], widthFactor: 0 })],
    ['randomZoom: heightFactor', () => randomZoom({ heightFactor: [-1, 0] })],
    ['randomBrightness: valueRange', () => randomBrightness({ factor: 0.1, valueRange: [5, 5] })],
    [
      "Unknown option of randomFlip 'boundingBoxFormat'",
      () => randomFlip({ boundingBoxFormat: 'xyxy' } as object),
    ],
    ["the option 'numTokens' is missing", () => categoryEncoding({} as never)],
    [
      'one row of numbers a sample',
      () => categoryEncoding({ numTokens: 3 }).apply(tf.zeros([2, 2, 2], 'int32')),
    ],
    [
      "'count' alone",
      () =>
        categoryEncoding({ numTokens: 3 }).apply(tf.zeros([2, 2], 'int32'), {
          countWeights: tf.ones([2, 2]),
        } as object),
    ],
    ['mean and variance must be given both', () => normalization({ mean: 1 })],
    ['must have the same shape', () => normalization({ mean: [1, 2], variance: 1 })],
    ['at most one axis', () => normalization({ mean: [[1]], variance: [[1]] })],
    ['which were given', () => normalization({ mean: 1, variance: 1 }).adapt([[1]])],
    ['axis must be from -2 to 1', () => normalization({ axis: 2 }).apply(tf.ones([2, 3]))],
    ['must go with inputs', () => normalization({ mean: [1, 2], variance: [1, 2] }).apply(tf.ones([2, 3]))],
    ['no samples', () => normalization().adapt(tf.zeros([0, 2]))],
    ['toArray', () => normalization().adapt(tf.data.array([1]) as never)],
    ['either binBoundaries or numBins', () => discretization({})],
    ['in rising order', () => discretization({ binBoundaries: [1, 0] })],
    ['adapt(data) first', () => discretization({ numBins: 3 }).apply(tf.ones([2, 2]))],
    [
      'takes images: [images, height, width, channels]',
      () => centerCrop({ height: 2, width: 2 }).apply(tf.ones([4, 4])),
    ],
  ])('%s', (message, make) => {
    expect(make).toThrow(message);
  });
});

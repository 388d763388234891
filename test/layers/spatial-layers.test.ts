// What pooling, reshaping and merging layers do beyond Keras' numbers: options, refusals, and places in a model.
import { describe, expect, test } from 'vitest';
import { Graph } from '../../lib/core/graph.js';
import { InputLayer } from '../../lib/core/input-layer.js';
import { maskOf, setMask } from '../../lib/core/masks.js';
import { layerFromConfig } from '../../lib/core/registry.js';
import type { SymbolicTensor } from '../../lib/core/symbolic-tensor.js';
import type { Layer } from '../../lib/layers/base/layer.js';
import { dense } from '../../lib/layers/core/dense.js';
import { add, average, multiply, subtract } from '../../lib/layers/merging/arithmetic.js';
import { concatenate } from '../../lib/layers/merging/concatenate.js';
import { dot } from '../../lib/layers/merging/dot.js';
import { maximum, minimum } from '../../lib/layers/merging/extremes.js';
import { adaptiveAveragePooling2d, adaptiveMaxPooling1d } from '../../lib/layers/pooling/adaptive-pooling.js';
import { averagePooling1d } from '../../lib/layers/pooling/average-pooling.js';
import { globalAveragePooling1d } from '../../lib/layers/pooling/global-average-pooling.js';
import { globalMaxPooling1d } from '../../lib/layers/pooling/global-max-pooling.js';
import { maxPooling2d } from '../../lib/layers/pooling/max-pooling.js';
import { globalMinPooling2d, minPooling2d } from '../../lib/layers/pooling/min-pooling.js';
import { cropping1d, cropping2d } from '../../lib/layers/reshaping/cropping.js';
import { flatten } from '../../lib/layers/reshaping/flatten.js';
import { permute } from '../../lib/layers/reshaping/permute.js';
import { repeatVector } from '../../lib/layers/reshaping/repeat-vector.js';
import { reshape } from '../../lib/layers/reshaping/reshape.js';
import { upSampling2d } from '../../lib/layers/reshaping/up-sampling.js';
import { zeroPadding2d } from '../../lib/layers/reshaping/zero-padding.js';
import { tf } from '../../lib/tf.js';

const input = (...batchShape: (number | null)[]): SymbolicTensor =>
  new InputLayer({ batchShape, dtype: 'float32' }).output as SymbolicTensor;
const shapeOf = (layer: Layer, ...from: SymbolicTensor[]): (number | null)[] =>
  (layer.apply(from as never) as unknown as SymbolicTensor).shape;
const nested = (tensor: tf.Tensor): unknown => tensor.arraySync();

describe('pooling', () => {
  test('the smallest of each window, and of each channel', () => {
    const image = tf.tensor([4, 3, 2, 1, 9, 5, 6, 7, 8], [1, 3, 3, 1]);
    expect(nested(minPooling2d({ poolSize: 2, strides: 1 }).apply(image))).toEqual([
      [
        [[1], [2]],
        [[1], [5]],
      ],
    ]);
    expect([...minPooling2d({ padding: 'same' }).apply(image).dataSync()]).toEqual([1, 2, 6, 8]);
    expect(nested(globalMinPooling2d().apply(image))).toEqual([[1]]);
    const turned = tf.transpose(image, [0, 3, 1, 2]);
    const first = globalMinPooling2d({ dataFormat: 'channelsFirst', keepdims: true });
    expect(nested(first.apply(turned))).toEqual([[[[1]]]]);
  });

  test('one output is the greatest of all, which Keras crashes at', () => {
    const line = tf.tensor([1, 5, 2], [1, 3, 1]);
    expect(nested(adaptiveMaxPooling1d({ outputSize: 1 }).apply(line))).toEqual([[[5]]]);
  });

  test('strides are the size of the window, also in the configuration', () => {
    expect(maxPooling2d({ poolSize: [2, 3] }).getConfig()).toMatchObject({
      poolSize: [2, 3],
      strides: [2, 3],
    });
    expect(averagePooling1d({ poolSize: 3, strides: 2 }).getConfig()).toMatchObject({
      poolSize: [3],
      strides: [2],
    });
  });

  test('keepDims is keepdims', () => {
    const layer = layerFromConfig({ className: 'GlobalMaxPooling1D', config: { keepDims: true } });
    expect(layer.getConfig()).toMatchObject({ keepdims: true, dataFormat: 'channelsLast' });
  });

  test('a masked step may hold anything', () => {
    const steps = tf.tensor([[[1], [Number.NaN], [3]]]);
    setMask(steps, tf.tensor([[true, false, true]], [1, 3], 'bool'));
    expect(nested(globalAveragePooling1d().apply(steps))).toEqual([[2]]);
    expect(maskOf(globalAveragePooling1d({ keepdims: true }).apply(steps))).toBeNull();
    expect(maskOf(globalMaxPooling1d().apply(steps))).toBeNull();
  });

  test('an open size stays open, an adaptive one is known', () => {
    expect(shapeOf(maxPooling2d(), input(null, null, 7, 3))).toEqual([null, null, 3, 3]);
    expect(shapeOf(adaptiveAveragePooling2d({ outputSize: [4, 5] }), input(null, null, null, 3))).toEqual([
      null,
      4,
      5,
      3,
    ]);
  });

  test('refuses windows larger than the data, and other nonsense', () => {
    expect(() => maxPooling2d({ poolSize: 4 }).apply(input(null, 3, 5, 1))).toThrow(
      /maxPooling2d: poolSize .* expected at most 3 .* Received: 4, for an input of \[samples, 3, 5, 1\]/,
    );
    expect(() => maxPooling2d({ poolSize: 4 }).apply(tf.ones([1, 3, 5, 1]))).toThrow(
      /maxPooling2d: poolSize/,
    );
    expect(() => maxPooling2d({ strides: 0 })).toThrow(/maxPooling2d: strides/);
    expect(() => maxPooling2d({ poolSize: [2] as never })).toThrow(
      /maxPooling2d: poolSize must be a number or a list of 2/,
    );
    expect(() => maxPooling2d({ padding: 'causal' as never })).toThrow(/padding of maxPooling2d/);
    expect(() => maxPooling2d({ poolsize: 2 } as never)).toThrow(/Did you mean 'poolSize'/);
    expect(() => maxPooling2d().apply(tf.ones([2, 3, 4]))).toThrow(/MaxPooling2D .* takes/);
  });
});

describe('reshaping', () => {
  test('dense layers follow an open axis that can be worked out', () => {
    const flat = reshape({ targetShape: [-1] }).apply(input(null, 2, 3));
    expect(flat.shape).toEqual([null, 6]);
    expect(dense({ units: 2 }).apply(flat).shape).toEqual([null, 2]);
    expect(shapeOf(reshape({ targetShape: [null, 2] }), input(null, 2, 3))).toEqual([null, 3, 2]);
    expect(reshape({ targetShape: [null, 2] }).getConfig()).toMatchObject({ targetShape: [-1, 2] });
  });

  test('data of no samples keep their form', () => {
    expect(reshape({ targetShape: [-1, 2] }).apply(tf.zeros([0, 4])).shape).toEqual([0, 2, 2]);
    expect(flatten().apply(tf.zeros([0, 2, 3])).shape).toEqual([0, 6]);
  });

  test('flattens unknown sizes when they are known', () => {
    const layer = flatten();
    expect(shapeOf(layer, input(null, null, 3))).toEqual([null, null]);
    expect(layer.apply(tf.ones([2, 5, 3])).shape).toEqual([2, 15]);
  });

  test('masks end where steps may move, even if nothing changes', () => {
    const steps = tf.ones([2, 3, 2]);
    setMask(steps, tf.ones([2, 3], 'bool'));
    const still = [cropping1d({ cropping: 0 }), permute({ dims: [1, 2] }), reshape({ targetShape: [3, 2] })];
    for (const layer of still) expect(maskOf(layer.apply(steps))).toBeNull();
    const image = tf.ones([1, 2, 2, 1]);
    setMask(image, tf.ones([1, 2], 'bool'));
    for (const interpolation of ['nearest', 'bilinear'] as const)
      expect(maskOf(upSampling2d({ size: 1, interpolation }).apply(image))).toBeNull();
  });

  test('refuses what cannot be', () => {
    expect(() => reshape({ targetShape: [4] }).apply(input(null, 2, 3))).toThrow(
      /reshape: targetShape .* expected 6. Received: \[4\]/,
    );
    expect(() => reshape({ targetShape: [-1, 4] }).apply(tf.ones([2, 6]))).toThrow(/reshape: targetShape/);
    expect(() => reshape({ targetShape: [-1, null] }).apply(tf.ones([2, 6]))).toThrow(
      /reshape: targetShape .* Received: \[-1,-1\]/,
    );
    expect(() => reshape({ targetShape: 4 } as never)).toThrow(/reshape: targetShape/);
    expect(() => reshape({} as never)).toThrow(/reshape: the option 'targetShape' is missing/);
    expect(() => permute({ dims: [1, 3] })).toThrow(/permute: dims .* Received: \[1,3\]/);
    expect(() => permute({ dims: [2, 1] }).apply(tf.ones([1, 2, 3, 4]))).toThrow(/Permute/);
    expect(() => repeatVector({ n: 0 })).toThrow(/repeatVector: n/);
    expect(() => cropping1d({ cropping: [2, 2] }).apply(input(null, 4, 1))).toThrow(
      /cropping1d: cropping must leave something, expected less than 4 .* Received: \[2, 2\]/,
    );
    expect(() => cropping2d({ cropping: [[1, 2, 3], 1] as never })).toThrow(/cropping2d: cropping of axis 1/);
    expect(() => zeroPadding2d({ padding: -1 })).toThrow(/zeroPadding2d: padding/);
    expect(() => zeroPadding2d({ padding: [1, 2, 3] as never })).toThrow(
      /zeroPadding2d: padding .* a list of 2/,
    );
    expect(() => upSampling2d({ interpolation: 'mitchellcubic' as never })).toThrow(
      /interpolation of upSampling2d/,
    );
  });
});

describe('merging', () => {
  const all = [add, subtract, multiply, average, maximum, minimum, concatenate, () => dot({ axes: -1 })];

  test.each(all.map((make) => [make().getClassName(), make] as const))(
    '%s takes a tensor twice',
    (_, make) => {
      const x = tf.tensor([
        [1, 2],
        [3, 4],
      ]);
      const once = nested(make().apply([x, tf.clone(x)]));
      const layer = make();
      expect(nested(layer.apply([x, x]))).toEqual(once);
      expect(x.isDisposed).toBe(false);
      const entry = input(null, 2);
      const output = make().apply([entry, entry]) as unknown as SymbolicTensor;
      const [found] = new Graph([entry], [output]).run([x]);
      expect(nested(found!)).toEqual(once);
    },
  );

  test('the mask of a sum is there where any input has a step', () => {
    const [a, b] = [tf.ones([1, 3, 2]), tf.ones([1, 3, 2])];
    setMask(a, tf.tensor([[true, false, false]], [1, 3], 'bool'));
    setMask(b, tf.tensor([[true, true, false]], [1, 3], 'bool'));
    expect([...maskOf(add().apply([a, b]))!.dataSync()]).toEqual([1, 1, 0]);
    expect(maskOf(dot({ axes: 1 }).apply([a, b]))).toBeNull();
  });

  test('masks of sequences of images are kept by step, side by side', () => {
    const [a, b] = [tf.ones([2, 3, 4, 5]), tf.ones([2, 3, 4, 5])];
    setMask(a, tf.tensor([1, 0, 1, 1, 1, 0], [2, 3], 'bool'));
    const mask = maskOf(concatenate({ axis: 1 }).apply([a, b]))!;
    expect([mask.shape, [...mask.dataSync()]]).toEqual([
      [2, 6],
      [1, 0, 1, 1, 1, 1, 1, 1, 0, 1, 1, 1],
    ]);
    expect(maskOf(concatenate().apply([a, b]))!.shape).toEqual([2, 3]);
    expect(multiply().apply([a, b]).shape).toEqual([2, 3, 4, 5]);
  });

  test('a dot product waits for a size that is not known yet', () => {
    expect(shapeOf(dot({ axes: 1 }), input(null, null, 3), input(null, 5, 3))).toEqual([null, 3, 3]);
  });

  test('refuses what cannot be', () => {
    const [x, y] = [tf.ones([2, 3]), tf.ones([2, 4])];
    expect(() => add().apply([x, y])).toThrow(
      /add: inputs must have shapes that agree.* \[2, 3\] and \[2, 4\]/,
    );
    expect(() => add().apply([])).toThrow(/add: inputs must be a list, expected at least one tensor/);
    expect(() => add().apply([tf.ones([1, 3]), x])).toThrow(/add: inputs must hold as many samples/);
    expect(() => subtract().apply(x)).toThrow(
      /subtract: inputs must be a list, expected 2 tensors. Received: 1/,
    );
    expect(() => subtract().apply([x, x, x])).toThrow(/subtract: .* Received: 3/);
    expect(() => add().apply([tf.ones([2], 'bool'), tf.ones([2], 'bool')])).toThrow(
      /add: inputs must be numbers/,
    );
    expect(() => concatenate({ axis: 0 }).apply([x, y])).toThrow(
      /concatenate: inputs must have the same sizes/,
    );
    expect(() => concatenate().apply([x, tf.ones([2, 3, 1])])).toThrow(
      /concatenate: inputs must have as many axes/,
    );
    expect(() => concatenate({ axis: 2 }).apply([x, y])).toThrow(/concatenate: axis must be one of/);
    expect(() => concatenate({ axis: 1.5 })).toThrow(/concatenate: axis/);
    expect(() => dot({ axes: 0 }).apply([x, x])).toThrow(
      /dot: axes must be among the inputs', but not the samples'/,
    );
    expect(() => dot({ axes: 2 }).apply([x, x])).toThrow(/dot: axes must be among/);
    expect(() => dot({ axes: 1 }).apply([x, y])).toThrow(/dot: inputs must have the same size/);
    expect(() => dot({ axes: 1 }).apply([x, tf.ones([1, 3])])).toThrow(
      /dot: inputs must hold as many samples/,
    );
    expect(() => dot({ axes: [1, 2, 1] as never })).toThrow(/dot: axes must be an axis or a list of two/);
    expect(() => dot({ axes: 1 }).apply(x)).toThrow(/dot: inputs must be a list, expected 2 tensors/);
  });
});

// Every op against what real Keras gives: values and types, at once and as a step of a model that goes through Keras'
// own form of files.
import { beforeAll, describe, expect, test } from 'vitest';
import { InputLayer } from '../../lib/core/input-layer.js';
import { Network } from '../../lib/core/network.js';
import type { SymbolicTensor } from '../../lib/core/symbolic-tensor.js';
import * as layers from '../../lib/layers/layers.js';
import * as activations from '../../lib/ops/activation-functions.js';
import * as ops from '../../lib/ops/ops.js';
import { buildModel } from '../../lib/saving/keras3/build-model.js';
import { typeFromKeras } from '../../lib/saving/keras3/value-types.js';
import { modelToKeras } from '../../lib/saving/keras3/write-model.js';
import { tf } from '../../lib/tf.js';
import { installOnTfjs } from '../../lib/tfjs/install.js';
import '../../lib/models/model.js';
import { calls, isRecorded, made, recorded, tensorOf, titleOf } from './calls.js';
import { expectAsInKeras } from './expect.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
  installOnTfjs();
});

const titled = calls.map((call, i) => [titleOf(call, i), call] as const);

describe('on tensors', () => {
  test.each(titled)('%s', (_, call) => {
    expectAsInKeras(made(call, tensorOf) as tf.Tensor[], call);
  });
});

describe('on symbolic tensors, through the form of files', () => {
  const graphs = titled.filter(([, call]) => isRecorded(call));
  test.each(graphs)('%s', (_, call) => {
    const { inputs, values, outputs } = recorded(call);
    const model = new Network({
      inputs: inputs.map(({ output }) => output as SymbolicTensor),
      outputs: outputs as SymbolicTensor[],
    });
    expect(model.outputs.map(({ dtype }) => dtype)).toEqual(call.types.map(typeFromKeras));
    const again = buildModel(JSON.parse(JSON.stringify(modelToKeras(model))));
    for (const one of [model, again]) {
      const found = [one.invoke(values, { training: false })].flat();
      expectAsInKeras(found, call);
      expect(found.map(({ shape }) => shape)).toEqual(model.outputs.map(({ shape }) => shape));
    }
  });
});

test('every op has a case', () => {
  const called = new Set(calls.map(({ name }) => name.replaceAll('_', '').toLowerCase()));
  const elsewhere = [
    'cond',
    'foriLoop',
    'map',
    'scan',
    'switch',
    'vectorizedMap',
    'whileLoop',
    'getItem',
    'image',
    'setItem',
    'shape',
    'size',
    'ndim',
    'dtype',
    'isTensor',
    'zeros',
    'ones',
    'empty',
    'emptyLike',
    'swish',
    'hardSwish',
    'segmentMin',
    'segmentProd',
  ];
  const without = Object.keys(ops).filter(
    (name) => !called.has(name.toLowerCase()) && !elsewhere.includes(name),
  );
  expect(without).toEqual([]);
  const images = [...called].filter((name) => name.startsWith('image.')).map((name) => name.slice(6));
  expect([...new Set(images)].sort()).toEqual(
    Object.keys(ops.image)
      .map((name) => name.toLowerCase())
      .sort(),
  );
});

test('an infinite setting runs, and no file takes it', () => {
  const input = new InputLayer({ batchShape: [2, 2] });
  const outputs = ops.norm(input.output as unknown as tf.SymbolicTensor, {
    ord: Number.POSITIVE_INFINITY,
    axis: 1,
  });
  const model = new Network({
    inputs: input.output as SymbolicTensor,
    outputs: outputs as unknown as SymbolicTensor,
  });
  expect(
    (
      model.invoke(
        tf.tensor2d([
          [1, -3],
          [2, 0],
        ]),
        {},
      ) as tf.Tensor
    ).arraySync(),
  ).toEqual([3, 2]);
  expect(() => modelToKeras(model)).toThrow('which no file can hold');
});

test('where Keras on TensorFlow errs, as NumPy has it', () => {
  expect(ops.eye(2, { M: 3, k: 1 }).arraySync()).toEqual([
    [0, 1, 0],
    [0, 0, 1],
  ]);
  const blocks = [
    [
      [1, 2, 3],
      [4, 5, 6],
    ],
  ];
  expect(ops.rot90(blocks, { k: 2, axes: [1, 2] }).arraySync()).toEqual([
    [
      [6, 5, 4],
      [3, 2, 1],
    ],
  ]);
  expect(ops.pad([[1]], 1).arraySync()).toEqual([
    [0, 0, 0],
    [0, 1, 0],
    [0, 0, 0],
  ]);
});

test('layers take activations as functions, under the names that files know', () => {
  const x = tf.tensor2d([[-1, 2]]);
  const layer = (activation: Parameters<typeof layers.activation>[0]) =>
    (layers.activation(activation).apply(x) as tf.Tensor).arraySync();
  expect(layer(activations.swish)).toEqual(layer('swish'));
  expect(layers.activation(activations.hardSigmoid).getConfig().activation).toBe('hardSigmoid');
  expect(layer((values) => tf.mul(values, 3))).toEqual([[-3, 6]]);
  const kernelInitializer = (shape: number[]): tf.Tensor => tf.fill(shape, 2);
  const dense = layers.dense({ units: 1, activation: activations.relu, kernelInitializer });
  expect((dense.apply(x) as tf.Tensor).arraySync()).toEqual([[2]]);
  const wrong = layers.dense({ units: 1, kernelInitializer: () => tf.zeros([3]) });
  expect(() => wrong.apply(x)).toThrow('expected a tensor of shape [2,1]. Received: [3]');
});

test('what takes functions runs them', () => {
  expect(
    ops.cond(
      true,
      () => 1,
      () => 2,
    ),
  ).toBe(1);
  expect(
    ops.cond(
      tf.scalar(0),
      () => 1,
      () => 2,
    ),
  ).toBe(2);
  expect(ops.switch(7, [(x: number) => x, (x: number) => -x], 3)).toBe(-3);
  expect(
    ops
      .whileLoop(
        ([i]) => tf.less(i!, 5),
        ([i]) => [tf.add(i!, 2)],
        [tf.scalar(0) as tf.Tensor],
      )[0]!
      .dataSync()[0],
  ).toBe(6);
  expect(
    ops.whileLoop(
      () => true,
      ([i]) => [i! + 1],
      [0],
      { maximumIterations: 4 },
    ),
  ).toEqual([4]);
  expect(ops.foriLoop(1, 4, (i, x) => x * i, 1)).toBe(6);
  const rows = tf.tensor2d([
    [1, 2],
    [3, 4],
  ]);
  expect(ops.map((row) => tf.sum(row), rows).arraySync()).toEqual([3, 7]);
  expect(ops.vectorizedMap((row) => tf.sum(row), rows).arraySync()).toEqual([3, 7]);
  const add = (sum: tf.Tensor, x: tf.Tensor): [tf.Tensor, tf.Tensor] => [tf.add(sum, x), tf.add(sum, x)];
  expect(ops.scan<tf.Tensor>(add, tf.scalar(0), tf.tensor1d([1, 2, 3])).map((x) => x.arraySync())).toEqual([
    6,
    [1, 3, 6],
  ]);
  expect(
    ops.scan<tf.Tensor>(add, tf.scalar(0), tf.tensor1d([1, 2, 3]), { reverse: true })[1].arraySync(),
  ).toEqual([6, 5, 3]);
});

test('shapes, sizes, types and items are told', () => {
  expect(ops.shape([[1, 2, 3]])).toEqual([1, 3]);
  expect([ops.size([[1, 2, 3]]), ops.ndim([[1, 2, 3]]), ops.dtype(tf.scalar(1, 'int32'))]).toEqual([
    3,
    2,
    'int32',
  ]);
  expect([ops.isTensor([1]), ops.isTensor(tf.scalar(1))]).toEqual([false, true]);
  expect(
    ops
      .getItem(
        [
          [1, 2, 3],
          [4, 5, 6],
        ],
        [1, [0, 2]],
      )
      .arraySync(),
  ).toEqual([4, 5]);
  expect(
    ops
      .getItem(
        [
          [1, 2, 3],
          [4, 5, 6],
        ],
        ['all', -1],
      )
      .arraySync(),
  ).toEqual([3, 6]);
  expect(ops.rearrange(tf.range(0, 6), '(a b) -> b a', { a: 2 }).arraySync()).toEqual([
    [0, 3],
    [1, 4],
    [2, 5],
  ]);
  expect(() => ops.rearrange(tf.range(0, 6), '(a b) -> b a')).toThrow("needs the size of 'b'");
  expect([ops.zeros([2]), ops.ones([2], { dtype: 'int32' }), ops.empty([1])].map((x) => x.dtype)).toEqual([
    'float32',
    'int32',
    'float32',
  ]);
});

test.each([
  ['mapCoordinates', [tf.ones([3]), [[0.5]], 2], 'expected an order of 0 (nearest) or 1 (linear)'],
  ['mapCoordinates', [tf.ones([3, 3]), [[0.5]], 1], 'expected coordinates of shape [2, ...]'],
  ['mapCoordinates', [tf.ones([3]), [[0.5]], 1, { fillMode: 'none' }], "Received: 'none'"],
  ['affineTransform', [tf.ones([2, 3, 3, 1]), [1, 0, 0]], 'expected a transform of shape [8] or [images, 8]'],
  ['affineTransform', [tf.ones([2, 3, 3, 1]), tf.ones([3, 8])], 'expected 1 matrix or 2'],
  ['affineTransform', [tf.ones([2, 3, 3, 1], 'int32'), tf.ones([8])], "images of float32 for 'bilinear'"],
  ['affineTransform', [tf.ones([2, 3, 3, 1]), tf.ones([8]), { fillMode: 'mirror' }], "Received: 'mirror'"],
  ['perspectiveTransform', [tf.ones([3, 3, 1]), tf.ones([3, 2]), tf.ones([4, 2])], 'expected startPoints'],
  ['elasticTransform', [tf.ones([3, 3, 1], 'int32')], 'expected images of float32'],
  ['scaleAndTranslate', [tf.ones([3]), [4], [1], [0], [0], 'area'], "Received: 'area'"],
  [
    'scaleAndTranslate',
    [tf.ones([3]), [4], [1, 1], [0], [0], 'linear'],
    'expected an outputShape of 1 sizes',
  ],
  ['scaleAndTranslate', [tf.ones([3], 'int32'), [4], [1], [0], [0], 'linear'], 'expected images of float32'],
  ['resize', [tf.ones([3, 3, 1]), [4]], 'size must be [height, width]'],
  ['resize', [tf.ones([3, 3, 1]), [4, 0]], 'at least 1. Received: [4, 0]'],
  [
    'resize',
    [tf.ones([3, 3, 1]), [4, 4], { interpolation: 'area' }],
    "interpolation of ops.image.resize 'area'",
  ],
  ['resize', [tf.ones([3, 3, 1]), [4, 4], { fillMode: 'edge' }], 'Expected one of: constant'],
  [
    'resize',
    [tf.ones([3, 3, 1]), [4, 4], { cropToAspectRatio: true, padToAspectRatio: true }],
    'only one of cropToAspectRatio and padToAspectRatio',
  ],
  [
    'resize',
    [
      tf.ones([3, 2, 1], 'int32'),
      [4, 4],
      { interpolation: 'nearest', padToAspectRatio: true, fillValue: 0.5 },
    ],
    'fillValue must be a whole number for images of int32',
  ],
  ['sobelEdges', [tf.ones([3, 3, 1])], 'expected several images of float32'],
  ['ssim', [tf.ones([8, 8, 1]), tf.ones([8, 8, 1])], 'expected images of 11 by 11 or more'],
  ['ssim', [tf.ones([8, 8, 1]), tf.ones([8, 8, 2])], 'of one shape'],
  ['extractPatches3d', [tf.ones([2, 3, 3, 3, 1]), 4], 'expected volumes of 4 or more along axis 3'],
])('ops.image.%s refuses what it cannot take', (name, given, message) => {
  const operation = (ops.image as unknown as Record<string, (...args: unknown[]) => unknown>)[name]!;
  expect(() => operation(...given)).toThrow(message);
});

test('ops.image.resize takes whole numbers by nearest only', () => {
  const whole = tf.ones([2, 2, 1], 'int32');
  expect(() => ops.image.resize(whole, [4, 4])).toThrow(
    "expected images of float32 for 'bilinear'. Received: int32",
  );
  expect(ops.image.resize(whole, [4, 4], { interpolation: 'nearest' }).dtype).toBe('int32');
});

// As Keras 3.15 gives it.
test('places below 0 count from the end', () => {
  const x = tf.tensor2d([
    [1, 2, 3],
    [4, 5, 6],
  ]);
  expect(ops.take(x, -1).arraySync()).toBe(6);
  expect(ops.take(x, [-1, 0]).arraySync()).toEqual([6, 1]);
  expect(ops.take(x, -1, { axis: 0 }).arraySync()).toEqual([4, 5, 6]);
  expect(ops.take(x, tf.tensor2d([[0, -1]], [1, 2], 'int32'), { axis: -1 }).arraySync()).toEqual([
    [[1, 3]],
    [[4, 6]],
  ]);
  expect(ops.takeAlongAxis(x, [[-1], [0]], { axis: 1 }).arraySync()).toEqual([[3], [4]]);
  expect(() => ops.take(x, -3, { axis: 0 }).dataSync()).toThrow('is not in [0, 1]');
  const slope = tf.grad((given) => ops.sum(ops.take(given, [-1, -1], { axis: 1 })))(x);
  expect(slope.arraySync()).toEqual([
    [0, 0, 2],
    [0, 0, 2],
  ]);
});

// Keras' take, scatter and segment_sum raise TypeErrors for them; take_along_axis takes them as 0 and 1.
test('true and false are no places', () => {
  const [x, mask] = [tf.tensor1d([1, 2, 3]), tf.tensor1d([true, false, true], 'bool')];
  expect(() => ops.take(x, mask, { axis: 0 })).toThrow('booleanMaskAsync');
  expect(() => ops.take(x, [true, false] as never)).toThrow('Received: true and false');
  expect(() => ops.segmentSum(x, mask)).toThrow('whole numbers');
  expect(Array.from(ops.takeAlongAxis(x, mask, { axis: 0 }).dataSync())).toEqual([2, 1, 2]);
});

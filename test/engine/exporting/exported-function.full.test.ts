// Functions written down for every size: what can be, and what is refused, each by what it does.
import { beforeAll, expect, test } from 'vitest';
import type { TensorFlowBackend } from '../../../lib/engine/backend-types.js';
import { dataType } from '../../../lib/engine/data-types.js';
import { registerEngine } from '../../../lib/engine/engine.js';
import { exportFunction } from '../../../lib/engine/exporting/exported-function.js';
import { tf } from '../../../lib/tf.js';
import { installOnTfjs } from '../../../lib/tfjs/install.js';

beforeAll(async () => {
  await registerEngine();
  tf.backend();
  installOnTfjs();
});

type Body = (...inputs: tf.Tensor[]) => tf.Tensor;

const write = (shapes: readonly number[][], body: Body) =>
  exportFunction(
    tf.backend() as TensorFlowBackend,
    '__inference_test_0',
    shapes.map((shape) => ({ type: dataType.float, shape })),
    (inputs) => [body(...inputs)],
  );

test('sizes of the output that follow from the batch stay open, the others are told', () => {
  const { outputs, variables } = write([[-1, 4]], (x) => tf.concat([x, tf.zerosLike(x)], 1));
  expect(outputs).toEqual([{ type: dataType.float, shape: [-1, 8] }]);
  expect(variables).toEqual([]);
});

test('without an open size one look is enough', () => {
  const { outputs } = write([[2, 3]], (x) => tf.sum(tf.square(x!), 1));
  expect(outputs).toEqual([{ type: dataType.float, shape: [2] }]);
});

test('the same step on another tensor for another size is noticed', () => {
  const body: Body = (a, b) => (a!.shape[0] === 5 ? tf.sub(a!, b!) : tf.sub(b!, a!));
  expect(() =>
    write(
      [
        [-1, 2],
        [-1, 2],
      ],
      body,
    ),
  ).toThrow('it takes other steps for another batch size');
});

test('nothing is left behind, whether it goes well or not', () => {
  const before = tf.memory().numTensors;
  write([[-1, 2]], (x) => tf.add(x!, tf.ones([2])));
  expect(() => write([[-1, 2]], (x) => tf.tensor(x!.arraySync()))).toThrow();
  expect(tf.memory().numTensors).toBe(before);
});

test.each<[string, string, number[], Body]>([
  ['values in JavaScript', 'reads a tensor into JavaScript', [-1, 2], (x) => tf.mul(x!, x!.dataSync()[0]!)],
  ['a step for each sample', 'such as one for each sample', [-1, 2], (x) => tf.addN(tf.unstack(x!))],
  [
    'a table for each batch size',
    'needs a table that is another one',
    [-1, 2],
    (x) =>
      tf.mul(
        x!,
        tf.tensor2d(
          Array.from({ length: x!.shape[0]! * 2 }, (_, i) => Math.sqrt(i)),
          [x!.shape[0]!, 2],
        ),
      ),
  ],
  [
    'a share of the batch that is no whole number',
    'needs a table that is another one',
    [-1, 2],
    (x) => tf.mul(x!, 1 / x!.shape[0]!),
  ],
  ['random numbers of JavaScript', 'Math.random', [-1, 2], (x) => tf.mul(x!, Math.random())],
  ['four open sizes beside the batch', 'at most the batch and 3 more', [-1, -1, -1, -1, -1], (x) => x!],
])('%s: refused', (_, words, shape, body) => {
  expect(() => write([shape], body)).toThrow(words);
});

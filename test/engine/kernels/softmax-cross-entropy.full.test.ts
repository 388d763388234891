// TensorFlow's ops for softmax and cross-entropy in one against the same put together from single steps: values,
// gradients, and gradients of gradients.
import { beforeAll, describe, expect, test } from 'vitest';
import { registerEngine } from '../../../lib/engine/engine.js';
import {
  softmaxCrossEntropy,
  sparseSoftmaxCrossEntropy,
} from '../../../lib/engine/kernels/softmax-cross-entropy.js';
import { tf } from '../../../lib/tf.js';

type OfLogits = (logits: tf.Tensor) => tf.Tensor;

beforeAll(async () => {
  await registerEngine();
  await tf.ready();
});

const numbers = () => tf.tensor1d([2, 0, 1, 2], 'int32');
const oneHot = () => tf.cast(tf.oneHot(numbers(), 3), 'float32');
const smoothed = () => tf.add(tf.mul(oneHot(), 0.7), 0.1);
const logits = () =>
  tf.tensor2d([
    [0.3, -1.2, 2],
    [40, -40, 0],
    [-0.5, 0.1, 0.2],
    [0, 0, 0],
  ]);
const stepwise =
  (labels: tf.Tensor): OfLogits =>
  (x) =>
    tf.neg(tf.sum(tf.mul(labels, tf.logSoftmax(x)), -1));

describe.each<[string, () => OfLogits, () => OfLogits]>([
  ['one-hot labels', () => (x) => softmaxCrossEntropy(oneHot(), x), () => stepwise(oneHot())],
  ['smoothed labels', () => (x) => softmaxCrossEntropy(smoothed(), x), () => stepwise(smoothed())],
  ['class numbers', () => (x) => sparseSoftmaxCrossEntropy(numbers(), x), () => stepwise(oneHot())],
])('%s', (_, fused, expected) => {
  const weights = () => tf.tensor1d([1, 0.5, 2, -1]);
  const square = () => tf.reshape(tf.linspace(-1, 1, 12), [4, 3]);
  const gradient =
    (f: OfLogits): OfLogits =>
    (x) =>
      tf.grad((logits) => tf.sum(tf.mul(f(logits), weights())))(x);

  test('value', () => near(fused()(logits()), expected()(logits())));
  test('gradient', () => near(gradient(fused())(logits()), gradient(expected())(logits())));
  // TensorFlow.js cannot differentiate the single steps twice, so differences tell what is right.
  test('gradient of the gradient', () => {
    const scalar = (x: tf.Tensor) => tf.sum(tf.mul(gradient(fused())(x), square()));
    const direction = tf.reshape(tf.linspace(1, -0.5, 12), [4, 3]);
    const at = (step: number) => scalar(tf.add(logits(), tf.mul(direction, step)));
    const slope = tf.div(tf.sub(at(0.01), at(-0.01)), 0.02);
    near(tf.sum(tf.mul(tf.grad(scalar)(logits()), direction)), slope, 3);
  });
});

test('rows in any number of axes', () => {
  const rows = tf.reshape(logits(), [2, 2, 3]);
  const expected = tf.reshape(stepwise(oneHot())(logits()), [2, 2]);
  near(softmaxCrossEntropy(tf.reshape(oneHot(), [2, 2, 3]), rows), expected);
  near(sparseSoftmaxCrossEntropy(tf.reshape(numbers(), [2, 2]), rows), expected);
});

test('the gradient of labels', () => {
  const change = tf.grad((labels) => softmaxCrossEntropy(labels, logits()))(smoothed());
  near(change, tf.neg(tf.logSoftmax(logits())));
});

test('a class number that there is not', () => {
  const wrong = tf.tensor1d([0, 1, 3, 0], 'int32');
  expect(() => sparseSoftmaxCrossEntropy(wrong, logits())).toThrow(/3 which is outside the valid range/);
});

function near(actual: tf.Tensor, expected: tf.Tensor, digits = 5): void {
  expect(actual.shape).toEqual(expected.shape);
  const wanted = expected.dataSync();
  actual.dataSync().forEach((value, index) => {
    expect(value).toBeCloseTo(wanted[index]!, digits);
  });
}

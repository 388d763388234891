// Convolutions give what Keras' give: outputs, gradients and shapes; and refuse what Keras refuses.
import { beforeAll, describe, expect, test } from 'vitest';
import { conv2d } from '../../lib/layers/layers.js';
import { tf } from '../../lib/tf.js';
import {
  cases,
  expectAsKeras,
  expectSecondDerivatives,
  made,
  refused,
  second,
  shapes,
  sines,
  titleOf,
} from './convolutional-cases.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

describe('outputs and gradients are those of Keras', () => {
  test.each(cases.map((one) => [titleOf(one), one] as const))('%s', (_, one) => {
    expectAsKeras(one);
  });
});

describe('gradients of gradients are those of TensorFlow', () => {
  test.each(second.map((one) => [titleOf(one), one] as const))('%s', (_, one) => {
    expectSecondDerivatives(one);
  });
});

describe('open sizes stay open', () => {
  test.each(shapes.map((one) => [titleOf(one), one] as const))('%s', (_, one) => {
    expect(made(one).computeOutputShape(one.inputShape)).toEqual(one.outputShape);
  });
});

describe('what Keras refuses is refused', () => {
  test.each(refused.map((one) => [titleOf(one), one] as const))('%s', (_, one) => {
    expect(() => made(one).apply(sines(one.inputShape as number[], 0))).toThrow();
  });
});

test('inputs that are too small are refused at a call, too', () => {
  const layer = conv2d({ filters: 1, kernelSize: 3 });
  layer.apply(tf.ones([1, 4, 4, 1]));
  expect(() => layer.apply(tf.ones([1, 4, 2, 1]))).toThrow(/conv2d: the kernel must fit.*at least 3/);
});

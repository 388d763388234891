// What counts as a large step: weights and what layers give, in models of either kind.

import { expect, test } from 'vitest';
import { networkOf } from '../../../lib/core/network.js';
import { concatenate, conv2d, dense, flatten, input, lstm } from '../../../lib/layers/layers.js';
import { model, sequential } from '../../../lib/models/factories.js';
import type { tf } from '../../../lib/tf.js';
import { stepSize } from '../../../lib/training/compiled/step-size.js';

const size = (made: unknown, rows: number) => stepSize(networkOf(made), rows);

test('weights, and each layer’s numbers for each row', () => {
  const made = sequential([dense({ units: 6, inputShape: [4] }), dense({ units: 3 })]);
  expect(size(made, 0)).toBe(4 * 6 + 6 + 6 * 3 + 3);
  expect(size(made, 10) - size(made, 0)).toBe(6 + 3);
});

test('few weights over many places are much', () => {
  const made = sequential([conv2d({ filters: 8, kernelSize: 3, inputShape: [30, 30, 1] }), flatten()]);
  expect(size(made, 0)).toBe(80);
  expect(size(made, 5) - 80).toBe(28 * 28 * 8);
});

test('several inputs, and an axis of any length', () => {
  const [left, right] = [input({ shape: [4] }), input({ shape: [null, 2] })];
  const joined = concatenate().apply([left, lstm({ units: 3 }).apply(right) as tf.SymbolicTensor]);
  const made = model({ inputs: [left, right], outputs: joined as tf.SymbolicTensor });
  expect(size(made, 20) - size(made, 0)).toBe(2 * (4 + 2 + 3 + 7));
});

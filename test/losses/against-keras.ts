// Every loss against what real Keras computed (golden/make_losses.py): values, reductions, gradients. For any backend.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { rememberLogits, withLogits } from '../../lib/core/logits.js';
import { setMask } from '../../lib/core/masks.js';
import type { Loss } from '../../lib/losses/loss.js';
import * as losses from '../../lib/losses/losses.js';
import { tf } from '../../lib/tf.js';
import { camelConfig, difference } from '../golden/keras-numbers.js';

type Nested = number | Nested[];

interface Case {
  readonly maker: string;
  readonly config: Record<string, unknown>;
  readonly yTrue: Nested;
  readonly type: 'int32' | 'float32';
  readonly yPred: Nested;
  readonly weights?: Nested;
  readonly mask?: boolean[];
  readonly activation?: 'softmax' | 'sigmoid';
  readonly values: Nested;
  readonly valueGradient: Nested;
  readonly total: Nested;
  readonly totalGradient: Nested;
}

export const cases: readonly Case[] = JSON.parse(
  readFileSync(join(import.meta.dirname, 'golden', 'losses.json'), 'utf8'),
);

const makers = new Map(Object.entries(losses as unknown as Record<string, (options: object) => Loss>));

export function testLosses(): void {
  test.each(cases.map((one, i) => [`${i} ${one.maker} ${JSON.stringify(one.config)}`, one] as const))(
    '%s',
    (_, one) => {
      expectLikeKeras(one);
    },
  );
}

function expectLikeKeras(one: Case): void {
  const loss = makers.get(one.maker)!(camelConfig(one.config));
  const yTrue = tf.tensor(one.yTrue as number[], undefined, one.type);
  const weights = one.weights === undefined ? undefined : tf.tensor(one.weights as number[]);
  const ours = (judge: (yPred: tf.Tensor) => tf.Tensor) =>
    valueAndGradient(tf.tensor(one.yPred as number[]), (z) => judge(outputs(z, one)));
  const values = ours((yPred) => loss.call(yTrue, yPred));
  const total = ours((yPred) => loss(yTrue, yPred, weights));
  expect(difference(values.value, one.values)).toBeLessThan(1e-4);
  expect(difference(total.value, one.total)).toBeLessThan(1e-4);
  if (labelsAreShort(one) && tf.getBackend() === 'cpu') return;
  expect(difference(values.gradient, one.valueGradient)).toBeLessThan(1e-4);
  expect(difference(total.gradient, one.totalGradient)).toBeLessThan(1e-4);
}

/** TensorFlow's op takes labels to add up to one, and Keras smooths by the last axis whatever the axis is. */
function labelsAreShort({ maker, config }: Case): boolean {
  return maker === 'categoricalCrossentropy' && config.axis === 1 && config.label_smoothing !== 0;
}

function outputs(z: tf.Tensor, { activation, mask }: Case): tf.Tensor {
  const yPred = activation ? tf[activation](z) : tf.clone(z);
  if (activation) rememberLogits(yPred, activation, z);
  if (mask) setMask(yPred, tf.tensor(mask, undefined, 'bool'));
  return yPred;
}

function valueAndGradient(input: tf.Tensor, judge: (input: tf.Tensor) => tf.Tensor) {
  let value: unknown;
  const gradient = withLogits(() =>
    tf.grad((z) => {
      const result = judge(z);
      value = result.arraySync();
      return tf.sum(tf.mul(tf.reshape(result, [-1]), tf.cos(tf.range(0, result.size))));
    })(input),
  );
  return { value, gradient: gradient.arraySync() };
}

// Every loss against Keras, sample by sample.
import { beforeAll, expect, test } from 'vitest';
import type { Loss } from '../../lib/losses/loss.js';
import * as losses from '../../lib/losses/losses.js';
import { tf } from '../../lib/tf.js';
import { toLoss } from '../../lib/training/steps/compile-parts.js';
import { camelConfig, difference, keras } from '../golden/keras-numbers.js';
import { cases } from './against-keras.js';

beforeAll(() => tf.setBackend('cpu'));

const makers = new Map(Object.entries(losses as unknown as Record<string, (options: object) => Loss>));

test.each(Object.entries(keras.losses))('%s', (name, { config, yTrue, yPred, values }) => {
  const loss = makers.get(name.split(' ')[0]!)!(camelConfig(config));
  const ours = loss.call(tf.tensor(yTrue as number[]), tf.tensor(yPred as number[])).arraySync();
  expect(difference(ours, values)).toBeLessThan(1e-5);
});

test('every loss is held against Keras', () => {
  const covered = new Set([
    ...Object.keys(keras.losses).map((name) => name.split(' ')[0]),
    ...cases.map(({ maker }) => maker),
  ]);
  expect([...makers.keys()].filter((name) => !covered.has(name))).toEqual(['Loss']);
});

test('a loss that is called gives the mean over all samples', () => {
  const [yTrue, yPred] = [tf.tensor2d([[0], [1]]), tf.tensor2d([[0.5], [1]])];
  const before = tf.memory().numTensors;
  const value = losses.meanSquaredError()(yTrue, yPred);
  expect(value.arraySync()).toBe(0.125);
  expect(value.shape).toEqual([]);
  expect(tf.memory().numTensors).toBe(before + 1);
});

test.each([
  ['logcosh', 'log_cosh'],
  ['cosine_proximity', 'cosine_similarity'],
  ['kullbackLeiblerDivergence', 'kl_divergence'],
] as const)('%s, the name in old notes, is %s', (name, now) => {
  expect(toLoss(name).name).toBe(now);
});

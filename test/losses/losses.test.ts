// Every loss against Keras, sample by sample.
import { beforeAll, expect, test } from 'vitest';
import type { Loss } from '../../lib/losses/loss.js';
import * as losses from '../../lib/losses/losses.js';
import { tf } from '../../lib/tf.js';
import { camelConfig, difference, keras } from '../golden/keras-numbers.js';

beforeAll(() => tf.setBackend('cpu'));

const makers = new Map(Object.entries(losses as Record<string, (options: object) => Loss>));

test.each(Object.entries(keras.losses))('%s', (name, { config, yTrue, yPred, values }) => {
  const loss = makers.get(name.split(' ')[0]!)!(camelConfig(config));
  const ours = loss.call(tf.tensor(yTrue as number[]), tf.tensor(yPred as number[])).arraySync();
  expect(difference(ours, values)).toBeLessThan(1e-5);
});

test('every loss is held against Keras', () => {
  const covered = new Set(Object.keys(keras.losses).map((name) => name.split(' ')[0]));
  expect([...makers.keys()].filter((name) => !covered.has(name))).toEqual([]);
});

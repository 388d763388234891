// Where Keras 2's entries belong: the names since 2.11 and those before.
import { beforeAll, expect, test } from 'vitest';
import { Adam } from '../../lib/optimizers/adam.js';
import { isKeras2, keras2Pairs } from '../../lib/saving/h5/keras2-optimizer.js';
import { tf } from '../../lib/tf.js';

// Entry k holds the number k: the mean and the size of weight a, then those of weight b, are where these say.
const forms = [
  {
    since: '2.11',
    paths: ['iteration:0', 'Adam/m/a/kernel:0', 'Adam/v/a/kernel:0', 'Adam/m/b/bias:0', 'Adam/v/b/bias:0'],
    places: [1, 2, 3, 4],
  },
  {
    since: '2.0',
    paths: ['Adam/iter:0', 'Adam/a/kernel/m:0', 'Adam/b/bias/m:0', 'Adam/a/kernel/v:0', 'Adam/b/bias/v:0'],
    places: [1, 3, 2, 4],
  },
];
const entry = (_: string, place: number) => ({ shape: [1], values: Float32Array.of(place) });

beforeAll(() => tf.setBackend('cpu'));

test.each(forms)('names since $since: each entry goes to its slot', ({ paths, places }) => {
  const weights = [tf.variable(tf.zeros([1])), tf.variable(tf.zeros([1]))];
  const optimizer = new Adam();
  const pairs = new Map(keras2Pairs(paths, paths.map(entry), optimizer, weights));
  const slots = weights.flatMap((weight) => {
    const { momentum, velocity } = optimizer.slots(weight);
    return [momentum!, velocity!];
  });
  expect(isKeras2(paths)).toBe(true);
  expect(pairs.get(optimizer.iterationsVariable)?.values[0]).toBe(0);
  expect(slots.map((slot) => pairs.get(slot)?.values[0])).toEqual(places);
});

test('slots of another optimizer are not taken', () => {
  const paths = ['iteration:0', 'SGD/m/a/kernel:0'];
  const weight = tf.variable(tf.zeros([1]));
  expect(keras2Pairs(paths, paths.map(entry), new Adam(), [weight])).toBeUndefined();
  expect(isKeras2(['optimizer/iteration'])).toBe(false);
});

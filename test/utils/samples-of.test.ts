// Samples of a data set, by the splits of tensorflow_datasets.
import { beforeAll, expect, test } from 'vitest';
import { tf, utils } from '../../lib/index.js';

beforeAll(async () => {
  await tf.setBackend('cpu');
});

/** `count` images of 2 × 2 whose numbers are their places. */
const part = (count: number, color: number[] = []) => {
  const x = tf.mul(
    tf.ones([count, 2, 2, ...color]),
    tf.reshape(tf.range(0, count), [count, 1, 1, ...color.map(() => 1)]),
  );
  return { x, y: tf.range(0, count, 1, 'int32') };
};
const data = { train: part(25), test: part(4) } as never as Parameters<typeof utils.samplesOf>[0];

const placesOf = async (split: string): Promise<number[]> =>
  (await utils.samplesOf(data, split).toArray()).map(({ ys }) => ys.dataSync()[0]!);

test.each([
  ['train', 0, 25],
  ['train[:40%]', 0, 10],
  // 12.5 and 7.5 go to the even number, as Python rounds.
  ['train[:50%]', 0, 12],
  ['train[30%:]', 8, 25],
  ['train[40%:50%]', 10, 12],
  ['train[20:22]', 20, 22],
  ['train[-10%:]', 23, 25],
  ['train[-3:]', 22, 25],
  ['train[20:99]', 20, 25],
  ['train[5:3]', 0, 0],
])('%s', async (split, from, to) => {
  expect(await placesOf(split)).toEqual(Array.from({ length: to - from }, (_, i) => from + i));
});

test('several splits as one, and one data set for each of a list', async () => {
  expect(await placesOf('train[:2] + test[2:]')).toEqual([0, 1, 2, 3]);
  const [first, second] = utils.samplesOf(data, ['train[:40%]', 'test']);
  expect([first.size, second.size]).toEqual([10, 4]);
});

test('images are whole numbers with an axis for their colors', async () => {
  const [one] = await utils.samplesOf(data, 'train[7:8]').toArray();
  expect([one!.xs.shape, one!.xs.dtype, one!.ys.shape]).toEqual([[2, 2, 1], 'int32', []]);
  expect(Array.from(one!.xs.dataSync())).toEqual([7, 7, 7, 7]);
  const colored = { train: part(3, [3]), test: part(1, [3]) } as never as typeof data;
  expect((await utils.samplesOf(colored, 'train').toArray())[2]!.xs.shape).toEqual([2, 2, 3]);
});

test('what is no split is named', () => {
  expect(() => utils.samplesOf(data, 'validation')).toThrow("train, test. Received: 'validation'");
  expect(() => utils.samplesOf(data, 'train[1]')).toThrow('Received: [1]');
  expect(() => utils.samplesOf(data, 'train[:4.5%]')).toThrow('Received: [:4.5%]');
  expect(() => utils.samplesOf(data, 3 as never)).toThrow('must be a text');
});

// Outputs put together of what several processes have, played by one.
import { expect, test } from 'vitest';
import { type Exchange, gathering } from '../../lib/distribute/gathering.js';
import { tf } from '../../lib/tf.js';

type Numbers = Int32Array | Float64Array;

/** What each process comes to, when all give their numbers at the same time. */
function together(processes: Generator<Exchange, tf.Tensor[], Numbers>[]): tf.Tensor[][] {
  let steps = processes.map((one) => one.next());
  while (!steps[0]!.done) {
    const given = steps.map(({ value }) => value as Exchange);
    expect(new Set(given.map(({ label, numbers }) => `${label} ${numbers.length}`)).size).toBe(1);
    const sum = given[0]!.numbers.map((_, i) => given.reduce((all, { numbers }) => all + numbers[i]!, 0));
    steps = processes.map((one) => one.next(sum));
  }
  return steps.map(({ value }) => value as tf.Tensor[]);
}

const part = (values: number[]) => [
  tf.tensor2d(values, [values.length / 2, 2]),
  tf.tensor1d(values, 'int32'),
  tf.cast(tf.tensor1d(values), 'bool'),
];

test('parts come in order, with every bit, whoever has them', () => {
  const [first, second, third] = [part([1, -0]), part([Number.NaN, 3, -5, 1e-42]), part([7, 0])];
  const owned = [
    new Map([
      [0, first!],
      [2, third!],
    ]),
    new Map([[1, second!]]),
    new Map(),
  ];
  const results = together(owned.map((own) => gathering(own, second!, 3)));
  for (const [floats, whole, truths] of results) {
    expect(floats!.shape).toEqual([4, 2]);
    const values = [...floats!.dataSync()];
    expect(values).toEqual([1, -0, Number.NaN, 3, -5, Math.fround(1e-42), 7, 0]);
    expect(whole!.dtype).toBe('int32');
    expect([...whole!.dataSync()].slice(3, 5)).toEqual([3, -5]);
    expect(truths!.dtype).toBe('bool');
    expect([...truths!.dataSync()]).toEqual([1, 0, 1, 1, 1, 1, 1, 0]);
  }
});

test('parts of different shapes are an error', () => {
  const wide = [tf.zeros([1, 3])];
  const narrow = [tf.zeros([1, 2])];
  const processes = [gathering(new Map([[0, wide]]), wide, 2), gathering(new Map([[1, narrow]]), narrow, 2)];
  expect(() => together(processes)).toThrow('predict: expected outputs of one shape in all batches');
});

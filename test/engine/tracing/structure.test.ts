import { expect, test } from 'vitest';
import { fill, flatten, signature } from '../../../lib/engine/tracing/structure.js';
import { tf } from '../../../lib/tf.js';

test('tensors are taken out of arrays and objects, and others put in their places', () => {
  const [a, b] = [tf.scalar(1), tf.ones([2])];
  const { tensors, template } = flatten({ a, list: [b, 3, 'text', null], again: a });
  expect(tensors).toEqual([a, b, a]);
  const others = [tf.scalar(5), tf.zeros([2]), tf.scalar(6)];
  expect(fill(template, others)).toEqual({
    a: others[0],
    list: [others[1], 3, 'text', null],
    again: others[2],
  });
});

test('the signature tells shapes, types and plain values apart, not values of tensors', () => {
  const of = (...values: Parameters<typeof flatten>) => signature(flatten(...values).template);
  expect(of([tf.tensor([1, 2])])).toBe(of([tf.tensor([3, 4])]));
  const different = [
    [tf.tensor([1, 2])],
    [tf.tensor([1, 2, 3])],
    [tf.tensor([1, 2], [2], 'int32')],
    [1],
    [2],
    ['1'],
    [Number.NaN],
    [Number.POSITIVE_INFINITY],
    [null],
    [undefined],
    [true],
  ];
  expect(new Set(different.map((values) => of(values))).size).toBe(different.length);
});

test('what a graph cannot take is named', () => {
  expect(() => flatten([new Map()] as never)).toThrow(/received Map/);
  expect(() => flatten([() => 1] as never)).toThrow(/received a function/);
});

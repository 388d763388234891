// plot.line, plot.scatter and plot.bar of plain lists.
import { expect, it } from 'vitest';
import { plot, tf } from '../../lib/index.js';

interface Drawn {
  spec: {
    data: { values: Record<string, unknown>[] };
    encoding: Record<'x' | 'y' | 'color', { field: string }>;
  };
}
const drawn = (chart: unknown) => (chart as Drawn).spec;

it('numbers a single list from 0', () => {
  for (const list of [[3, 1], Float32Array.of(3, 1), tf.tensor([3, 1]), tf.tensor([[3], [1]])]) {
    const { data, encoding } = drawn(plot.line(list));
    expect(data.values).toEqual([
      { index: 0, value: 3 },
      { index: 1, value: 1 },
    ]);
    expect([encoding.x.field, encoding.y.field]).toEqual(['index', 'value']);
  }
});

it('draws a line for each named list, also of unequal length', () => {
  const { data, encoding } = drawn(plot.line({ a: [1, 2], b: [3] }));
  expect(encoding.color.field).toBe('series');
  expect(data.values.filter(({ series }) => series === 'a')).toHaveLength(2);
  expect(data.values).toContainEqual({ index: 0, series: 'b', value: 3 });
});

it('takes x and y', () => {
  expect(drawn(plot.scatter([1, 2], tf.tensor([3, 4]))).data.values).toEqual([
    { x: 1, y: 3 },
    { x: 2, y: 4 },
  ]);
  expect(drawn(plot.bar(['cat', 'dog'], [1, 2], { title: 'Pets' })).data.values[1]).toEqual({
    x: 'dog',
    y: 2,
  });
});

it('takes series that have an x each', () => {
  const x = { a: [0, 1], b: tf.tensor([5]) };
  const y = { b: [7], a: Float32Array.of(2, 3) };
  for (const chart of [plot.line(x, y, { title: 'Two' }), plot.scatter(x, y)]) {
    const { data, encoding } = drawn(chart);
    expect(data.values).toEqual([
      { x: 0, y: 2, series: 'a' },
      { x: 1, y: 3, series: 'a' },
      { x: 5, y: 7, series: 'b' },
    ]);
    expect([encoding.x.field, encoding.y.field, encoding.color.field]).toEqual(['x', 'y', 'series']);
  }
});

it('still takes rows', () => {
  expect(drawn(plot.line([{ a: 1, b: 2 }], { x: 'a', y: 'b' })).data.values).toEqual([{ a: 1, b: 2 }]);
});

it('says what is wrong', () => {
  expect(() => plot.line([])).toThrow('plot.line expects a list of numbers');
  expect(() => plot.line([1, 2], [1])).toThrow('as many x as y. Received: 2 and 1');
  expect(() => plot.line({ a: [1, 2] }, { a: [1] })).toThrow('Received for a: 2 and 1');
  expect(() => plot.line({ a: [1], b: [1] }, { a: [1] })).toThrow(
    'the same names of x and of y. Received: a,b and a',
  );
  const nothing = null as never;
  expect(() => plot.line(nothing)).toThrow('with { x, y }. Received: null.');
  expect(() => plot.line([{ a: 1 }, nothing], { x: 'a', y: 'a' })).toThrow('Received in row 1: null.');
  expect(() => plot.table(nothing)).toThrow('Received: null.');
  expect(() => plot.confusionMatrix(nothing, [1])).toThrow('Received: null.');
  expect(() => plot.histogram([1, nothing])).toThrow('Received: null. Leave missing values out first');
  expect(() => plot.line(tf.zeros([2, 2]))).toThrow('one axis. Received: shape [2,2]');
});

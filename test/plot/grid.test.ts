// Charts set side by side, bars of many rows, and a data set's images.
import { describe, expect, it } from 'vitest';
import { plot, tf } from '../../lib/index.js';

interface Shown {
  data: { values: Record<string, unknown>[] };
}
const rowsOf = (chart: unknown) => (chart as { spec: Shown }).spec.data.values;

describe('plot.grid', () => {
  it('is one chart of all of them, with one theme', async () => {
    const chart = plot.grid([plot.line([3, 2, 1]), plot.bar(['cat', 'dog'], [12, 30])], { title: 'Two' });
    const { concat, columns, config } = chart.spec as unknown as Record<string, object[] | number>;
    expect([(concat as object[]).length, columns, typeof config]).toEqual([2, 2, 'object']);
    expect(JSON.stringify(concat)).not.toContain('$schema');
    expect(chart.text).toBe('Two | value by index. 3 rows | y by x. 2 rows');
    const svg = await chart.toSVG();
    expect(svg).toContain('cat');
    expect(svg).toContain('Two');
  });

  it('says what it takes', () => {
    expect(() => plot.grid([])).toThrow('plot.grid needs charts in a list');
    expect(() => plot.grid([plot.table([{ a: 1 }])] as never)).toThrow(
      'Received: a Table. Show it by itself.',
    );
  });
});

describe('plot.bar with aggregate', () => {
  const rows = [
    { sex: 'f', age: 30, year: 1 },
    { sex: 'm', age: 20, year: 1 },
    { sex: 'f', age: 50, year: 2 },
    { sex: 'f', age: null, year: 2 },
    { sex: 'f', age: 10, year: 2 },
  ];
  it.each([
    ['mean', 30, 20],
    ['sum', 90, 20],
    ['min', 10, 20],
    ['max', 50, 20],
    ['median', 30, 20],
    ['count', 3, 1],
  ] as const)('%s', (aggregate, f, m) => {
    expect(rowsOf(plot.bar(rows, { x: 'sex', y: 'age', aggregate }))).toEqual([
      { sex: 'f', age: f },
      { sex: 'm', age: m },
    ]);
  });

  it('keeps colours apart, and names what is unknown', () => {
    const chart = plot.bar(rows, { x: 'sex', y: 'age', color: 'year', aggregate: 'mean' });
    expect(rowsOf(chart)).toContainEqual({ sex: 'f', year: 2, age: 30 });
    expect(() => plot.bar(rows, { x: 'sex', y: 'age', aggregate: 'avg' as never })).toThrow("'avg'");
  });

  it('takes true and false as 1 and 0: their mean is a share', () => {
    const people = [true, true, false, null].map((survived) => ({ sex: 'female', survived }));
    expect(rowsOf(plot.bar(people, { x: 'sex', y: 'survived', aggregate: 'mean' }))).toEqual([
      { sex: 'female', survived: Number((2 / 3).toPrecision(6)) },
    ]);
  });

  it('refuses a column of texts, of which it would draw nothing', () => {
    const people = [{ sex: 'female', survived: 'yes' }];
    const columns = { x: 'sex', y: 'survived' };
    for (const draw of [
      () => plot.bar(people, columns),
      () => plot.line(people, columns),
      () => plot.scatter(people, columns),
    ])
      expect(draw).toThrow(
        /y must name a column of numbers\. Received: "survived" with 'yes' in it\. Count its values/,
      );
    expect(rowsOf(plot.bar(people, { x: 'sex', y: 'survived', aggregate: 'count' }))).toHaveLength(1);
  });
});

it('plot.images draws the first batch of a data set, with its labels', async () => {
  const batches = {
    classNames: ['cat', 'dog'],
    async *[Symbol.asyncIterator]() {
      yield [tf.ones([2, 8, 8, 3]), tf.tensor1d([1, 0], 'int32')] as [tf.Tensor, tf.Tensor];
    },
  };
  const chart = await plot.images(batches);
  expect(JSON.stringify(chart.spec)).toContain('"caption":["dog"]');
  expect(chart.text).toBe('Images. 2 images');
});

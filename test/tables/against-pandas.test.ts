// The same tables and operations as pandas, which wrote golden/pandas.json by golden/make_golden.py.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { type CellValue, readCsv, type Table, table } from '../../lib/tables/tables.js';

type Columns = Record<string, CellValue[]>;

interface Case {
  columns: Columns;
  missing: Record<string, number>;
  describe: Columns;
  group: Columns;
  sizes: Columns;
  valueCounts: Columns;
  sorted: number[];
  sample: number[];
  oneHot: Columns;
  dropMissing: number[];
  filledMean: Columns;
  filledMedian: Columns;
  previous: Columns;
  codes: number[];
  inner: Columns;
  left: Columns;
}

const pathOf = (name: string): string => fileURLToPath(new URL(`golden/${name}`, import.meta.url));
const golden = JSON.parse(readFileSync(pathOf('pandas.json'), 'utf8')) as Record<string, Case> & {
  other: Columns;
  texts: Record<string, { text: string; columns: Columns }>;
};

/** Columns with numbers to twelve digits. */
function plain(columns: Columns): Columns {
  const rounded = (value: CellValue): CellValue =>
    typeof value === 'number' ? Number(value.toPrecision(12)) : value;
  return Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, values.map(rounded)]));
}

const columnsOf = (rows: Table<object>): Columns =>
  plain(Object.fromEntries(rows.columns.map((name) => [name, rows.column(name as never)])));

describe.each(['small', 'medium', 'without'])('as pandas, on %s.csv', async (name) => {
  const wanted = golden[name]!;
  const people: Table = await readCsv(pathOf(`${name}.csv`));
  const ids = (rows: Table): CellValue[] => rows.column('id');

  it('reads', () => {
    expect(columnsOf(people)).toEqual(plain(wanted.columns));
    expect(people.missing).toEqual(wanted.missing);
  });

  it('describes', () => {
    const described = people.select(['id', 'age', 'fare']).describe();
    const { type: _, missing: __, ...numbers } = columnsOf(described);
    expect(numbers).toEqual(plain(wanted.describe));
  });

  it('groups', () => {
    const grouped = people.groupBy(['sex', 'city']);
    const how = [
      'count',
      'sum',
      'mean',
      'median',
      'min',
      'max',
      'std',
      'var',
      'first',
      'last',
      'unique',
    ] as const;
    const { fare_unique: unique, ...told } = columnsOf(grouped.agg({ fare: how }));
    expect({ ...told, fare_nunique: unique }).toEqual(plain(wanted.group));
    expect(columnsOf(grouped.count())).toEqual(wanted.sizes);
  });

  it('counts values', () => {
    const { share: _, ...counts } = columnsOf(people.valueCounts('city'));
    expect(counts).toEqual(wanted.valueCounts);
  });

  it('sorts, samples and drops rows', () => {
    expect(ids(people.sortBy(['sex', 'age'], { descending: [false, true] }))).toEqual(wanted.sorted);
    expect(ids(people.sample(10, { seed: 42 }))).toEqual(wanted.sample);
    expect(ids(people.dropMissing())).toEqual(wanted.dropMissing);
  });

  it('fills missing values', () => {
    const age = people.select('age');
    expect(columnsOf(age.fillMissing({ age: 'mean' }))).toEqual(plain(wanted.filledMean));
    expect(columnsOf(age.fillMissing({ age: 'median' }))).toEqual(plain(wanted.filledMedian));
    expect(columnsOf(people.select('fare').fillMissing({ fare: 'previous' }))).toEqual(
      plain(wanted.previous),
    );
  });

  it('encodes kinds', () => {
    expect(columnsOf(people.select(['id', 'sex', 'city']).oneHot(['sex', 'city']))).toEqual(wanted.oneHot);
    expect(people.classNumbers('sex').column('sex')).toEqual(wanted.codes);
  });

  it('joins', () => {
    const other = table(golden.other);
    const shown = (rows: Table<object>): Columns => columnsOf(rows.select(['id', 'city', 'zone'] as never));
    expect(shown(people.join(other, { on: 'city' }))).toEqual(wanted.inner);
    expect(shown(people.join(other, { on: 'city', how: 'left' }))).toEqual(wanted.left);
  });

  it('comes back from its own CSV', async () => {
    expect(columnsOf(await readCsv(people.toCsv()))).toEqual(plain(wanted.columns));
  });
});

describe('as pandas, on texts', () => {
  it.each(Object.entries(golden.texts))('%s', async (_, { text, columns }) => {
    const infinite = (value: CellValue): CellValue =>
      value === 'inf' ? Number.POSITIVE_INFINITY : value === '-inf' ? Number.NEGATIVE_INFINITY : value;
    const wanted = Object.entries(columns).map(([name, values]) => [name, values.map(infinite)] as const);
    expect(columnsOf(await readCsv(text))).toEqual(plain(Object.fromEntries(wanted)));
  });
});

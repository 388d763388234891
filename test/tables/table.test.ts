// A table's own ways: from values, to tensors, splits, charts and files; how it looks; what it says.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspect } from 'node:util';
import { beforeAll, describe, expect, expectTypeOf, it } from 'vitest';
import { displaySymbol, type MimeBundle } from '../../lib/host.js';
import { histogram } from '../../lib/plot/charts/histogram.js';
import { scatter } from '../../lib/plot/charts/scatter.js';
import { standardScaler } from '../../lib/preprocessing/scale.js';
import { trainTestSplit } from '../../lib/preprocessing/train-test-split.js';
import { readCsv, type Table, table } from '../../lib/tables/tables.js';
import { tf } from '../../lib/tf.js';

beforeAll(() => tf.setBackend('cpu'));

const people = table({
  name: ['Kim', 'Lee', 'Park'],
  age: [31, null, 45],
  sex: ['male', 'female', 'male'],
  survived: [true, false, true],
  born: [new Date('1990-05-01'), new Date('1999-01-31'), null],
});

describe('table', () => {
  it('is made of columns, rows, tensors and lists of numbers', () => {
    const rows = [
      { a: 1, b: 'x' },
      { a: 2, b: null },
    ];
    expect(table(rows).records()).toEqual(rows);
    expect(table({ a: Float32Array.of(1, 2), b: ['x', null] }).records()).toEqual(rows);
    expect(table(tf.tensor2d([[1, 2]]), ['p', 'q']).records()).toEqual([{ p: 1, q: 2 }]);
    expect(table([[1, 2]], ['p', 'q']).records()).toEqual([{ p: 1, q: 2 }]);
    expect(table([{ a: 1 }, { b: 2 }] as object[]).records()).toEqual([
      { a: 1, b: null },
      { a: null, b: 2 },
    ]);
    expect(table([]).rowCount).toBe(0);
  });

  it('gives new rows the columns of the kinds that a model learnt', () => {
    const encoded = people.select(['age', 'sex']).oneHot('sex', { like: people });
    const one = table({ age: [9, 8], sex: ['male', null] }).oneHot('sex', { like: people });
    expect(one.columns).toEqual(encoded.columns);
    expect(one.records()).toEqual([
      { age: 9, sex_female: 0, sex_male: 1 },
      { age: 8, sex_female: 0, sex_male: 0 },
    ]);
    const fewer = table({ sex: ['male'] }).oneHot('sex', { like: people, dropFirst: true });
    expect(fewer.columns).toEqual(['sex_male']);
    expect(() => table({ sex: ['boy'] }).oneHot('sex', { like: people })).toThrow(
      "Table.oneHot: expected one of 'female', 'male' in 'sex', the kinds of the table in `like`. Received: 'boy' in row 0.",
    );
    expect(() => table({ sex: ['male'] }).oneHot('sex', { like: table({ age: [1] }) })).toThrow('sex');
    expect(() => people.oneHot('sex', { like: ['male'] as never })).toThrow('like must be a table');
    expect(() => people.oneHot('sex', { dropfirst: true } as never)).toThrow('dropFirst');
  });

  it('has one kind of missing value', () => {
    expect(table({ a: [1, Number.NaN, undefined, null] }).column('a')).toEqual([1, null, null, null]);
    expect(people.missing).toEqual({ name: 0, age: 1, sex: 0, survived: 0, born: 1 });
    expect(people.types).toEqual({
      name: 'text',
      age: 'number',
      sex: 'text',
      survived: 'boolean',
      born: 'date',
    });
  });

  it('knows its columns before it runs', () => {
    expectTypeOf(people.column('age')).toEqualTypeOf<(number | null)[]>();
    expectTypeOf(people.withColumn('old', (row) => (row.age ?? 0) > 40).column('old')).toEqualTypeOf<
      boolean[]
    >();
    const told = people.groupBy('sex').agg({ age: ['mean', 'max'], survived: 'sum' });
    expectTypeOf(told.column('age_max')).toEqualTypeOf<number[]>();
    // @ts-expect-error there is no such column
    expect(() => people.column('agee')).toThrow(/Did you mean 'age'\?/);
    // @ts-expect-error agg gives age_mean and age_max
    expect(() => told.column('age_min')).toThrow(/Expected one of: sex, age_mean/);
  });

  it('takes rows and columns apart', () => {
    expect(people.head(1).rowCount).toBe(1);
    expect(people.tail(1).column('name')).toEqual(['Park']);
    expect(people.slice(-2, 2).column('name')).toEqual(['Lee']);
    expect(people.drop(['born', 'name']).columns).toEqual(['age', 'sex', 'survived']);
    expect(people.rename({ age: 'years' }).columns).toContain('years');
    expect(people.filter((row) => row.sex === 'male').column('name')).toEqual(['Kim', 'Park']);
    expect(people.concat(people).rowCount).toBe(6);
    expect(people.unique('sex')).toEqual(['female', 'male']);
    expect(people.takeRows([2, 0]).column('name')).toEqual(['Park', 'Kim']);
    expect(people.withColumn('k', 1).column('k')).toEqual([1, 1, 1]);
    expect(people.withColumn('age', [1, 2, 3]).columns).toEqual(people.columns);
  });

  it('fills what is missing by a value, a neighbour, or the commonest', () => {
    expect(people.fillMissing({ born: new Date(0) }).column('born')[2]).toEqual(new Date(0));
    expect(people.fillMissing({ age: 0 }).column('age')).toEqual([31, 0, 45]);
    expect(people.fillMissing({ age: 'next' }).column('age')).toEqual([31, 45, 45]);
    expect(
      table({ a: ['x', null, 'y', 'y'] })
        .fillMissing({ a: 'mode' })
        .column('a'),
    ).toEqual(['x', 'y', 'y', 'y']);
  });

  it('joins whole numbers with others, all of both, and those without a partner', () => {
    const left = table({ k: [3, 1], a: ['p', 'q'] });
    const right = table({ k: [1, 1.5], a: ['r', 's'] });
    expect(left.join(right, { on: 'k', how: 'outer' }).records()).toEqual([
      { k: 3, a: 'p', a_right: null },
      { k: 1, a: 'q', a_right: 'r' },
      { k: 1.5, a: null, a_right: 's' },
    ]);
    expect(left.join(right, { on: 'k', how: 'anti' }).records()).toEqual([{ k: 3, a: 'p' }]);
  });

  it('may have columns of any name', async () => {
    const names = [
      'height',
      'columns',
      'select',
      'sort',
      'getColumn',
      'filter',
      'lazy',
      '0',
      ':a',
      'constructor',
      '__proto__',
      '',
    ];
    const odd = await readCsv(
      `${names.slice(0, -1).join()}\n${names
        .slice(0, -1)
        .map((_, i) => i)
        .join()}\n`,
    );
    for (const rows of [odd, table([[...names.keys()]], names)]) {
      expect(rows.rowCount).toBe(1);
      expect(rows.columns.slice(0, 10)).toEqual(names.slice(0, 10));
      expect(
        rows
          .sortBy('sort')
          .filter((row) => row.height === 0)
          .numbers('select'),
      ).toEqual([2]);
      expect(rows.groupBy('columns').agg({ filter: 'mean' }).column('filter_mean')).toEqual([5]);
      expect(rows.oneHot('height').describe().rowCount).toBe(rows.columns.length);
      expect(rows.join(rows, { on: 'height' }).columns).toContain('sort_right');
      expect((await readCsv(rows.toCsv())).rowCount).toBe(1);
      expect(String(rows)).toContain('getColumn');
    }
  });

  it('holds many texts, few and many different ones', () => {
    const few = Array.from({ length: 20_000 }, (_, i) => (i % 7 === 0 ? null : `kind ${i % 5}`));
    const many = Array.from({ length: 20_000 }, (_, i) => `name ${i}`);
    const long = table({ few, many });
    expect(long.column('few')).toEqual(few);
    expect(long.column('many')).toEqual(many);
  });
});

describe('a table goes', () => {
  const numbers = people.fillMissing({ age: 'mean' }).select(['age', 'survived']);

  it('into tensors', () => {
    const tensor = numbers.toTensor();
    expect(tensor.arraySync()).toEqual([
      [31, 1],
      [38, 0],
      [45, 1],
    ]);
    expect(numbers.toTensor('age').shape).toEqual([3, 1]);
    expect(numbers.numbers('age')).toEqual([31, 38, 45]);
  });

  it('into a split, alone and with its targets', () => {
    const rows = table({ x: [...Array(20).keys()], y: Array.from({ length: 20 }, (_, i) => i % 2) });
    const [train, test] = trainTestSplit(rows, { testSize: 6, stratify: 'y', seed: 1 });
    expect([train.rowCount, test.rowCount, test.numbers('y').filter(Boolean).length]).toEqual([14, 6, 3]);
    const [xTrain, , yTrain] = trainTestSplit(rows.select('x'), rows.select('y'), {
      seed: 3,
      stratify: true,
    });
    expect(yTrain.numbers('y')).toEqual(xTrain.numbers('x').map((x) => x % 2));
    const plain = [...Array(20).keys()];
    expect(trainTestSplit(rows, { seed: 42 })[1].numbers('x')).toEqual(
      trainTestSplit(plain, plain, { seed: 42 })[1],
    );
    expect(() => trainTestSplit(rows, { stratify: 'z' })).toThrow(/Unknown column in stratify/);
    expect(() => trainTestSplit(rows, { stratify: true })).toThrow(/must name the column/);
    expect(() => trainTestSplit(plain as never, {})).toThrow(/expected the targets y/);
  });

  it('into a scaler, and comes back as a table', () => {
    const scaled = standardScaler().fitTransform(numbers);
    expect(scaled.columns).toEqual(['age', 'survived']);
    expect(scaled.numbers('age')[1]).toBeCloseTo(0);
  });

  it('into charts', () => {
    expect(JSON.stringify(scatter(people, { x: 'age', y: 'survived', color: 'sex' }))).toContain('female');
    expect(JSON.stringify(histogram(people))).toContain('2 values, mean 38');
  });

  it('into files, whole', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'tables-'));
    const path = join(folder, 'people.csv');
    await people.saveCsv(path, { separator: ';', bom: true });
    expect(readFileSync(path, 'utf8').split('\n').slice(0, 2)).toEqual([
      '\ufeffname;age;sex;survived;born',
      'Kim;31;male;true;1990-05-01 00:00:00',
    ]);
    await expect(people.saveCsv(3 as never)).rejects.toThrow(/expected a path/);
    rmSync(folder, { recursive: true });
  });
});

describe('a table looks', () => {
  const shown = (rows: Table<object>): MimeBundle => rows[displaySymbol]();

  it('like a table, with types and what is missing', () => {
    expect(inspect(people)).toBe(
      [
        '         name     age  sex     survived  born',
        '         text  number  text    boolean   date',
        'missing             1                    1',
        '      0  Kim       31  male    true      1990-05-01',
        '      1  Lee        –  female  false     1999-01-31',
        '      2  Park      45  male    true      –',
        '3 rows, 5 columns',
      ].join('\n'),
    );
    const html = String(shown(people)['text/html']);
    expect(html).toContain('1 missing');
    expect(html).toContain('>female</td>');
  });

  it('short where it is long or wide, and harmless', () => {
    const long = table({ a: [...Array(1000).keys()] });
    expect(String(long).split('\n')).toHaveLength(2 + 5 + 1 + 5 + 1);
    const wide = table(Object.fromEntries([...Array(40).keys()].map((i) => [`c${i}`, [i]])));
    expect(String(wide)).toContain('40 columns, 20 of them in the middle not shown');
    expect(shown(table({ '<b>': ['<script>'] }))['text/html']).not.toMatch(/<b>|<script>/);
  });
});

describe('a table says', () => {
  it.each<[what: string, act: () => unknown, words: RegExp]>([
    ['which value is no number', () => people.toTensor(), /column 'name'.*'Kim' in row 0.*oneHot\('name'\)/],
    [
      'which number is missing',
      () => people.toTensor('age'),
      /column 'age'.*1 missing of 3, the first in row 1.*fillMissing/,
    ],
    [
      'which text stands among numbers',
      () => table({ a: ['1', '2', 'few'] }).toTensor(),
      /'few' in row 2.*missing/,
    ],
    ['that dates are no numbers', () => people.toTensor('born'), /Received: date.*getFullYear/],
    ['which column was meant', () => people.sortBy('agee' as never), /Did you mean 'age'\?/],
    [
      'that values are of two types',
      () => table({ a: [1, 'x'] } as never),
      /column 'a': number.*'x' in row 1/,
    ],
    ['that columns differ in length', () => table({ a: [1], b: [1, 2] }), /Received: 1 in 'a', 2 in 'b'/],
    ['that a cell is no value', () => table({ a: [{}] } as never), /in column 'a', row 0/],
    ['what a table is made of', () => table(3 as never), /expected columns/],
    ['that a name has no list', () => table({ a: 3 } as never), /expected a list of values for column 'a'/],
    ['what can be told', () => people.groupBy('sex').agg({ age: 'meen' as never }), /Did you mean 'mean'\?/],
    ['of what it cannot be told', () => people.groupBy('sex').agg({ name: 'mean' }), /'mean' needs numbers/],
    ['what fills a column', () => people.fillMissing({ age: 'x' }), /type number for column 'age'/],
    [
      'that types of keys differ',
      () => people.join(table({ age: ['x'] }), { on: 'age' }),
      /number here and text/,
    ],
    ['on what to join', () => people.join(people, {} as never), /\{ on: 'id' \}/],
    ['how many rows there are', () => people.sample(9), /at most 3 rows/],
    ['how many values it needs', () => people.withColumn('k', [1]), /each of the 3 rows in 'k'/],
    ['that a name is taken', () => people.rename({ age: 'name' }), /'name' for two columns/],
    ['what filters', () => people.filter('age' as never), /expected a function/],
  ])('%s', (_, act, words) => {
    expect(act).toThrow(words);
  });
});

describe('rows that a part does not have', () => {
  const all = table({ a: [1, 2, 3, 4, 5], b: ['x', null, 'z', 'x', 'y'] });

  it('are those of the table, whatever became of the part', () => {
    const train = all.sample(3, { seed: 0 });
    // pandas: df.drop(df.sample(3, random_state=0).index)
    expect(all.without(train).column('a')).toEqual([4, 5]);
    const changed = train
      .drop('b')
      .withColumn('c', 0)
      .withNumbers(tf.zeros([3, 2]));
    expect(all.without(changed).column('a')).toEqual([4, 5]);
    expect(all.without(all.filter((row) => row.a > 2).tail(2)).column('a')).toEqual([1, 2, 3]);
    const known = all.dropMissing();
    expect(known.without(known.slice(1, 3).oneHot('b')).column('a')).toEqual([1, 5]);
    expect(all.without(known).column('a')).toEqual([2]);
    expect(all.without(all).rowCount).toBe(0);
  });

  it('are refused of what comes from another table', () => {
    expect(() => all.without(table({ a: [1] }))).toThrow('expected a part of this table');
    expect(() => all.dropMissing().without(all.head(2))).toThrow('not all of which come from this one');
    expect(() => all.without([1] as never)).toThrow('Table.without: expected a table');
  });

  it('have kinds under names of one’s own', () => {
    expect(all.oneHot('b', { prefix: '', separator: '' }).columns).toEqual(['a', 'x', 'y', 'z']);
    expect(all.oneHot('b', { prefix: 'is', dropFirst: true }).columns).toEqual(['a', 'is_y', 'is_z']);
  });
});

// A table: rows with named columns, each of one type. Polars holds and computes it.
import { inspect } from 'node:util';
import { checkOptions, received } from '../core/messages.js';
import { writeBeside } from '../core/write-beside.js';
import { RowTable } from '../data/row-table.js';
import { type Displayable, displaySymbol, host, type MimeBundle } from '../host.js';
import { MersenneTwister } from '../random/mersenne-twister.js';
import { nextSeed } from '../random/random.js';
import type { tf } from '../tf.js';
import { type CellValue, type ColumnType, typeOf, valuesOf } from './column-types.js';
import { columnFrom } from './from-values.js';
import { checkColumns, listOf } from './names.js';
import { countsOf, describe } from './ops/describe.js';
import { type Aggregate, type Aggregates, aggregated, counted } from './ops/group.js';
import { type JoinOptions, joined } from './ops/join.js';
import { type Filling, filled } from './ops/missing.js';
import { kindsOf, oneHot, withClassNumbers } from './ops/one-hot.js';
import { htmlOf, textOf, viewOf } from './ops/shown.js';
import { sorted } from './ops/sort.js';
import { columnNumbers, tensorOf } from './ops/to-tensor.js';
import { columnOf, inner, insideOf, namesOf, polars, unmarked } from './polars.js';
import { RowPlaces } from './row-places.js';

/** Names of a table's columns. @inline */
type Names<Columns> = keyof Columns & string;

/** A table without some columns, where its columns are known. */
export type Without<Columns, Name> = string extends keyof Columns
  ? Columns
  : Omit<Columns, Name & keyof Columns>;

/** Options of `Table.sample`. */
export interface SampleOptions {
  /** Fixes the choice; pandas' `random_state` of the same value gives the same rows. Default: a seed of `random`. */
  seed?: number;
}

/** Options of `Table.oneHot`. */
export interface OneHotOptions {
  /** Leaves the first kind out, which the others tell. Default: false. */
  dropFirst?: boolean;
  /** The table whose kinds make the columns, such as the one that a model learnt from. Default: the table itself. */
  like?: Table<object>;
  /** What the new columns' names begin with. Default: the column's own name. */
  prefix?: string;
  /** What stands between that and the kind. Default '_'. */
  separator?: string;
}

/** Options of `Table.sortBy`. */
export interface SortOptions {
  /** From the greatest to the least; a list for several columns. Default false. */
  descending?: boolean | readonly boolean[];
}

/**
 * Rows with named columns, each of one type: numbers, true and false, text, or dates; `null` is a missing value. No
 * method changes a table, each gives a new one. On a cell's last line it shows itself. Made by `table`, `readCsv`,
 * `readJson` and `readParquet`; `fit`, `trainTestSplit` and charts take it as it is.
 *
 * @example
 * const people = table({ age: [31, 22, null], sex: ['female', 'male', 'male'] });
 * people.dropMissing().oneHot('sex').toTensor().print();
 */
export class Table<Columns extends object = Record<string, CellValue>>
  extends RowTable
  implements Displayable
{
  readonly #frame: ReturnType<typeof insideOf>;
  readonly #rows: RowPlaces;

  /** Use `table(…)` or `readCsv(…)`. */
  constructor(frame: object, rows: object = RowPlaces.own()) {
    super();
    this.#frame = insideOf(frame);
    this.#rows = rows as RowPlaces;
  }

  /** How many rows there are. */
  get rowCount(): number {
    return this.#frame.height;
  }

  /** The columns' names, in their order. */
  get columns(): readonly string[] {
    return namesOf(this.#frame);
  }

  /** What each column holds: 'number', 'boolean', 'text' or 'date'. */
  get types(): Readonly<Record<keyof Columns & string, ColumnType>> {
    return this.#byColumn((name) => typeOf(columnOf(this.#frame, name).dtype));
  }

  /** How many values of each column are missing. */
  get missing(): Readonly<Record<keyof Columns & string, number>> {
    return this.#byColumn((name) => columnOf(this.#frame, name).nullCount());
  }

  #byColumn<T>(tell: (name: string) => T): Readonly<Record<keyof Columns & string, T>> {
    const entries = this.columns.map((name) => [name, tell(name)] as const);
    return Object.fromEntries(entries) as Readonly<Record<keyof Columns & string, T>>;
  }

  /**
   * The values of a column in a list; missing ones are null.
   * @example table({ age: [31, 22] }).column('age') // [31, 22]
   */
  column<Name extends Names<Columns>>(name: Name): Columns[Name][] {
    this.#check('column', [name]);
    return valuesOf(columnOf(this.#frame, name)) as Columns[Name][];
  }

  /**
   * The values of a column of numbers, none of which may be missing.
   * @throws when a value is missing or is text, with its row
   * @example table({ age: [31, 22] }).numbers('age') // [31, 22]
   */
  numbers(name: Names<Columns>): number[] {
    this.#check('numbers', [name]);
    return Array.from(columnNumbers(this.#frame, name, 'Table.numbers'));
  }

  /** The different values of a column in their order, without missing ones. */
  unique<Name extends Names<Columns>>(name: Name): Exclude<Columns[Name], null>[] {
    this.#check('unique', [name]);
    return kindsOf(this.#frame, name) as Exclude<Columns[Name], null>[];
  }

  /** One object a row: `[{ age: 31, sex: 'female' }, …]`. */
  records(): Columns[] & Readonly<Record<string, unknown>>[] {
    const lists = this.columns.map((name) => valuesOf(columnOf(this.#frame, name)));
    const { columns } = this;
    const rows = Array.from({ length: this.rowCount }, (_, row) => {
      const record: Record<string, CellValue> = {};
      for (let i = 0; i < columns.length; i++) record[columns[i]!] = lists[i]![row]!;
      return record;
    });
    return rows as Columns[] & Record<string, CellValue>[];
  }

  /** The first rows. @param count default 5 */
  head(count = 5): Table<Columns> {
    checkCount('head', count);
    return this.slice(0, count);
  }

  /** The last rows. @param count default 5 */
  tail(count = 5): Table<Columns> {
    checkCount('tail', count);
    return this.slice(Math.max(0, this.rowCount - count));
  }

  /** Rows from a place up to another, which is not among them; negative places count from the end. */
  slice(from: number, to = this.rowCount): Table<Columns> {
    const place = (given: number): number =>
      Math.min(this.rowCount, given < 0 ? Math.max(0, this.rowCount + given) : given);
    const [start, end] = [place(from), Math.max(place(from), place(to))];
    return new Table(this.#frame.slice(start, end - start), this.#rows.between(start, end));
  }

  /**
   * Some rows, drawn without putting them back.
   * @example table({ age: [31, 22, 45] }).sample(2, { seed: 7 })
   */
  sample(count: number, { seed = nextSeed() }: SampleOptions = {}): Table<Columns> {
    checkCount('sample', count);
    if (count > this.rowCount)
      throw new Error(
        `Table.sample: expected at most ${this.rowCount} rows, as many as there are. Received: ${count}.`,
      );
    return this.takeRows(new MersenneTwister(seed).permutation(this.rowCount).slice(0, count));
  }

  /** The rows at these places, in this order. */
  takeRows(places: ArrayLike<number>): this;
  takeRows(places: ArrayLike<number>): Table<Columns> {
    const order = Array.from(places);
    const wrong = order.find((place) => !Number.isInteger(place) || place < 0 || place >= this.rowCount);
    if (wrong !== undefined)
      throw new Error(`Table.takeRows: expected rows from 0 to ${this.rowCount - 1}. Received: ${wrong}.`);
    const columns = this.columns.map((name) => columnOf(this.#frame, name).gather(order));
    return new Table(polars().DataFrame(columns), this.#rows.taken(order));
  }

  /** Only these columns, in this order. */
  select<Name extends Names<Columns>>(names: Name | readonly Name[]): Table<Pick<Columns, Name>> {
    this.#check('select', listOf(names));
    return new Table(this.#frame.select(...listOf(names).map(inner)), this.#rows);
  }

  /** All columns but these. */
  drop<Name extends Names<Columns>>(names: Name | readonly Name[]): Table<Without<Columns, Name>> {
    this.#check('drop', listOf(names));
    const dropped: readonly string[] = listOf(names);
    return new Table(
      this.#frame.select(...this.columns.filter((name) => !dropped.includes(name)).map(inner)),
      this.#rows,
    );
  }

  /**
   * Columns under other names.
   * @example table({ Age: [31] }).rename({ Age: 'age' })
   */
  rename(names: Readonly<Partial<Record<keyof Columns & string, string>>>): Table {
    this.#check('rename', Object.keys(names));
    const given = names as Readonly<Record<string, string>>;
    const renamed = this.columns.map((name) => given[name] ?? name);
    const twice = renamed.find((name, i) => renamed.indexOf(name) !== i);
    if (twice !== undefined)
      throw new Error(`Table.rename: expected different names. Received: '${twice}' for two columns.`);
    const columns = this.columns.map((name, i) => columnOf(this.#frame, name).rename(inner(renamed[i]!)));
    return new Table(polars().DataFrame(columns), this.#rows);
  }

  /**
   * The rows for which the function says true.
   * @example table({ age: [31, 12] }).filter((row) => row.age >= 18)
   */
  filter(keep: (row: Columns, place: number) => boolean): Table<Columns> {
    if (typeof keep !== 'function')
      throw new Error(
        `Table.filter: expected a function, such as (row) => row.age > 18. Received: ${received(keep)}.`,
      );
    const kept = this.records().map((row, place) => Boolean(keep(row, place)));
    return this.#kept(kept);
  }

  #kept(kept: readonly boolean[]): Table<Columns> {
    const chosen = this.#frame.filter(polars().Series('kept', kept, polars().Bool));
    return new Table(chosen, this.#rows.kept(kept));
  }

  /**
   * The rows that a part of this table does not have: one that `sample`, `filter`, `slice`, `head`, `tail`, `takeRows` or
   * `dropMissing` gave, whatever became of its columns. pandas: `df.drop(part.index)`.
   * @throws where a row of the part does not come from this table
   * @example
   * const all = table({ age: [31, 22, 45, 18] });
   * const train = all.sample(3, { seed: 0 });
   * const test = all.without(train);
   */
  without(part: Table<object>): Table<Columns> {
    if (!(part instanceof Table))
      throw new Error(`Table.without: expected a table. Received: ${received(part)}.`);
    const places = this.#rows.without(part.#rows, [this.rowCount, part.rowCount]);
    if (places) return this.takeRows(places);
    throw new Error(
      `Table.without: expected a part of this table, as sample, filter, slice and takeRows give it. Received: a table of ${part.rowCount} rows, not all of which come from this one.`,
    );
  }

  /**
   * A column more, or in place of one: its values, one value for all rows, or a function of the row.
   * @example table({ weight: [70], height: [1.8] }).withColumn('bmi', (row) => row.weight / row.height ** 2)
   */
  withColumn<Name extends string, Value extends CellValue>(
    name: Name,
    values: readonly Value[] | ArrayLike<Value> | Value | ((row: Columns, place: number) => Value),
  ): Table<Omit<Columns, Name> & { [K in Name]: Value }> {
    const list = this.#valuesFor(values);
    if (list.length !== this.rowCount && this.columns.length > 0)
      throw new Error(
        `Table.withColumn: expected a value for each of the ${this.rowCount} rows in '${name}'. Received: ${list.length}.`,
      );
    const column = columnFrom('Table.withColumn', name, list);
    if (this.columns.length === 0) return new Table(polars().DataFrame([column]));
    return new Table(this.#frame.withColumn(column), this.#rows);
  }

  #valuesFor(values: unknown): ArrayLike<unknown> {
    if (typeof values === 'function')
      return this.records().map((row, place) => values(row, place) as unknown);
    if (Array.isArray(values) || ArrayBuffer.isView(values)) return values as ArrayLike<unknown> & object;
    return Array.from({ length: this.rowCount }, () => values);
  }

  /** Rows in the order of one column or several; missing values last, equal ones as they were. */
  sortBy(
    names: Names<Columns> | readonly Names<Columns>[],
    { descending = false }: SortOptions = {},
  ): Table<Columns> {
    this.#check('sortBy', listOf(names));
    return this.#same(sorted(this.#frame, listOf(names), descending));
  }

  /** Without the rows in which a value is missing: in these columns, or in any. */
  dropMissing(
    names: Names<Columns> | readonly Names<Columns>[] = this.columns as Names<Columns>[],
  ): Table<Columns> {
    this.#check('dropMissing', listOf(names));
    const columns = listOf(names).map((name) => columnOf(this.#frame, name).isNull().toArray() as boolean[]);
    return this.#kept(
      Array.from({ length: this.rowCount }, (_, row) => columns.every((column) => !column[row])),
    );
  }

  /**
   * Missing values filled: by a value, by the column's 'mean', 'median' or 'mode' (its most frequent value), or by the
   * 'previous' or 'next' row's.
   * @example table({ age: [31, null], sex: ['male', null] }).fillMissing({ age: 'median', sex: 'unknown' })
   */
  fillMissing(fillings: Readonly<{ [Name in keyof Columns & string]?: Filling }>): Table<Columns> {
    return new Table(filled(this.#frame, fillings as Readonly<Record<string, Filling>>), this.#rows);
  }

  /**
   * Columns of 0 and 1 in place of kinds: `sex_female`, `sex_male`, as pandas' `get_dummies`. Missing values get no 1.
   * A model wants the same columns for new rows, of which not every kind is there: name the table it learnt from in `like`.
   * @throws when a value is none of the kinds in `like`
   * @example
   * const people = table({ sex: ['male', 'female'], age: [22, 31] });
   * people.oneHot('sex');
   * table({ sex: ['male'], age: [40] }).oneHot('sex', { like: people }); // sex_female is there, too
   */
  oneHot(names: Names<Columns> | readonly Names<Columns>[], options: OneHotOptions = {}): Table {
    checkOptions('Table.oneHot', options, ['dropFirst', 'like', 'prefix', 'separator']);
    this.#check('oneHot', listOf(names));
    const { like, ...spelled } = options;
    if (like !== undefined && !(like instanceof Table))
      throw new Error(`Table.oneHot: like must be a table. Received: ${received(like)}.`);
    if (like) like.#check('oneHot', listOf(names));
    const kinds = like && insideOf(like.#frame);
    return new Table(oneHot(this.#frame, listOf(names), spelled, kinds), this.#rows);
  }

  /**
   * Class numbers (0, 1, …) in place of kinds, in the order of `unique(name)`: targets for sparseCategoricalCrossentropy.
   * @example table({ species: ['dog', 'cat'] }).classNumbers('species').column('species') // [1, 0]
   */
  classNumbers<Name extends Names<Columns>>(
    name: Name,
  ): Table<Omit<Columns, Name> & { [K in Name]: number }> {
    this.#check('classNumbers', [name]);
    return new Table(withClassNumbers(this.#frame, name), this.#rows);
  }

  /** One row a column: count, missing, mean, standard deviation, quartiles; of texts, how many kinds and the commonest. */
  describe(): Table {
    return new Table(describe(this.#frame));
  }

  /** How often each value is there, the most frequent first, missing ones among them; `share` is the part of all rows. */
  valueCounts<Name extends Names<Columns>>(
    name: Name,
  ): Table<{ [K in Name]: Columns[K] } & { count: number; share: number }> {
    this.#check('valueCounts', [name]);
    const counts = countsOf(this.#frame, name);
    const where = 'Table.valueCounts';
    return new Table(
      polars().DataFrame([
        columnFrom(
          where,
          name,
          counts.map(([value]) => value),
        ),
        columnFrom(
          where,
          'count',
          counts.map(([, count]) => count),
        ),
        columnFrom(
          where,
          'share',
          counts.map(([, count]) => count / this.rowCount),
        ),
      ]),
    );
  }

  /**
   * Rows with the same values together: `.agg(…)` tells of each group.
   * @example table({ sex: ['male', 'female'], age: [31, 22] }).groupBy('sex').agg({ age: ['mean', 'max'] })
   */
  groupBy<Name extends Names<Columns>>(names: Name | readonly Name[]): GroupedTable<Columns, Name> {
    this.#check('groupBy', listOf(names));
    return new GroupedTable(this.#frame, listOf(names));
  }

  /**
   * The rows of both tables side by side, where some columns agree. Missing values agree with none.
   * @example table({ id: [1, 2] }).join(table({ id: [2], fare: [9.5] }), { on: 'id', how: 'left' })
   */
  join<Other extends object>(other: Table<Other>, options: JoinOptions): Table<Columns & Other> {
    if (!(other instanceof Table))
      throw new Error(`Table.join: expected a table. Received: ${received(other)}.`);
    return new Table(joined(this.#frame, insideOf(other.#frame), options));
  }

  /** The rows of this table, then those of another one with the same columns. */
  concat(other: Table<Columns>): Table<Columns> {
    if (!(other instanceof Table))
      throw new Error(`Table.concat: expected a table. Received: ${received(other)}.`);
    this.#check('concat', other.columns);
    other.#check('concat', this.columns);
    const rows = this.columns.map((name) =>
      columnFrom('Table.concat', name, [...values(this, name), ...values(other, name)]),
    );
    return this.#same(polars().DataFrame(rows));
  }

  /**
   * Columns as a tensor of numbers, [rows, columns]; true and false are 1 and 0. The caller disposes of it.
   * @param columns default: all
   * @throws when a value is missing or is text, with its row and what to do
   * @example table({ age: [31, 22], fare: [7.5, 71] }).toTensor(['age', 'fare'])
   */
  toTensor(
    columns: Names<Columns> | readonly Names<Columns>[] = this.columns as Names<Columns>[],
    what = 'Table.toTensor',
  ): tf.Tensor2D {
    this.#check('toTensor', listOf(columns));
    return tensorOf(this.#frame, listOf(columns), what);
  }

  /** The same columns with other numbers, [rows, columns]: what a scaler made of them. */
  withNumbers(values: tf.Tensor): this;
  withNumbers(values: tf.Tensor): Table<Columns> {
    const width = this.columns.length;
    const numbers = values.dataSync();
    const columns = this.columns.map((name, place) =>
      polars().Series(
        inner(name),
        Float64Array.from({ length: numbers.length / width }, (_, row) => numbers[row * width + place]!),
      ),
    );
    return new Table(
      polars().DataFrame(columns),
      numbers.length === width * this.rowCount ? this.#rows : undefined,
    );
  }

  /** The table as CSV. @param options.separator default `,` */
  toCsv(options: { separator?: string } = {}): string {
    const { separator = ',' } = options;
    return unmarked(this.#frame).writeCSV({ separator, datetimeFormat: '%Y-%m-%d %H:%M:%S' }).toString();
  }

  /**
   * Writes the table to a CSV file, in UTF-8, whole or not at all.
   * @param options.separator default `,`; `options.bom` marks the file as UTF-8, which Excel needs for Korean. Default false
   */
  async saveCsv(path: string, options: { separator?: string; bom?: boolean } = {}): Promise<void> {
    checkPath('saveCsv', path, 'table.csv');
    await writeBeside(path, Buffer.from(`${options.bom ? '\ufeff' : ''}${this.toCsv(options)}`));
  }

  /** Writes the table to a Parquet file, which keeps types and is small; whole or not at all. */
  async saveParquet(path: string): Promise<void> {
    checkPath('saveParquet', path, 'table.parquet');
    await writeBeside(path, unmarked(this.#frame).writeParquet());
  }

  /** Shows the table now, with up to so many rows. @param options.rows default: 20, of more the first and last 5 */
  show(options: { rows?: number } = {}): void {
    host().display(this.#bundle(options.rows));
  }

  /** The table as text. */
  override toString(): string {
    return textOf(viewOf(this.#frame));
  }

  [displaySymbol](): MimeBundle {
    return this.#bundle();
  }

  #bundle(rows?: number): MimeBundle {
    const view = viewOf(this.#frame, rows);
    return { 'text/html': htmlOf(view), 'text/plain': textOf(view) };
  }

  [inspect.custom](): string {
    return this.toString();
  }

  #same(frame: object): Table<Columns> {
    return new Table(frame);
  }

  #check(method: string, names: readonly string[]): void {
    checkColumns(`Table.${method}`, this.columns, names);
  }
}

function values(table: Table<object>, name: string): CellValue[] {
  return table.column(name as never) as CellValue[];
}

function checkCount(method: string, count: unknown): void {
  if (Number.isInteger(count) && (count as number) >= 0) return;
  throw new Error(`Table.${method}: expected a whole number of rows. Received: ${received(count)}.`);
}

function checkPath(method: string, path: unknown, example: string): void {
  if (typeof path === 'string' && path !== '') return;
  throw new Error(`Table.${method}: expected a path, such as '${example}'. Received: ${received(path)}.`);
}

/** The columns that `agg` gives: `age_mean`. */
export type Aggregated<Columns, Name extends keyof Columns, Wanted> = { [K in Name]: Columns[K] } & {
  [K in keyof Wanted &
    string as `${K}_${(Wanted[K] extends readonly (infer One)[] ? One : Wanted[K]) & string}`]: number;
};

/**
 * Rows with the same values together: what `Table.groupBy` gives.
 * @example table({ sex: ['male', 'female', 'male'] }).groupBy('sex').count()
 */
export class GroupedTable<Columns extends object, Name extends keyof Columns & string> {
  readonly #frame: ReturnType<typeof insideOf>;
  readonly #by: readonly string[];

  /** Use `Table.groupBy`. */
  constructor(frame: object, by: readonly string[]) {
    this.#frame = insideOf(frame);
    this.#by = by;
  }

  /**
   * A row for each group, in the order of its values: `age_mean` is the mean of `age`. Missing values are left out of the
   * numbers, as in pandas; rows whose group is missing are a group of their own, the last.
   * @example table({ sex: ['male', 'female'], age: [31, 22] }).groupBy('sex').agg({ age: 'mean' })
   */
  agg<const Wanted extends { readonly [K in keyof Columns & string]?: Aggregate | readonly Aggregate[] }>(
    wanted: Wanted,
  ): Table<Aggregated<Columns, Name, Wanted>> {
    return new Table(aggregated(this.#frame, this.#by, wanted as Aggregates));
  }

  /** How many rows each group has. */
  count(): Table<{ [K in Name]: Columns[K] } & { count: number }> {
    return new Table(counted(this.#frame, this.#by));
  }

  /** What it is, in a line. */
  toString(): string {
    return `${this.#frame.height} rows by ${this.#by.join(', ')}: .count(), or .agg({ column: 'mean' }), tells of each group`;
  }

  [inspect.custom](): string {
    return this.toString();
  }
}

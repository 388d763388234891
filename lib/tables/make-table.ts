// `table`: a table from lists, rows or a tensor.
import { received } from '../core/messages.js';
import { isTyped } from '../data/flatten.js';
import { tf } from '../tf.js';
import type { CellValue } from './column-types.js';
import { columnFrom } from './from-values.js';
import { polars } from './polars.js';
import { Table } from './table.js';

const where = 'table';

/** Values of a column: texts, numbers, true and false, dates; null where one is missing. */
export type ColumnValues = readonly (CellValue | undefined)[] | ArrayLike<number>;

/** The type of a list's values: `number` for `[31, 22]`, `number | null` where one is missing. */
export type ValueIn<List> =
  List extends ArrayLike<infer Value>
    ? Value extends number
      ? number
      : Value extends string
        ? string
        : Value extends boolean
          ? boolean
          : Value extends undefined
            ? null
            : Value
    : never;

/**
 * A table from columns (`{ age: [31, 22] }`), from rows (`[{ age: 31 }, { age: 22 }]`), or from a tensor or rows of
 * numbers with names for its columns.
 * @throws when lists differ in length, or a column holds values of several types
 * @example
 * table({ name: ['Kim', 'Lee'], age: [31, null] });
 * table([{ name: 'Kim', age: 31 }, { name: 'Lee', age: 22 }]);
 * table(tf.tensor2d([[1, 2], [3, 4]]), ['width', 'height']);
 */
export function table<Lists extends Readonly<Record<string, ColumnValues>>>(
  columns: Lists,
): Table<{ [Name in keyof Lists]: ValueIn<Lists[Name]> }>;
export function table<Row extends object>(rows: readonly Row[]): Table<Row>;
export function table(
  values: tf.Tensor | readonly (readonly number[])[],
  columns: readonly string[],
): Table<Record<string, number>>;
export function table(data: unknown, names?: readonly string[]): Table<never> {
  if (data instanceof Table) return new Table(framed(data.columns.map((name) => [name, data.column(name)])));
  if (data instanceof tf.Tensor) return fromRows(tensorRows(data), names ?? numbered(data.shape[1] ?? 1));
  if (Array.isArray(data) && (Array.isArray(data[0]) || names)) return fromRows(data as unknown[][], names);
  if (Array.isArray(data)) return fromRecords(data);
  if (typeof data === 'object' && data !== null) return fromLists(data as Record<string, unknown>);
  throw new Error(
    `${where}: expected columns { age: [31, 22] } or rows [{ age: 31 }, …]. Received: ${received(data)}. ` +
      'A file is read by readCsv, readJson or readParquet.',
  );
}

function framed(columns: readonly (readonly [name: string, values: ArrayLike<unknown>])[]) {
  return polars().DataFrame(columns.map(([name, values]) => columnFrom(where, name, values)));
}

function fromLists(lists: Record<string, unknown>): Table<never> {
  const columns = Object.entries(lists).map(([name, list]) => [name, listIn(name, list)] as const);
  const length = columns[0]?.[1].length ?? 0;
  const other = columns.find(([, list]) => list.length !== length);
  if (!other) return new Table(framed(columns));
  throw new Error(
    `${where}: expected as many values in each column. Received: ${length} in '${columns[0]![0]}', ${other[1].length} in '${other[0]}'. ` +
      'Put null where a value is missing.',
  );
}

function listIn(name: string, list: unknown): ArrayLike<unknown> {
  if (Array.isArray(list) || isTyped(list)) return list;
  if (list instanceof tf.Tensor) return oneAxis(name, list).dataSync();
  throw new Error(
    `${where}: expected a list of values for column '${name}'. Received: ${received(list)}. Write a single row as [{ ${name}: … }].`,
  );
}

function oneAxis(name: string, tensor: tf.Tensor): tf.Tensor {
  if (tensor.size === Math.max(...tensor.shape, 1)) return tensor;
  throw new Error(
    `${where}: expected a tensor with one axis for column '${name}'. Received: shape [${tensor.shape}].`,
  );
}

function tensorRows(tensor: tf.Tensor): unknown[][] {
  if (tensor.rank !== 2)
    throw new Error(
      `${where}: expected a tensor [rows, columns]. Received: shape [${tensor.shape}]. Reshape it first.`,
    );
  return tensor.arraySync() as number[][];
}

const numbered = (count: number): string[] => Array.from({ length: count }, (_, i) => `column_${i + 1}`);

function fromRows(
  rows: readonly unknown[][],
  names: readonly string[] = numbered(rows[0]?.length ?? 0),
): Table<never> {
  const wrong = rows.findIndex((row) => row.length !== names.length);
  if (wrong < 0) return new Table(framed(names.map((name, i) => [name, rows.map((row) => row[i])])));
  throw new Error(
    `${where}: expected ${names.length} values in each row, one for each name. Received: ${rows[wrong]!.length} in row ${wrong}.`,
  );
}

/** A name that only some rows have is missing in the others. */
function fromRecords(rows: readonly unknown[]): Table<never> {
  const wrong = rows.findIndex((row) => typeof row !== 'object' || row === null);
  if (wrong >= 0)
    throw new Error(
      `${where}: expected rows [{ age: 31 }, …]. Received: ${received(rows[wrong])} in row ${wrong}. Give a list a name: { age: [31, 22] }.`,
    );
  const records = rows as Readonly<Record<string, unknown>>[];
  const names = [...new Set(records.flatMap((row) => Object.keys(row)))];
  return new Table(framed(names.map((name) => [name, records.map((row) => row[name])])));
}

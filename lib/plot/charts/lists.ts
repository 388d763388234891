// Lists of numbers on their way into a table: what `plot.line(losses)` and `plot.scatter(x, y)` take.
import { describe } from '../../data/describe.js';
import { RowTable } from '../../data/row-table.js';
import { tf } from '../../tf.js';
import type { Row, TableOptions } from './table-data.js';

/** Numbers (or names, along the bottom) in a list, a typed array or a tensor with one axis. */
export type List =
  | readonly (number | string | null)[]
  | Float32Array
  | Float64Array
  | Int32Array
  | Uint8Array
  | tf.Tensor;
/** Several lists by name: each becomes a series. */
export type Lists = Readonly<Record<string, List>>;

/** Options where lists, not columns, are drawn. */
export type ListOptions<T extends TableOptions> = Omit<T, 'x' | 'y' | 'color'>;

interface Table<T extends TableOptions> {
  rows: readonly Row[];
  options: T;
}

/** Rows and the columns to draw, from rows with options, from `y` alone, or from `x` and `y`, which may be several. */
export function asTable<T extends TableOptions>(who: string, given: readonly unknown[]): Table<T> {
  const [data, second, third] = given;
  const first = data instanceof RowTable ? data.records() : data;
  if (isRows(first) || namesColumns(second)) return { rows: first as readonly Row[], options: second as T };
  if (isLists(first) && isLists(second) && Object.keys(first).some((name) => name in second))
    return fromPairs(who, first, second, third as ListOptions<TableOptions>) as Table<T>;
  if (isList(first) && (isList(second) || isLists(second)))
    return fromLists(who, first, second, third as ListOptions<TableOptions>) as Table<T>;
  if (isList(first) || isLists(first))
    return fromLists(who, undefined, first, second as ListOptions<TableOptions>) as Table<T>;
  throw new Error(
    `${who} expects a list of numbers, { name: list, … }, or rows [{ … }, …] with { x, y }. Received: ${Array.isArray(first) ? 'an empty list' : describe(first)}.`,
  );
}

function fromLists(
  who: string,
  x: List | undefined,
  y: List | Lists,
  options: ListOptions<TableOptions> | undefined,
): Table<TableOptions> {
  const named = isList(y) ? { [x ? 'y' : 'value']: y } : y;
  const series = Object.entries(named).map(([name, list]) => [name, toArray(who, list)] as const);
  const length = Math.max(...series.map(([, values]) => values.length));
  const places = x ? toArray(who, x) : Array.from({ length }, (_, i) => i);
  if (places.length !== length)
    throw new Error(`${who} expects as many x as y. Received: ${places.length} and ${length}.`);
  const column = x ? 'x' : 'index';
  const rows = places.map((place, i) => ({
    [column]: place,
    ...Object.fromEntries(series.map(([name, values]) => [name, values[i]])),
  }));
  const names = series.map(([name]) => name);
  return { rows, options: { ...options, x: column, y: isList(y) ? names[0]! : names } };
}

/** Series that have an `x` each. */
function fromPairs(
  who: string,
  x: Lists,
  y: Lists,
  options: ListOptions<TableOptions> | undefined,
): Table<TableOptions> {
  const names = Object.keys(x);
  const others = Object.keys(y);
  if (names.length !== others.length || names.some((name) => !(name in y)))
    throw new Error(`${who} expects the same names of x and of y. Received: ${names} and ${others}.`);
  const rows = names.flatMap((series) => {
    const [places, values] = [x[series]!, y[series]!].map((list) => toArray(who, list));
    if (places!.length !== values!.length)
      throw new Error(
        `${who} expects as many x as y. Received for ${series}: ${places!.length} and ${values!.length}.`,
      );
    return places!.map((place, i) => ({ x: place, y: values![i]!, series }));
  });
  return { rows, options: { ...options, x: 'x', y: 'y', color: 'series' } };
}

function toArray(who: string, list: List): readonly (number | string | null)[] {
  if (!(list instanceof tf.Tensor)) return Array.from(list as ArrayLike<number>);
  if (list.size !== Math.max(...list.shape, 1))
    throw new Error(`${who} expects a tensor with one axis. Received: shape [${list.shape}].`);
  return Array.from(list.dataSync());
}

/** Then the first is meant as rows, be it empty. */
function namesColumns(options: unknown): boolean {
  return typeof (options as Partial<TableOptions> | undefined)?.x === 'string';
}

function isRows(value: unknown): value is readonly Row[] {
  return Array.isArray(value) && typeof value[0] === 'object' && value[0] !== null;
}

function isList(value: unknown): value is List {
  if (value instanceof tf.Tensor || ArrayBuffer.isView(value)) return true;
  return Array.isArray(value) && value.length > 0 && !isRows(value);
}

function isLists(value: unknown): value is Lists {
  if (typeof value !== 'object' || value === null || isList(value) || Array.isArray(value)) return false;
  const lists = Object.values(value);
  return lists.length > 0 && lists.every(isList);
}

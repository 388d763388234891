// Kinds as columns of 0 and 1, and as class numbers.
import type { DataFrame } from 'nodejs-polars';
import { received } from '../../core/messages.js';
import { type CellValue, valuesOf } from '../column-types.js';
import { columnOf, inner, namesOf, outer, polars } from '../polars.js';

/** The different values of a column in their order, without missing ones. */
export function kindsOf(frame: DataFrame, name: string): CellValue[] {
  return valuesOf(columnOf(frame, name).dropNulls().unique().sort());
}

/**
 * As pandas' `get_dummies`: `sex_female`, `sex_male` in place of `sex`, at the end. A missing value has 0 everywhere.
 * @param like the table whose kinds there are: its columns come, whatever `frame` holds
 */
export function oneHot(
  frame: DataFrame,
  names: readonly string[],
  {
    dropFirst = false,
    prefix,
    separator = '_',
  }: { dropFirst?: boolean; prefix?: string; separator?: string },
  like: DataFrame = frame,
): DataFrame {
  const pl = polars();
  const codes = names.map((name) => {
    const code = coded(frame, name, kindsOf(like, name));
    if (like !== frame) requireKnown(frame, code);
    return code;
  });
  const columns = codes.flatMap(({ name, kinds, numbers }) =>
    kinds.slice(dropFirst ? 1 : 0).map((kind, i) => {
      const place = i + (dropFirst ? 1 : 0);
      const ones = Float64Array.from(numbers, (number) => (number === place ? 1 : 0));
      return pl.Series(inner(`${prefix ?? name}${separator}${kindText(kind)}`), ones).cast(pl.Int64);
    }),
  );
  const kept = namesOf(frame)
    .filter((name) => !names.includes(name))
    .map((name) => columnOf(frame, name));
  const all = [...kept, ...columns];
  const twice = all.find(({ name }, i) => all.findIndex((other) => other.name === name) !== i);
  if (!twice) return pl.DataFrame(all);
  throw new Error(
    `Table.oneHot: expected new names for its columns. Received: '${outer(twice.name)}', which there is already. Rename that column first.`,
  );
}

/** Class numbers in the order of the kinds; a missing value stays missing. */
export function withClassNumbers(frame: DataFrame, name: string): DataFrame {
  const pl = polars();
  const { numbers } = coded(frame, name);
  const column = pl.Series(
    inner(name),
    Float64Array.from(numbers, (number) => (number < 0 ? Number.NaN : number)),
  );
  const known = pl.DataFrame([column]).select(pl.col(inner(name)).fillNan(pl.lit(null)).cast(pl.Int64));
  return frame.withColumn(columnOf(known, name));
}

interface Coded {
  readonly name: string;
  readonly kinds: readonly CellValue[];
  /** The kind of each row, -1 where it is missing. */
  readonly numbers: Int32Array;
}

function coded(frame: DataFrame, name: string, kinds = kindsOf(frame, name)): Coded {
  const places = new Map(kinds.map((kind, i) => [keyOf(kind), i]));
  const numbers = Int32Array.from(valuesOf(columnOf(frame, name)), (value) => places.get(keyOf(value)) ?? -1);
  return { name, kinds, numbers };
}

/** A kind that a model has not learnt would be nothing at all to it, in silence. */
function requireKnown(frame: DataFrame, { name, kinds, numbers }: Coded): void {
  const values = valuesOf(columnOf(frame, name));
  const row = numbers.findIndex((number, i) => number < 0 && values[i] !== null);
  if (row < 0) return;
  throw new Error(
    `Table.oneHot: expected one of ${kinds.slice(0, 10).map(received).join(', ')}${kinds.length > 10 ? ', …' : ''} in '${name}', ` +
      `the kinds of the table in \`like\`. Received: ${received(values[row])} in row ${row}. Give one of them, or null.`,
  );
}

const keyOf = (value: CellValue): CellValue => (value instanceof Date ? value.getTime() : value);
const kindText = (kind: CellValue): string =>
  kind instanceof Date ? kind.toISOString().slice(0, 10) : String(kind);

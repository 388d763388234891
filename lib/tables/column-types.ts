// What a column holds, in the user's words.
import type { DataType, Series } from 'nodejs-polars';
import { polars } from './polars.js';

/** What a cell of a table holds; null is a missing value. */
export type CellValue = number | boolean | string | Date | null;

/** What a column holds. `other` are the lists and structures that a Parquet file may have. */
export type ColumnType = 'number' | 'boolean' | 'text' | 'date' | 'other';

const numbers = [
  'Int8',
  'Int16',
  'Int32',
  'Int64',
  'UInt8',
  'UInt16',
  'UInt32',
  'UInt64',
  'Float32',
  'Float64',
];
const types = new Map<string, ColumnType>([
  ...numbers.map((name): [string, ColumnType] => [name, 'number']),
  ['Bool', 'boolean'],
  ['String', 'text'],
  ['Utf8', 'text'],
  ['Date', 'date'],
  ['Datetime', 'date'],
]);

export function typeOf(dtype: DataType): ColumnType {
  return types.get(dtype.variant) ?? 'other';
}

/** The values of a column, missing ones as null. */
export function valuesOf(series: Series): CellValue[] {
  const type = typeOf(series.dtype);
  if (type === 'number')
    return Array.from(numbersOf(series), (value) => (Number.isNaN(value) ? null : value));
  if (type === 'boolean')
    return Array.from(numbersOf(series), (value) => (Number.isNaN(value) ? null : value === 1));
  if (type === 'date')
    return Array.from(millisecondsOf(series), (value) => (Number.isNaN(value) ? null : new Date(value)));
  return type === 'text' ? textsOf(series) : (series.toArray() as CellValue[]);
}

/** Polars hands texts over one by one, which is slow: where they repeat, each is handed over once. */
function textsOf(series: Series): CellValue[] {
  const start = series.head(1000);
  if (series.length < 10_000 || start.nUnique() > 500) return series.toArray() as CellValue[];
  const codes = numbersOf(series.cast(polars().Categorical).cast(polars().UInt32));
  const firstRows = new Map<number, number>();
  codes.forEach((code, row) => {
    if (!firstRows.has(code)) firstRows.set(code, row);
  });
  const texts = series.gather([...firstRows.values()]).toArray() as CellValue[];
  const byCode = new Map([...firstRows.keys()].map((code, i) => [code, texts[i]!]));
  return Array.from(codes, (code) => byCode.get(code) ?? null);
}

/** Numbers and truth values (as 0 and 1); missing ones as NaN. */
export function numbersOf(series: Series): Float64Array {
  const pl = polars();
  if (series.dtype.variant === 'Float64' && series.nullCount() === 0)
    return series.toTypedArray() as Float64Array;
  const filled = pl
    .DataFrame([series.rename('c')])
    .select(pl.col('c').cast(pl.Float64).fillNull(pl.lit(Number.NaN)));
  return filled.getColumn('c').toTypedArray() as Float64Array;
}

function millisecondsOf(series: Series): Float64Array {
  const pl = polars();
  return numbersOf(series.cast(pl.Datetime('ms')).cast(pl.Int64));
}

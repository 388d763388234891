// A column from values in lists: of one type, which is found by looking.
import type { Series } from 'nodejs-polars';
import { received } from '../core/messages.js';
import type { CellValue, ColumnType } from './column-types.js';
import { inner, polars } from './polars.js';

/** @param where names the table in errors: `table` */
export function columnFrom(where: string, name: string, values: ArrayLike<unknown>): Series {
  const cells = Array.from(values, (value, row) => cell(where, name, value, row));
  return seriesOf(inner(name), cells, oneType(where, name, cells));
}

function cell(where: string, name: string, value: unknown, row: number): CellValue {
  if (value === null || value === undefined) return null;
  if (typeof value === 'number') return Number.isNaN(value) ? null : value;
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value;
  if (typeof value === 'bigint') return Number(value);
  throw new Error(
    `${where}: expected a number, a text, true or false, a Date or null in each cell. Received: ${received(value)} ` +
      `in column '${name}', row ${row}. Give each value a column of its own.`,
  );
}

function oneType(where: string, name: string, cells: readonly CellValue[]): ColumnType {
  const first = cells.find((value) => value !== null) ?? 0;
  const type = typeOfCell(first);
  const other = cells.findIndex((value) => value !== null && typeOfCell(value) !== type);
  if (other < 0) return type;
  throw new Error(
    `${where}: expected values of one type in column '${name}': ${type}, as ${received(first)}. ` +
      `Received: ${received(cells[other])} in row ${other}. Bring them to one type first, e.g. by Number(value) or String(value).`,
  );
}

function typeOfCell(value: CellValue): ColumnType {
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'boolean';
  return value instanceof Date ? 'date' : 'text';
}

function seriesOf(name: string, cells: CellValue[], type: ColumnType): Series {
  const pl = polars();
  if (type === 'boolean') return pl.Series(name, cells, pl.Bool);
  if (type === 'text') return pl.Series(name, cells, pl.Utf8);
  if (type === 'date') return pl.Series(name, cells, pl.Datetime('ms'));
  const numbers = pl.Series(
    name,
    Float64Array.from(cells, (value) => (value === null ? Number.NaN : Number(value))),
  );
  const known = pl
    .DataFrame([numbers])
    .select(pl.col(name).fillNan(pl.lit(null)))
    .getColumn(name);
  return cells.some((value) => value !== null) && cells.every(isWhole) ? known.cast(pl.Int64) : known;
}

/** Written as `3`, not as `3.0`. */
function isWhole(value: CellValue): boolean {
  return value === null || Number.isSafeInteger(value);
}

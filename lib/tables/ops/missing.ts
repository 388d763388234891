// Missing values: filled, or their rows left out.
import type { DataFrame, Expr } from 'nodejs-polars';
import { received } from '../../core/messages.js';
import { type CellValue, typeOf } from '../column-types.js';
import { columnFrom } from '../from-values.js';
import { checkColumns } from '../names.js';
import { columnOf, inner, namesOf, polars } from '../polars.js';
import { commonest } from './describe.js';

const method = 'Table.fillMissing';

/** A value for all missing ones of a column, or how to find one. */
export type Filling = CellValue | 'mean' | 'median' | 'mode' | 'previous' | 'next';

/** @param fillings by column */
export function filled(frame: DataFrame, fillings: Readonly<Record<string, Filling>>): DataFrame {
  if (typeof fillings !== 'object' || fillings === null)
    throw new Error(
      `${method}: expected a value for each column, such as { age: 'median' }. Received: ${received(fillings)}.`,
    );
  checkColumns(method, namesOf(frame), Object.keys(fillings));
  return Object.entries(fillings).reduce((rows, [name, how]) => {
    const column = columnOf(rows, name);
    if (column.nullCount() === 0) return rows;
    return rows.withColumn(filling(rows, name, how).as(inner(name)));
  }, frame);
}

function filling(frame: DataFrame, name: string, how: Filling): Expr {
  const pl = polars();
  const column = pl.col(inner(name));
  const type = typeOf(columnOf(frame, name).dtype);
  if (how === 'previous' || how === 'next')
    return column.fillNull(how === 'previous' ? 'forward' : 'backward');
  if (type === 'number' && (how === 'mean' || how === 'median')) {
    const numbers = column.cast(pl.Float64);
    return numbers.fillNull(how === 'mean' ? numbers.mean() : numbers.median());
  }
  return column.fillNull(valueFor(frame, name, how));
}

function valueFor(frame: DataFrame, name: string, how: Filling): Expr {
  const pl = polars();
  const column = columnOf(frame, name);
  const type = typeOf(column.dtype);
  const value = how === 'mode' ? (commonest(frame, name)?.[0] ?? null) : how;
  const given = columnFrom(method, name, [value]);
  if (value !== null && typeOf(given.dtype) === type) return pl.lit(given.toArray()[0]);
  throw new Error(
    `${method}: expected a value of type ${type} for column '${name}', or 'mode', 'previous', 'next'` +
      `${type === 'number' ? ", 'mean', 'median'" : ''}. Received: ${received(value)}.`,
  );
}

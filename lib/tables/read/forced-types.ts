// Columns whose type the user gives: all of their values must be of it.
import type { Series } from 'nodejs-polars';
import { unknownName } from '../../core/names.js';
import { type ColumnType, typeOf } from '../column-types.js';
import { outer, polars } from '../polars.js';
import type { CsvOptions } from './csv-options.js';
import type { ReadText } from './rows.js';
import { asBooleans, asDates, asNumbers } from './typed.js';

/** @throws where a value is of another type, with its row */
export function forcedType({ where, options }: ReadText, column: Series): Series {
  const wanted = options.types?.[outer(column.name)];
  const type = typeOf(column.dtype);
  if (wanted === undefined || wanted === type) return column;
  if (wanted === 'text') return column.cast(polars().Utf8);
  if (column.nullCount() === column.length) return column;
  const changed = type === 'text' ? readAs(column, wanted, options) : undefined;
  if (changed) return changed;
  const { value, row } = firstOther(column, wanted, options);
  throw new Error(
    `${where}: expected a ${wanted} in each row of column '${outer(column.name)}'. Received: '${value}' in row ${row} ` +
      `(the first row of data is 0). Mend the file, or name it as missing: { missing: ['${value}'] }.`,
  );
}

/** @throws when `types` names a column that there is not */
export function checkTypedColumns(
  where: string,
  columns: readonly string[],
  { types = {} }: CsvOptions,
): void {
  const unknown = Object.keys(types).find((name) => !columns.includes(name));
  if (unknown !== undefined) throw unknownName(`column in types of ${where}`, unknown, columns);
}

function readAs(column: Series, type: ColumnType, options: CsvOptions): Series | undefined {
  if (type === 'number') return asNumbers(column, options);
  if (type === 'boolean') return asBooleans(column);
  return asDates(column, options.dateFormat);
}

function firstOther(column: Series, type: ColumnType, options: CsvOptions): { value: string; row: number } {
  const values = column.toArray() as (string | null)[];
  const pl = polars();
  const row = values.findIndex(
    (value) => value !== null && readAs(pl.Series('c', [value], pl.Utf8), type, options) === undefined,
  );
  return { value: String(values[Math.max(row, 0)]), row: Math.max(row, 0) };
}

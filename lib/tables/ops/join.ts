// Two tables, side by side where they agree.
import type { DataFrame } from 'nodejs-polars';
import { received } from '../../core/messages.js';
import { unknownName } from '../../core/names.js';
import { typeOf } from '../column-types.js';
import { checkColumns, listOf } from '../names.js';
import { columnOf, inner, namesOf, polars } from '../polars.js';

/** Options of `Table.join`. */
export interface JoinOptions {
  /** The columns, in both tables, whose values must be equal. */
  on: string | readonly string[];
  /**
   * Which rows are kept: those with a partner (`inner`), all of this table (`left`), all of both (`outer`), those
   * without a partner (`anti`). Default 'inner'.
   */
  how?: 'inner' | 'left' | 'outer' | 'anti';
  /** Added to the names of the other table's columns that are in both. Default '_right'. */
  suffix?: string;
}

const kinds = ['inner', 'left', 'outer', 'anti'];
/** Names that no column has. */
const leftPlace = '\0left';
const rightPlace = '\0right';

/** In the order of this table's rows, then of the other's. */
export function joined(left: DataFrame, right: DataFrame, options: JoinOptions): DataFrame {
  const { on, how = 'inner', suffix = '_right' } = checked(options);
  const keys = listOf(on);
  checkColumns('Table.join', namesOf(left), keys);
  checkColumns('Table.join, the other table', namesOf(right), keys);
  for (const key of keys) checkTypes(left, right, key);
  const numbered = alike(left, right, keys).withRowIndex(leftPlace);
  const others = alike(right, left, keys);
  if (how === 'anti')
    return numbered
      .join(others, { on: keys.map(inner), how: 'anti' })
      .sort(leftPlace)
      .drop(leftPlace);
  const kind = how === 'outer' ? { how: 'full' as const, coalesce: true } : { how };
  const rows = numbered.join(others.withRowIndex(rightPlace), { on: keys.map(inner), suffix, ...kind });
  // Polars' left comes first where a place is missing; here, rows of the other table alone come last.
  return rows
    .sort(rightPlace, false, true, true)
    .sort(leftPlace, false, true, true)
    .drop(leftPlace, rightPlace);
}

function checked(options: JoinOptions): JoinOptions {
  if (typeof options !== 'object' || options === null || options.on === undefined)
    throw new Error(
      `Table.join: expected the columns to join on, such as { on: 'id' }. Received: ${received(options)}.`,
    );
  if (options.how !== undefined && !kinds.includes(options.how))
    throw unknownName('how of Table.join', options.how, kinds);
  return options;
}

/** Polars refuses other pairs, in words of its own; whole numbers and others are joined as numbers. */
function checkTypes(left: DataFrame, right: DataFrame, key: string): void {
  const types = [left, right].map((frame) => typeOf(columnOf(frame, key).dtype));
  if (types[0] === types[1]) return;
  throw new Error(
    `Table.join: expected columns of one type. Received: '${key}', which holds ${types[0]} here and ${types[1]} in the other table. ` +
      `Change one by withColumn('${key}', (row) => String(row['${key}'])).`,
  );
}

/** Whole numbers and others have a type in common. */
function alike(frame: DataFrame, other: DataFrame, keys: readonly string[]): DataFrame {
  const pl = polars();
  return keys.reduce((rows, key) => {
    const [own, theirs] = [rows, other].map((one) => columnOf(one, key).dtype);
    if (own!.variant === theirs!.variant) return rows;
    return rows.withColumn(pl.col(inner(key)).cast(typeOf(own!) === 'date' ? pl.Datetime('ms') : pl.Float64));
  }, frame);
}

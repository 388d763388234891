// Groups of rows with the same values, and a number of each.
import type { DataFrame, Expr } from 'nodejs-polars';
import { received } from '../../core/messages.js';
import { unknownName } from '../../core/names.js';
import { typeOf } from '../column-types.js';
import { checkColumns } from '../names.js';
import { columnOf, inner, namesOf, polars } from '../polars.js';
import { sorted } from './sort.js';

/** What `agg` tells of a column in each group; missing values are left out, as in pandas. */
export type Aggregate =
  | 'count'
  | 'sum'
  | 'mean'
  | 'median'
  | 'min'
  | 'max'
  | 'std'
  | 'var'
  | 'first'
  | 'last'
  | 'unique';

const known = (column: Expr): Expr => column.filter(column.isNotNull());

const aggregates: Readonly<Record<Aggregate, (column: Expr) => Expr>> = {
  count: (column) => column.count(),
  sum: (column) => column.sum(),
  mean: (column) => column.mean(),
  median: (column) => column.median(),
  min: (column) => column.min(),
  max: (column) => column.max(),
  std: (column) => column.std(),
  var: (column) => column.var(),
  first: (column) => known(column).first(),
  last: (column) => known(column).last(),
  unique: (column) => known(column).nUnique(),
};

const ofNumbers: readonly string[] = ['sum', 'mean', 'median', 'std', 'var'];

/** For each column, what is told of it. */
export type Aggregates = Readonly<Record<string, Aggregate | readonly Aggregate[]>>;

/** A row for each group, in the order of its values, those without a value last. */
export function aggregated(frame: DataFrame, by: readonly string[], wanted: Aggregates): DataFrame {
  if (typeof wanted !== 'object' || wanted === null)
    throw new Error(
      `Table.agg: expected what to tell of columns, such as { age: 'mean' }. Received: ${received(wanted)}.`,
    );
  checkColumns('Table.agg', namesOf(frame), Object.keys(wanted));
  const told = Object.entries(wanted).flatMap(([name, how]) =>
    [how].flat().map((one) => tell(frame, name, one)),
  );
  if (told.length === 0)
    throw new Error("Table.agg: expected at least one column, such as { age: 'mean' }. Received: none.");
  return sorted(frame.groupBy(...by.map(inner)).agg(...told), by, false);
}

/** How many rows each group has. */
export function counted(frame: DataFrame, by: readonly string[]): DataFrame {
  const pl = polars();
  const marked = frame.withColumn(pl.lit(1).as('\0'));
  const counts = marked.groupBy(...by.map(inner)).agg(pl.col('\0').sum().cast(pl.Int64).as(inner('count')));
  return sorted(counts, by, false);
}

function tell(frame: DataFrame, name: string, how: Aggregate): Expr {
  const make = Object.hasOwn(aggregates, how) ? aggregates[how] : undefined;
  if (!make) throw unknownName('aggregate in Table.agg', how, Object.keys(aggregates));
  const pl = polars();
  const type = typeOf(columnOf(frame, name).dtype);
  if (ofNumbers.includes(how) && type !== 'number' && type !== 'boolean')
    throw new Error(
      `Table.agg: '${how}' needs numbers. Received: column '${name}', which holds ${type}. Use 'count', 'first' or 'unique'.`,
    );
  const column =
    type === 'boolean' && ofNumbers.includes(how) ? pl.col(inner(name)).cast(pl.Int64) : pl.col(inner(name));
  return make(column).as(inner(`${name}_${how}`));
}

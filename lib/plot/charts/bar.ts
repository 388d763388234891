// Numbers, or the rows of a table, as bars.
import { unknownName } from '../../core/names.js';
import type { Chart } from '../render/chart.js';
import { asTable, type List, type ListOptions, type Lists } from './lists.js';
import { tableChart } from './table-chart.js';
import { type Row, type Rows, readTable, type TableOptions } from './table-data.js';

/** Options of `plot.bar`. */
export interface BarOptions extends TableOptions {
  /**
   * One bar for all rows of the same `x` (and `color`): their `mean`, `sum`, `min`, `max`, `median`, or `count`. Default: a
   * bar for each row.
   */
  aggregate?: 'mean' | 'sum' | 'min' | 'max' | 'median' | 'count';
}

/**
 * Draws a bar for each number, under its name in `x`; or for each row of a table, where `color`, or several `y`, let
 * bars stand side by side.
 *
 * @throws when there are no numbers, or the table lacks a named column
 * @example
 * plot.bar(['cat', 'dog'], [12, 30]);
 * plot.bar([{ model: 'Original', loss: 0.13 }, { model: 'Dropout', loss: 0.07 }], { x: 'model', y: 'loss' });
 * plot.bar([{ sex: 'f', age: 31 }, { sex: 'm', age: 22 }, { sex: 'f', age: 45 }], { x: 'sex', y: 'age', aggregate: 'mean' });
 */
export function bar(rows: Rows, options: BarOptions): Chart;
export function bar(y: List | Lists, options?: ListOptions<BarOptions>): Chart;
export function bar(x: List, y: List | Lists, options?: ListOptions<BarOptions>): Chart;
export function bar(...given: readonly unknown[]): Chart {
  const { rows: all, options } = asTable<BarOptions>('plot.bar', given);
  const rows = options.aggregate === undefined ? all : aggregated(all, options, options.aggregate);
  const columns = readTable(rows, options, 'plot.bar');
  const zero = options.yScale !== 'log';
  const chart = { mark: { type: 'bar', tooltip: true } };
  const beside =
    columns.color && columns.color !== options.x
      ? { encoding: { xOffset: { field: columns.color, sort: null } } }
      : {};
  const marks = beside.encoding ? { layer: [{ ...chart, ...beside }] } : chart;
  const places = new Set(columns.rows.map((row) => row[options.x])).size;
  const width = Math.min(480, Math.max(160, 90 * places));
  return tableChart(columns, options, marks, { x: 'nominal', zero, width });
}

type Aggregate = NonNullable<BarOptions['aggregate']>;

const aggregates: Readonly<Record<Aggregate, (values: readonly number[]) => number>> = {
  mean: (values) => sum(values) / values.length,
  sum,
  min: (values) => values.reduce((a, b) => Math.min(a, b)),
  max: (values) => values.reduce((a, b) => Math.max(a, b)),
  median: (values) => {
    const sorted = [...values].sort((a, b) => a - b);
    return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
  },
  count: (values) => values.length,
};

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** One row for all that share their place and colour; what is no number is left out. */
function aggregated(rows: readonly Row[], options: BarOptions, how: Aggregate): Row[] {
  const compute = Object.hasOwn(aggregates, how) ? aggregates[how] : undefined;
  if (!compute) throw unknownName('aggregate of plot.bar', how, Object.keys(aggregates));
  const { x, color } = options;
  const columns = [options.y].flat();
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const key = JSON.stringify([row[x], color === undefined ? null : row[color]]);
    const group = groups.get(key);
    if (group) group.push(row);
    else groups.set(key, [row]);
  }
  return [...groups.values()].map((group) => {
    const places = { [x]: group[0]![x], ...(color === undefined ? {} : { [color]: group[0]![color] }) };
    const values = columns.map((column) => {
      const numbers = group.flatMap((row) => counted(row[column], how));
      return [column, numbers.length === 0 && how !== 'count' ? null : compute(numbers)];
    });
    return { ...places, ...Object.fromEntries(values) };
  });
}

/** True and false are 1 and 0: their mean is a share. */
function counted(value: unknown, how: Aggregate): number[] {
  const number = typeof value === 'boolean' ? Number(value) : value;
  const counts = how === 'count' ? value !== null && value !== undefined : Number.isFinite(number);
  return counts ? [number as number] : [];
}

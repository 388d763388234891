// A line through numbers, or through the rows of a table.
import type { Chart, Spec } from '../render/chart.js';
import { dashes } from '../scales/theme.js';
import { asTable, type List, type ListOptions, type Lists } from './lists.js';
import { tableChart } from './table-chart.js';
import { type Row, type Rows, readTable, type TableOptions } from './table-data.js';

/** Options of `plot.line`. */
export interface LineOptions extends TableOptions {
  /** A dot on each row. Default: where there are at most 30 rows. */
  points?: boolean;
}

/**
 * Draws numbers as a line: a list, lists by name (a line each), or `x` and `y`, by the same names where each line has an
 * `x` of its own; or the columns of a table of objects, where `color`, or several `y`, give one line for each.
 *
 * @throws when there are no numbers, when there are not as many `x` as `y`, or when the table lacks a named column
 * @example
 * plot.line({ training: [0.9, 0.5, 0.3], validation: [0.8, 0.6, 0.5] }, { yTitle: 'loss' });
 * plot.line({ day: [1, 2, 3], week: [1, 3] }, { day: [4, 5, 3], week: [4, 3.5] });
 * plot.line([{ width: 16, ms: 1.2 }, { width: 32, ms: 2.1 }], { x: 'width', y: 'ms', yTitle: 'time (ms)' });
 */
export function line(rows: Rows, options: LineOptions): Chart;
export function line(y: List | Lists, options?: ListOptions<LineOptions>): Chart;
export function line(x: List, y: List | Lists, options?: ListOptions<LineOptions>): Chart;
export function line(x: Lists, y: Lists, options?: ListOptions<LineOptions>): Chart;
export function line(...given: readonly unknown[]): Chart {
  const { rows, options } = asTable<LineOptions>('plot.line', given);
  const columns = readTable(rows, options, 'plot.line');
  const point = (options.points ?? columns.rows.length <= 30) && { size: 40, filled: true };
  const mark = { type: 'line', point, tooltip: true };
  const dashes = columns.color ? dashesOf(columns.rows, columns.color) : undefined;
  return tableChart(
    columns,
    options,
    dashes ? { layer: [{ mark, encoding: { strokeDash: dashes } }] } : { mark },
  );
}

/** Colours alone tell few lines apart: more than four differ by their dashes as well. */
function dashesOf(rows: readonly Row[], color: string): Spec | undefined {
  const series = [...new Set(rows.map((row) => row[color]))];
  if (series.length <= 4 || series.length > 12) return undefined;
  const scale = { domain: series, range: series.map((_, i) => dashes[i % dashes.length]) };
  return { field: color, type: 'nominal', scale, sort: null, legend: null };
}

// Numbers, or the rows of a table, as bars.
import type { Chart } from '../render/chart.js';
import { asTable, type List, type ListOptions, type Lists } from './lists.js';
import { tableChart } from './table-chart.js';
import { type Rows, readTable, type TableOptions } from './table-data.js';

/**
 * Draws a bar for each number, under its name in `x`; or for each row of a table, where `color`, or several `y`, let
 * bars stand side by side.
 *
 * @throws when there are no numbers, or the table lacks a named column
 * @example
 * plot.bar(['cat', 'dog'], [12, 30]);
 * plot.bar([{ model: 'Original', loss: 0.13 }, { model: 'Dropout', loss: 0.07 }], { x: 'model', y: 'loss' });
 */
export function bar(rows: Rows, options: TableOptions): Chart;
export function bar(y: List | Lists, options?: ListOptions<TableOptions>): Chart;
export function bar(x: List, y: List | Lists, options?: ListOptions<TableOptions>): Chart;
export function bar(...given: readonly unknown[]): Chart {
  const { rows, options } = asTable<TableOptions>('plot.bar', given);
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

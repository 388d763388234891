// Numbers, or the rows of a table, as points.
import type { Chart } from '../render/chart.js';
import { asTable, type List, type ListOptions, type Lists } from './lists.js';
import { tableChart } from './table-chart.js';
import { type Rows, readTable, type TableOptions } from './table-data.js';

/**
 * Draws points: one for each of `x` and `y`, or, by the same names in both, groups of their own; or one for each row of a
 * table.
 *
 * @throws when there are no numbers, when there are not as many `x` as `y`, or when the table lacks a named column
 * @example
 * plot.scatter([1, 2, 3], [2.1, 3.9, 6.2]);
 * plot.scatter({ setosa: [1.4, 1.3], virginica: [6, 5.1] }, { setosa: [0.2, 0.3], virginica: [2.5, 1.9] });
 * plot.scatter([{ length: 5.1, width: 3.5, species: 'setosa' }], { x: 'length', y: 'width', color: 'species' });
 */
export function scatter(rows: Rows, options: TableOptions): Chart;
export function scatter(x: List, y: List, options?: ListOptions<TableOptions>): Chart;
export function scatter(x: Lists, y: Lists, options?: ListOptions<TableOptions>): Chart;
export function scatter(...given: readonly unknown[]): Chart {
  const { rows, options } = asTable<TableOptions>('plot.scatter', given);
  const columns = readTable(rows, options, 'plot.scatter');
  const mark = { type: 'point', filled: true, size: 45, opacity: 0.75, tooltip: { content: 'data' } };
  return tableChart(columns, options, { mark });
}

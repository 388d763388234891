// The rows of a table as points.
import type { Chart } from './chart.js';
import { tableChart } from './table-chart.js';
import { type Row, readTable, type TableOptions } from './table-data.js';

/**
 * Draws each row of a table as a point.
 *
 * @throws when the table is empty or lacks a named column
 * @example
 * plot.scatter([{ length: 5.1, width: 3.5, species: 'setosa' }], { x: 'length', y: 'width', color: 'species' });
 */
export function scatter(rows: readonly Row[], options: TableOptions): Chart {
  const columns = readTable(rows, options, 'plot.scatter');
  const mark = { type: 'point', filled: true, size: 45, opacity: 0.75, tooltip: { content: 'data' } };
  return tableChart(columns, options, { mark });
}

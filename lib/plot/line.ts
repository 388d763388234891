// A line through the rows of a table.
import type { Chart } from './chart.js';
import { tableChart } from './table-chart.js';
import { type Row, readTable, type TableOptions } from './table-data.js';

/** Options of `plot.line`. */
export interface LineOptions extends TableOptions {
  /** A dot on each row. Default: where there are at most 30 rows. */
  points?: boolean;
}

/**
 * Draws a table of objects as a line; with `color`, or several `y`, one line for each.
 *
 * @throws when the table is empty or lacks a named column
 * @example
 * plot.line([{ width: 16, ms: 1.2 }, { width: 32, ms: 2.1 }], { x: 'width', y: 'ms', yTitle: 'time (ms)' });
 */
export function line(rows: readonly Row[], options: LineOptions): Chart {
  const columns = readTable(rows, options, 'plot.line');
  const point = (options.points ?? columns.rows.length <= 30) && { size: 40, filled: true };
  return tableChart(columns, options, { mark: { type: 'line', point, tooltip: true } });
}

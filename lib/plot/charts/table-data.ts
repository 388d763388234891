// Rows of a table on their way into a chart: checked, folded, thinned.
import { received } from '../../core/messages.js';
import { describe } from '../../data/describe.js';
import type { RowTable } from '../../data/row-table.js';
import { count, finite, rounded } from '../scales/series.js';

/** One row of a table: named values. */
export type Row = Readonly<Record<string, unknown>>;

/** Objects in a list, or a table as `readCsv` gives it. */
export type Rows = readonly Row[] | RowTable;

/** Options of `plot.bar` and `plot.scatter`, and most of `plot.line`: which columns go where. */
export interface TableOptions {
  /** The column along the bottom. */
  x: string;
  /** The column upward. Several: each becomes a series of its own, named in the legend. */
  y: string | readonly string[];
  /** The column by whose values the marks are coloured. */
  color?: string;
  /** Above the chart. Default: `y by x`. */
  title?: string;
  /** Below the title. */
  subtitle?: string;
  /** Beside the axis, with its unit: `time (ms)`. Default: the column's name. */
  xTitle?: string;
  yTitle?: string;
  /** `log` where values span several powers of ten. Default: `linear`. */
  xScale?: 'linear' | 'log';
  yScale?: 'linear' | 'log';
  /** In pixels. Default: 480 by 280. */
  width?: number;
  height?: number;
}

/** What one chart embeds; of longer tables, rows at even distances. */
const maxRows = 5000;
const maxCells = 20_000;

export interface Columns {
  rows: Row[];
  /** Column names after several `y` were folded into one. */
  y: string;
  color: string | undefined;
  notes: string[];
}

/** Checks the table, folds several `y` columns into one, and thins what is too long. */
export function readTable(table: readonly Row[], options: TableOptions, who: string): Columns {
  checkColumns(table, options, who);
  checkNumbers(table, options, who);
  const several = typeof options.y !== 'string';
  const folded = several ? fold(table, options.x, options.y as readonly string[]) : table;
  const limit = Math.min(maxRows, Math.ceil(maxCells / Object.keys(folded[0]!).length));
  const step = Math.max(1, folded.length / limit);
  const kept = Array.from(
    { length: Math.ceil(folded.length / step) },
    (_, i) => folded[Math.floor(i * step)]!,
  );
  const notes = step > 1 ? [`Thinned: ${count(kept.length)} of ${count(folded.length)} rows are drawn`] : [];
  return {
    rows: kept.map(clean),
    y: several ? 'value' : (options.y as string),
    color: several ? 'series' : options.color,
    notes: options.subtitle ? [options.subtitle, ...notes] : notes,
  };
}

export type Kind = 'quantitative' | 'temporal' | 'ordinal' | 'nominal';

/** What a column holds, by its first value. */
export function kindOf(rows: readonly Row[], column: string): Kind {
  const first = rows.find((row) => row[column] !== null && row[column] !== undefined)?.[column];
  if (typeof first === 'number') return 'quantitative';
  return first instanceof Date ? 'temporal' : 'nominal';
}

/** Were several `y` columns asked for? */
export function several(options: TableOptions): boolean {
  return typeof options.y !== 'string';
}

function fold(table: readonly Row[], x: string, columns: readonly string[]): Row[] {
  return columns.flatMap((series) => table.map((row) => ({ [x]: row[x], series, value: row[series] })));
}

/** Numbers, texts and dates: what a chart can place, or show on pointing. */
function clean(row: Row): Row {
  const simple = Object.entries(row).filter(
    ([, value]) => typeof value !== 'object' || value instanceof Date,
  );
  return Object.fromEntries(
    simple.map(([key, value]) => [key, typeof value === 'number' ? rounded(finite(value)) : value]),
  );
}

/** A chart of texts would be empty, in silence. */
function checkNumbers(table: readonly Row[], options: TableOptions, who: string): void {
  for (const column of [options.y].flat()) {
    const values = table.map((row) => row[column]).filter((value) => value !== null && value !== undefined);
    if (
      values.length === 0 ||
      values.some((value) => typeof value === 'number' || typeof value === 'boolean')
    )
      continue;
    throw new Error(
      `${who}: y must name a column of numbers. Received: "${column}" with ${received(values[0])} in it. ` +
        "Count its values (`aggregate: 'count'`, `valueCounts`), or give another column.",
    );
  }
}

function checkColumns(table: readonly Row[], options: TableOptions, who: string): void {
  if (!Array.isArray(table) || table.length === 0) {
    throw new Error(
      `${who} expects rows: [{ ${options.x}: 1, … }, …]. Received: ${Array.isArray(table) ? 'an empty table' : describe(table)}.`,
    );
  }
  const odd = table.findIndex((row) => typeof row !== 'object' || row === null);
  if (odd >= 0)
    throw new Error(`${who} expects an object in each row. Received in row ${odd}: ${describe(table[odd])}.`);
  const wanted = [options.x, ...[options.y].flat(), ...(options.color ? [options.color] : [])];
  for (const column of wanted) {
    if (table.some((row) => column in row)) continue;
    throw new Error(
      `${who}: no row has the column "${column}". There are: ${Object.keys(table[0]!).join(', ')}.`,
    );
  }
}

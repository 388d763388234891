// What the everyday charts share: rows of a table in, an axis for each named column.
import { Chart, type Spec } from './chart.js';
import { count, finite } from './series.js';
import { wholeTicks } from './ticks.js';
import { range } from './values.js';

/** One row of a table: named values. */
export type Row = Readonly<Record<string, unknown>>;

export interface TableOptions {
  /** The column along the bottom. */
  x: string;
  /** The column upward. Several: each becomes a series of its own, named in the legend. */
  y: string | readonly string[];
  /** The column by whose values the marks are coloured. */
  color?: string;
  /** Above the picture. Default: `y by x`. */
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

/** Rows that one chart embeds; more of them are thinned evenly. */
const MAX_ROWS = 5000;

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
  const several = typeof options.y !== 'string';
  const folded = several ? fold(table, options.x, options.y as readonly string[]) : table;
  const step = Math.max(1, folded.length / MAX_ROWS);
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

/** The chart around the marks: axes, colours, title. */
export function tableChart(
  columns: Columns,
  options: TableOptions,
  marks: Spec,
  kinds: { x?: Kind; zero?: boolean } = {},
): Chart {
  const { rows, y, color, notes } = columns;
  const xKind = kinds.x ?? kindOf(rows, options.x);
  const title = options.title ?? `${yName(options)} by ${options.x}`;
  const encoding = {
    x: {
      field: options.x,
      type: xKind,
      title: options.xTitle ?? options.x,
      ...(xKind === 'quantitative'
        ? { ...axis(options.xScale, false), ...wholeAxis(rows, options) }
        : { axis: { labelAngle: 0 }, sort: null }),
    },
    y: {
      field: y,
      type: 'quantitative',
      title: options.yTitle ?? yName(options),
      ...axis(options.yScale, kinds.zero ?? false),
    },
    ...(color
      ? {
          color: {
            field: color,
            type: colorKind(rows, color),
            title: several(options) ? null : color,
            sort: null,
          },
        }
      : {}),
  };
  const size = { width: options.width ?? 480, height: options.height ?? 280 };
  const text = [title, ...notes, `${count(rows.length)} rows`].join('. ');
  return new Chart(
    { ...size, title: { text: title, subtitle: notes }, data: { values: rows }, encoding, ...marks },
    text,
  );
}

/** Epochs, layers, nodes: between few whole numbers there is nothing to mark. */
function wholeAxis(rows: readonly Row[], { x, xScale }: TableOptions): Spec {
  const places = rows.map((row) => row[x]).filter((value) => typeof value === 'number');
  const [low, high] = range(places);
  const few = high - low <= 12 && places.every((place) => Number.isInteger(place));
  return few && xScale !== 'log' ? { axis: { values: wholeTicks([low, high], 12) } } : {};
}

/** A logarithmic axis has no zero, and is marked at powers of ten only. */
function axis(type: 'linear' | 'log' = 'linear', zero: boolean): Spec {
  if (type === 'linear') return { scale: { zero } };
  return { scale: { type }, axis: { tickCount: 5, format: '~g' } };
}

type Kind = 'quantitative' | 'temporal' | 'ordinal' | 'nominal';

/** What a column holds, by its first value. */
export function kindOf(rows: readonly Row[], column: string): Kind {
  const first = rows.find((row) => row[column] !== null && row[column] !== undefined)?.[column];
  if (typeof first === 'number') return 'quantitative';
  return first instanceof Date ? 'temporal' : 'nominal';
}

/** A handful of numbers are classes; many are a scale. */
function colorKind(rows: readonly Row[], column: string): Kind {
  const distinct = new Set(rows.map((row) => row[column]));
  return kindOf(rows, column) === 'quantitative' && distinct.size > 12 ? 'quantitative' : 'nominal';
}

function several(options: TableOptions): boolean {
  return typeof options.y !== 'string';
}

function yName({ y }: TableOptions): string {
  return typeof y === 'string' ? y : y.join(', ');
}

function fold(table: readonly Row[], x: string, columns: readonly string[]): Row[] {
  return columns.flatMap((series) => table.map((row) => ({ [x]: row[x], series, value: row[series] })));
}

function clean(row: Row): Row {
  const entries = Object.entries(row).map(([key, value]) => [
    key,
    typeof value === 'number' ? finite(value) : value,
  ]);
  return Object.fromEntries(entries) as Row;
}

function checkColumns(table: readonly Row[], options: TableOptions, who: string): void {
  if (!Array.isArray(table) || table.length === 0) {
    throw new Error(
      `${who} expects rows: [{ ${options.x}: 1, … }, …]. Received: ${Array.isArray(table) ? 'an empty table' : typeof table}.`,
    );
  }
  const wanted = [options.x, ...[options.y].flat(), ...(options.color ? [options.color] : [])];
  for (const column of wanted) {
    if (table.some((row) => column in row)) continue;
    throw new Error(
      `${who}: no row has the column "${column}". There are: ${Object.keys(table[0]!).join(', ')}.`,
    );
  }
}

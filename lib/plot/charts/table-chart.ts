// What the everyday charts share: rows of a table in, an axis for each named column.
import { Chart, type Spec } from '../render/chart.js';
import { count } from '../scales/series.js';
import { logFormat, logTicks, wholeTicks } from '../scales/ticks.js';
import { range } from '../scales/values.js';
import { type Columns, type Kind, kindOf, type Row, several, type TableOptions } from './table-data.js';

/** The chart around the marks: axes, colours, title. */
export function tableChart(
  columns: Columns,
  options: TableOptions,
  marks: Spec,
  kinds: { x?: Kind; zero?: boolean; width?: number } = {},
): Chart {
  const { rows, y, color, notes } = columns;
  const xKind = kinds.x ?? kindOf(rows, options.x);
  const title = options.title ?? `${yName(options)} by ${options.x}`;
  const width = options.width ?? kinds.width ?? 480;
  const encoding = {
    x: {
      field: options.x,
      type: xKind,
      title: options.xTitle ?? options.x,
      ...xAxis(xKind, rows, options, width),
    },
    y: {
      field: y,
      type: 'quantitative',
      title: options.yTitle ?? yName(options),
      ...axis(options.yScale, kinds.zero ?? false, column(rows, y)),
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
  const text = [title, ...notes, `${count(rows.length)} rows`].join('. ');
  return new Chart(
    {
      width,
      height: options.height ?? 280,
      title: { text: title, subtitle: notes },
      data: { values: rows },
      encoding,
      ...marks,
    },
    text,
  );
}

function xAxis(kind: Kind, rows: readonly Row[], options: TableOptions, width: number): Spec {
  if (kind === 'quantitative')
    return { ...axis(options.xScale, false, column(rows, options.x)), ...wholeAxis(rows, options) };
  // A table's times are those that its file says, whatever zone the reader is in.
  if (kind === 'temporal') return { scale: { type: 'utc' } };
  return nameAxis(rows, options.x, width);
}

/** Epochs, layers, nodes: between few whole numbers there is nothing to mark. */
function wholeAxis(rows: readonly Row[], { x, xScale }: TableOptions): Spec {
  const places = column(rows, x);
  const [low, high] = range(places);
  const few = high - low <= 24 && places.every((place) => Number.isInteger(place));
  return few && xScale !== 'log'
    ? { scale: { nice: false, zero: false }, axis: { values: wholeTicks([low, high], 12), format: 'd' } }
    : {};
}

/** A logarithmic axis has no zero, and is marked at round places only. */
function axis(type: 'linear' | 'log' = 'linear', zero: boolean, values: number[]): Spec {
  if (type === 'linear') return { scale: { zero } };
  const ends = range(values.filter((value) => value > 0));
  return { scale: { type }, axis: { values: logTicks(ends), format: logFormat(ends) } };
}

function column(rows: readonly Row[], name: string): number[] {
  return rows.map((row) => row[name]).filter((value): value is number => typeof value === 'number');
}

/** Names stand upright while they fit side by side. */
function nameAxis(rows: readonly Row[], name: string, width: number): Spec {
  const names = [...new Set(rows.map((row) => String(row[name])))];
  const longest = Math.max(...names.map((one) => one.length));
  return { axis: { labelAngle: longest * 7 * names.length > width ? -40 : 0 }, sort: null };
}

/** A handful of numbers are classes; many are a scale. */
function colorKind(rows: readonly Row[], column: string): Kind {
  const distinct = new Set(rows.map((row) => row[column]));
  return kindOf(rows, column) === 'quantitative' && distinct.size > 12 ? 'quantitative' : 'nominal';
}

function yName({ y }: TableOptions): string {
  return typeof y === 'string' ? y : y.join(', ');
}

// What the everyday charts share: rows of a table in, an axis for each named column.
import { Chart, type Spec } from './chart.js';
import { count } from './series.js';
import { type Columns, type Kind, kindOf, type Row, several, type TableOptions } from './table-data.js';
import { wholeTicks } from './ticks.js';
import { range } from './values.js';

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

/** A handful of numbers are classes; many are a scale. */
function colorKind(rows: readonly Row[], column: string): Kind {
  const distinct = new Set(rows.map((row) => row[column]));
  return kindOf(rows, column) === 'quantitative' && distinct.size > 12 ? 'quantitative' : 'nominal';
}

function yName({ y }: TableOptions): string {
  return typeof y === 'string' ? y : y.join(', ');
}

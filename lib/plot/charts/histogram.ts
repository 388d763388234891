// How numbers are spread: counted in equal bins, one panel for each named set of them.

import { RowTable } from '../../data/row-table.js';
import { Chart } from '../render/chart.js';
import { binned } from '../scales/bins.js';
import { count, short } from '../scales/series.js';
import { palette } from '../scales/theme.js';
import { dense, range, type Values } from '../scales/values.js';

/** Options of `plot.histogram`. */
export interface HistogramOptions {
  /** Number of bars. Default: 40, and 120 for several sets, which may differ much in width. */
  bins?: number;
  /** Above the chart. Default: `Distribution`. */
  title?: string;
  /** Below the horizontal axis, with its unit. Default: `value`. */
  xTitle?: string;
}

/**
 * Draws the distribution of numbers. Several sets stand one below the other and share their bins, so that their
 * widths compare.
 *
 * @param values numbers, or several sets of them by name; of a table, each column of numbers
 * @throws when no number is finite
 * @example
 * plot.histogram({ 'HeNormal': [0.1, -0.2, 0.05], 'zeros': [0, 0, 0] }, { bins: 10 });
 */
export function histogram(
  values: Values | Readonly<Record<string, Values>> | RowTable,
  options: HistogramOptions = {},
): Chart {
  const sets = namedSets(values);
  const ends = range(sets.flatMap(([, numbers]) => range(numbers)));
  const bins = sets.flatMap(([set, numbers]) =>
    binned(numbers, ends, options.bins ?? (sets.length > 1 ? 120 : 40)).map((bin) => ({ set, ...bin })),
  );
  const title = options.title ?? 'Distribution';
  const subtitle = sets.map(([name, numbers]) => summary(name, numbers));
  const names = sets.map(([name]) => name);
  const color = { field: 'set', type: 'nominal', legend: null, scale: { domain: names, range: palette } };
  const encoding = {
    x: { field: 'from', type: 'quantitative', title: options.xTitle ?? 'value', bin: { binned: true } },
    x2: { field: 'to' },
    y: { field: 'share', type: 'quantitative', title: 'share', axis: { format: '~%' } },
    color,
  };
  const facet = { field: 'set', type: 'nominal', title: null, sort: names };
  const panel = {
    mark: { type: 'bar', tooltip: true, cornerRadiusEnd: 0 },
    encoding,
    width: 480,
    height: names.length > 1 ? 80 : 240,
  };
  const spec =
    names.length > 1 ? { facet, columns: 1, spec: panel, resolve: { scale: { y: 'independent' } } } : panel;
  return new Chart(
    { title: { text: title, subtitle }, data: { values: bins }, ...spec },
    [title, ...subtitle].join('. '),
  );
}

type NamedSet = [name: string, numbers: number[]];

function namedSets(given: Values | Readonly<Record<string, Values>> | RowTable): NamedSet[] {
  const values = given instanceof RowTable ? numbersOf(given) : given;
  const single = Array.isArray(values) || ArrayBuffer.isView(values) || 'dataSync' in values;
  const entries = single
    ? [['', values as Values] as const]
    : Object.entries(values as Record<string, Values>);
  const sets = entries.map(([name, list]): NamedSet => {
    const all = Array.from(dense(list, 'plot.histogram').data);
    return [name, all.filter((value) => Number.isFinite(value))];
  });
  if (sets.some(([, numbers]) => numbers.length > 0)) return sets;
  throw new Error('plot.histogram needs at least one finite number. Received none.');
}

/** Of each column that holds numbers, those that are there. */
function numbersOf(table: RowTable): Record<string, number[]> {
  const rows = table.records();
  const lists = table.columns.map((name): [string, number[]] => [
    name,
    rows.map((row) => row[name]).filter((value) => typeof value === 'number'),
  ]);
  return Object.fromEntries(lists.filter(([, numbers]) => numbers.length > 0));
}

function summary(name: string, numbers: readonly number[]): string {
  if (numbers.length === 0) return `${name}: no finite value`;
  const mean = numbers.reduce((a, b) => a + b, 0) / numbers.length;
  const deviation = Math.sqrt(numbers.reduce((a, b) => a + (b - mean) ** 2, 0) / numbers.length);
  const what = `${count(numbers.length)} values, mean ${short(mean)}, standard deviation ${short(deviation)}`;
  return name ? `${name}: ${what}` : what;
}

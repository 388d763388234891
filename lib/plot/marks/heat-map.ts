// Numbers as coloured cells: what plot.tensor, the confusion matrix and the convolution have in common.
import type { Spec } from '../render/chart.js';
import { brief, rounded } from '../scales/series.js';
import { blue, diverging, sequential } from '../scales/theme.js';
import { range } from '../scales/values.js';

export interface HeatMap {
  /** Row by row; cells that are not finite stay empty. */
  cells: readonly { row: number | string; column: number | string; value: number; label?: string }[];
  rowTitle?: string | null;
  columnTitle?: string | null;
  /** Ends of the colours. Default: the lowest and the highest value; around zero where there are both signs. */
  domain?: readonly [low: number, high: number];
  /** Name of the colour legend; null for none. */
  legend?: string | null;
  /** `amount` fades from nothing to blue. Default: a scale of many colours, diverging where there are both signs. */
  colors?: 'amount';
  /** Write the numbers into the cells. */
  labels: boolean;
  cellSize: number;
  /** Width of a cell. Default: `cellSize`. */
  columnSize?: number;
}

export function heatMap(map: HeatMap): Spec {
  const [low, high] = map.domain ?? domainOf(map.cells.map((cell) => cell.value));
  const values = map.cells.map((cell) => ({
    ...cell,
    value: Number.isFinite(cell.value) ? rounded(cell.value) : null,
    label: cell.label ?? brief(cell.value),
  }));
  const color = {
    field: 'value',
    type: 'quantitative',
    scale: { domain: [low, high], clamp: true, ...colors(map, low) },
    legend: map.legend === null ? null : { title: map.legend ?? 'value', gradientThickness: 10 },
  };
  const squares = {
    mark: { type: 'rect', tooltip: { content: 'data' }, invalid: 'filter' },
    encoding: { color },
  };
  return {
    width: { step: map.columnSize ?? map.cellSize },
    height: { step: map.cellSize },
    data: { values },
    encoding: {
      x: {
        field: 'column',
        type: 'ordinal',
        title: map.columnTitle ?? null,
        sort: null,
        axis: axis(map, 'column'),
      },
      y: { field: 'row', type: 'ordinal', title: map.rowTitle ?? null, sort: null, axis: axis(map, 'row') },
    },
    layer: map.labels ? [squares, numbers(map, [low, high])] : [squares],
  };
}

function colors(map: HeatMap, low: number): Spec {
  if (map.colors === 'amount') return { range: [`${blue}0c`, blue] };
  return { scheme: low < 0 ? diverging : sequential };
}

/** White on the dark colours, black on the light ones: test/plot/theme.test.ts holds the borders to a contrast of 4.5. */
function numbers(map: HeatMap, [low, high]: readonly [number, number]): Spec {
  const share = `(datum.value - ${low}) / ${high - low || 1}`;
  const text = { field: 'label' };
  const mark = { type: 'text', baseline: 'middle' };
  if (map.colors === 'amount') {
    // Cells let a dark background through, until nearly all is blue.
    const test = `luminance(background) < 0.2 && ${share} <= 0.9`;
    return { mark, encoding: { text, color: blackUnless(test) } };
  }
  const onDark = low < 0 ? `${share} < 0.107 || ${share} > 0.937` : `${share} < 0.432`;
  return { mark, encoding: { text, color: blackUnless(onDark) } };
}

function blackUnless(isDark: string): Spec {
  return { condition: { test: isDark, value: '#ffffff' }, value: '#000000' };
}

function axis(map: HeatMap, field: 'row' | 'column'): Spec {
  const names = [...new Set(map.cells.map((cell) => String(cell[field])))];
  const numbered = typeof map.cells[0]?.[field] === 'number';
  const longest = Math.max(...names.map((name) => name.length));
  const tilted = field === 'column' && longest * 7 > (map.columnSize ?? map.cellSize);
  const every = numbered ? niceEvery(18 / map.cellSize) : 1;
  return {
    domain: false,
    ticks: false,
    grid: false,
    labelAngle: tilted && !numbered ? -40 : 0,
    orient: field === 'row' ? 'left' : numbered ? 'top' : 'bottom',
    ...(every > 1 ? { labelExpr: `datum.value % ${every} === 0 ? datum.label : ''` } : {}),
    labelOverlap: numbered,
  };
}

function niceEvery(least: number): number {
  return [1, 2, 5, 10, 20, 50].find((step) => step >= least) ?? 100;
}

function domainOf(values: number[]): [number, number] {
  const [low, high] = range(values);
  if (low >= 0) return [low, high];
  const reach = Math.max(-low, high);
  return [-reach, reach];
}

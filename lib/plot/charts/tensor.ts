// A tensor as a heat map.

import { heatMap } from '../marks/heat-map.js';
import { Chart } from '../render/chart.js';
import { brief, count } from '../scales/series.js';
import { type Dense, dense, part, range, type Values } from '../scales/values.js';

/** Options of `plot.tensor`. */
export interface TensorOptions {
  /** Above the chart. Default: `Tensor`. */
  title?: string;
  /** Write the numbers into the cells. Default: where there are at most 16 columns. */
  values?: boolean;
  /** Ends of the colours. Default: the lowest and the highest value; around zero where there are both signs. */
  domain?: readonly [low: number, high: number];
}

const maxSide = 64;

/**
 * Draws a tensor of up to two dimensions as coloured cells; of a larger one, its first matrix.
 *
 * @throws when it holds no number
 * @example
 * plot.tensor([[1, 0, -1], [2, 0, -2], [1, 0, -1]], { title: 'Sobel filter' });
 */
export function tensor(x: Values, options: TensorOptions = {}): Chart {
  const whole = dense(x, 'plot.tensor');
  if (whole.data.length === 0)
    throw new Error(`plot.tensor needs at least one number. Received the shape [${whole.shape}].`);
  const matrix = firstMatrix(whole);
  const [rows, columns] = matrix.shape as [number, number];
  const step = Math.max(1, Math.ceil(Math.max(rows, columns) / maxSide));
  const picked = { rows: Math.ceil(rows / step), columns: Math.ceil(columns / step) };
  const cells = Array.from({ length: picked.rows * picked.columns }, (_, i) => {
    const row = Math.floor(i / picked.columns) * step;
    const column = (i % picked.columns) * step;
    return { row, column, value: matrix.data[row * columns + column]! };
  });
  const labels = options.values ?? picked.columns <= 16;
  const cellSize = labels ? 46 : Math.max(6, Math.min(28, Math.floor(480 / picked.columns)));
  const title = { text: options.title ?? 'Tensor', subtitle: notes(whole, step) };
  const spec = heatMap({
    cells,
    labels,
    cellSize,
    legend: labels ? null : 'value',
    ...(options.domain && { domain: options.domain }),
  });
  return new Chart({ title, ...spec }, [title.text, ...title.subtitle].join('. '));
}

function firstMatrix(whole: Dense): Dense {
  if (whole.shape.length > 2) return firstMatrix(part(whole, 0));
  const [rows = 1, columns] = whole.shape;
  return columns === undefined ? { data: whole.data, shape: [1, rows] } : whole;
}

function notes(whole: Dense, step: number): string[] {
  const [low, high] = range(whole.data);
  const lost = Array.from(whole.data).filter((value) => !Number.isFinite(value)).length;
  return [
    `shape [${whole.shape.join(', ')}], from ${brief(low)} to ${brief(high)}`,
    ...(whole.shape.length > 2 ? ['Its first matrix is drawn'] : []),
    ...(step > 1 ? [`Thinned: every ${step}th row and column is drawn`] : []),
    ...(lost > 0 ? [`${count(lost)} values are NaN or infinite`] : []),
  ];
}

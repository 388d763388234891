// A filter stepping over a matrix, place by place: drag the slider.

import { heatMap } from '../marks/heat-map.js';
import { Chart, type Spec } from '../render/chart.js';
import { brief } from '../scales/series.js';
import { vermilion } from '../scales/theme.js';
import { type Dense, dense, range, type Values } from '../scales/values.js';
import { type Frame, framesOf, padded } from './convolution-frames.js';

/** Options of `plot.convolution`. */
export interface ConvolutionOptions {
  /** Places the filter moves at a time. Default: 1. */
  stride?: number;
  /** `same` surrounds the matrix by zeros so that the result keeps its size. Default: `valid`. */
  padding?: 'valid' | 'same';
  /** Above the chart. Default: `Convolution`. */
  title?: string;
}

const cellSide = 40;

/**
 * Shows how a filter gives one number at each place of a matrix; a slider moves it. Saved as a PNG, it shows the
 * last place, with the whole result.
 *
 * @param matrix two-dimensional, at most 16 rows and columns
 * @param kernel the filter, two-dimensional, not larger than the matrix
 * @throws when one of them is not a matrix, or is too large
 * @example
 * plot.convolution([[1, 2, 0], [0, 1, 3], [2, 1, 0]], [[1, 0], [0, -1]]);
 */
export function convolution(matrix: Values, kernel: Values, options: ConvolutionOptions = {}): Chart {
  const { stride = 1, padding = 'valid' } = options;
  const filter = dense(kernel, 'plot.convolution');
  const given = dense(matrix, 'plot.convolution');
  checkShapes(given.shape, filter.shape, stride);
  const input = padding === 'same' ? padded(given, filter.shape, stride) : given;
  const frames = framesOf(input, filter, stride);
  const last = frames.length - 1;
  const bind = { input: 'range', min: 0, max: last, step: 1, name: 'place ' };
  const params = [{ name: 'place', value: last, bind }];
  const title = {
    text: options.title ?? 'Convolution',
    subtitle: describe(given, filter, frames, stride, padding),
  };
  const panels = [inputPanel(input, filter, frames, stride), filterPanel(filter), resultPanel(frames)];
  const resolve = { scale: { color: 'independent' } };
  const vconcat = [{ hconcat: panels, resolve }, sumPanel(frames)];
  return new Chart({ title, params, vconcat, spacing: 10 }, `${title.text}. ${title.subtitle}`);
}

function checkShapes(matrix: readonly number[], kernel: readonly number[], stride: number): void {
  const fits =
    matrix.length === 2 && kernel.length === 2 && kernel.every((side, i) => side > 0 && side <= matrix[i]!);
  if (fits && matrix.every((side) => side <= 16) && Number.isInteger(stride) && stride > 0) return;
  throw new Error(
    'plot.convolution needs a matrix of at most 16 × 16, a filter that fits into it, and a whole stride from 1. ' +
      `Received a matrix [${matrix}], a filter [${kernel}] and stride ${stride}.`,
  );
}

function inputPanel(input: Dense, filter: Dense, frames: Frame[], stride: number): Spec {
  const size = filter.shape as [number, number];
  const window = frames.flatMap(({ step, row, column }) =>
    Array.from({ length: size[0] * size[1] }, (_, i) => ({
      step,
      row: row * stride + Math.floor(i / size[1]),
      column: column * stride + (i % size[1]),
    })),
  );
  const map = heatMap({
    cells: cellsOf(input),
    labels: true,
    cellSize: cellSide,
    legend: null,
    ...plain(input),
  });
  return { ...map, title: panelTitle('input'), layer: [...(map.layer as Spec[]), outline(window)] };
}

function filterPanel(filter: Dense): Spec {
  const map = heatMap({
    cells: cellsOf(filter),
    labels: true,
    cellSize: cellSide,
    legend: null,
    ...plain(filter),
  });
  return { ...map, title: panelTitle('filter') };
}

/** The numbers so far; those of later places are still hidden. */
function resultPanel(frames: Frame[]): Spec {
  const domain = reach(frames.map((frame) => frame.value));
  const colors = domain[0] >= 0 ? { colors: 'amount' as const } : {};
  const map = heatMap({ cells: frames, labels: true, cellSize: cellSide, legend: null, domain, ...colors });
  const layer = (map.layer as Spec[]).map((one) => ({
    ...one,
    transform: [{ filter: 'datum.step <= place' }],
  }));
  const here = frames.map(({ step, row, column }) => ({ step, row, column }));
  return { ...map, title: panelTitle('result'), layer: [...layer, outline(here)] };
}

/** The multiplication at the filter's place, in full. */
function sumPanel(frames: Frame[]): Spec {
  return {
    width: 460,
    height: 20,
    data: { values: frames.map(({ step, sum, value }) => ({ step, text: `${sum} = ${brief(value)}` })) },
    transform: [{ filter: 'datum.step === place' }],
    mark: { type: 'text', align: 'left', x: 0, fontSize: 12, limit: 560 },
    encoding: { text: { field: 'text' } },
  };
}

/** Without negative numbers one colour that fades is enough. */
function plain({ data }: Dense): { colors?: 'amount' } {
  return range(data)[0] >= 0 ? { colors: 'amount' } : {};
}

function cellsOf({ data, shape }: Dense) {
  const columns = shape[1]!;
  return Array.from(data, (value, i) => ({ row: Math.floor(i / columns), column: i % columns, value }));
}

function outline(cells: { step: number; row: number; column: number }[]): Spec {
  return {
    data: { values: cells },
    transform: [{ filter: 'datum.step === place' }],
    mark: { type: 'rect', fill: null, stroke: vermilion, strokeWidth: 2.5 },
  };
}

function reach(values: number[]): [number, number] {
  const [low, high] = range(values);
  const most = Math.max(-low, high);
  return low < 0 ? [-most, most] : [low, high];
}

function panelTitle(text: string): Spec {
  return { text, fontSize: 12, anchor: 'middle', offset: 6 };
}

function describe(given: Dense, filter: Dense, frames: Frame[], stride: number, padding: string): string {
  const last = frames.at(-1)!;
  const sizes = `${given.shape.join(' × ')} by ${filter.shape.join(' × ')} gives ${last.row + 1} × ${last.column + 1}`;
  return `${sizes}, stride ${stride}, padding ${padding}`;
}

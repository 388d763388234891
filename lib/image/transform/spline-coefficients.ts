// An image's spline coefficients, as SciPy's `ndimage.spline_filter` computes them: a filter forwards and backwards along
// every row and column.
// Source: M. Unser, A. Aldroubi, M. Eden: B-spline signal processing. IEEE Transactions on Signal Processing 41, 1993.
import type { FillMode } from './fill-mode.js';
import type { FloatPixels } from './pixels.js';

/** The filter's poles for each order. */
const poles: Record<number, readonly number[]> = {
  2: [Math.sqrt(8) - 3],
  3: [Math.sqrt(3) - 2],
  4: [
    Math.sqrt(664 - Math.sqrt(438976)) + Math.sqrt(304) - 19,
    Math.sqrt(664 + Math.sqrt(438976)) - Math.sqrt(304) - 19,
  ],
  5: [
    Math.sqrt(67.5 - Math.sqrt(4436.25)) + Math.sqrt(26.25) - 6.5,
    Math.sqrt(67.5 + Math.sqrt(4436.25)) - Math.sqrt(26.25) - 6.5,
  ],
};

/** SciPy repeats the edge so often before filtering where beyond it all is like it. */
const nearestPadding = 12;

export interface Coefficients {
  readonly data: Float64Array;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** Rows and columns added on each side. */
  readonly padding: number;
}

/** @param order 2 to 5 */
export function coefficientsOf(source: FloatPixels, order: number, fillMode: FillMode): Coefficients {
  const padded = padEdges(source, fillMode === 'nearest' ? nearestPadding : 0);
  const { data, height, width, channels } = padded;
  const line = width * channels;
  for (let start = 0; start < line; start++) filter(data, start, line, height, order, fillMode);
  for (let row = 0; row < height; row++) {
    for (let channel = 0; channel < channels; channel++) {
      filter(data, row * line + channel, channels, width, order, fillMode);
    }
  }
  return padded;
}

/** True where the image is mirrored between its last pixel and that pixel's copy, false where at the pixel itself. */
export function mirrorsBetween(fillMode: FillMode): boolean {
  return fillMode === 'nearest' || fillMode === 'reflect';
}

function padEdges({ data, height, width, channels }: FloatPixels, padding: number): Coefficients {
  const [paddedHeight, paddedWidth] = [height + 2 * padding, width + 2 * padding];
  const padded = new Float64Array(paddedHeight * paddedWidth * channels);
  for (let row = 0, place = 0; row < paddedHeight; row++) {
    const from = Math.min(Math.max(row - padding, 0), height - 1) * width;
    for (let column = 0; column < paddedWidth; column++) {
      const pixel = (from + Math.min(Math.max(column - padding, 0), width - 1)) * channels;
      for (let channel = 0; channel < channels; channel++) padded[place++] = data[pixel + channel]!;
    }
  }
  return { data: padded, height: paddedHeight, width: paddedWidth, channels, padding };
}

/** Turns `length` values, `step` apart, into coefficients in place: for each pole once forwards, once backwards. */
function filter(
  values: Float64Array,
  start: number,
  step: number,
  length: number,
  order: number,
  fillMode: FillMode,
): void {
  if (length === 1) return;
  const end = start + (length - 1) * step;
  const gain = poles[order]!.reduce((product, pole) => product * (1 - pole) * (1 - 1 / pole), 1);
  for (let at = start; at <= end; at += step) values[at]! *= gain;
  for (const pole of poles[order]!) {
    const between = mirrorsBetween(fillMode);
    values[start] = firstForwards(values, start, step, length, pole, between);
    for (let at = start + step; at <= end; at += step) values[at]! += pole * values[at - step]!;
    values[end] = between
      ? (values[end]! * pole) / (pole - 1)
      : ((pole * values[end - step]! + values[end]!) * pole) / (pole * pole - 1);
    for (let at = end - step; at >= start; at -= step) values[at] = pole * (values[at + step]! - values[at]!);
  }
}

/** Where the forward filter begins: the sum over all that came before, which the mirror repeats. */
function firstForwards(
  values: Float64Array,
  start: number,
  step: number,
  length: number,
  pole: number,
  between: boolean,
): number {
  const end = start + (length - 1) * step;
  const first = values[start]!;
  const whole = pole ** (between ? length : length - 1);
  const last = between ? length : length - 1;
  let sum = first + whole * values[end]!;
  for (let i = 1, power = pole; i < last; i++, power *= pole) {
    sum += power * (values[start + i * step]! + whole * values[end - i * step]!);
  }
  return between ? (sum * pole) / (1 - whole * whole) + first : sum / (1 - whole * whole);
}

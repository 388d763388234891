// Changes an image's size as Pillow does, which is what Keras loads images with: the filter widens where the image
// shrinks, rows come before columns, and both passes work in fixed point with 8 bits between them.
import { type Filter, keysCubic, lanczos, sinc, triangle } from '../../engine/kernels/filters.js';
import type { BytePixels } from './pixels.js';

/** How an image's pixels are made when its size changes. */
export type Interpolation = 'nearest' | 'bilinear' | 'bicubic' | 'lanczos' | 'box' | 'hamming';

/** The part of an image that is read, in whole pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const filters: Record<Exclude<Interpolation, 'nearest'>, Filter> = {
  box: { support: 0.5, weight: (x) => (x > -0.5 && x <= 0.5 ? 1 : 0) },
  bilinear: triangle,
  hamming: {
    support: 1,
    weight: (x) => (Math.abs(x) < 1 ? sinc(x) * (0.54 + 0.46 * Math.cos(Math.PI * x)) : 0),
  },
  bicubic: keysCubic,
  lanczos: lanczos(3),
};

export const interpolations = ['nearest', ...Object.keys(filters)] as readonly Interpolation[];

/** The image at another size, in memory of its own. */
export function resize(
  image: BytePixels,
  height: number,
  width: number,
  interpolation: Interpolation,
  box: Box = { left: 0, top: 0, width: image.width, height: image.height },
): BytePixels {
  const whole = box.left === 0 && box.top === 0 && box.width === width && box.height === height;
  if (whole && image.width === width && image.height === height) {
    return { ...image, data: new Uint8Array(image.data) };
  }
  if (interpolation === 'nearest') return resizeNearest(image, height, width, box);
  const filter = filters[interpolation];
  const narrowed = resampleRows(image, width, weightsOf(filter, image.width, box.left, box.width, width));
  return resampleColumns(narrowed, height, weightsOf(filter, image.height, box.top, box.height, height));
}

function resizeNearest(image: BytePixels, height: number, width: number, box: Box): BytePixels {
  const { channels, data: source } = image;
  const rows = nearestPlaces(box.top, box.height, height);
  const starts = nearestPlaces(box.left, box.width, width).map((column) => column * channels);
  const line = width * channels;
  const data = new Uint8Array(height * line);
  for (let row = 0, place = 0; row < height; row++) {
    // An image made larger repeats its rows.
    if (row > 0 && rows[row] === rows[row - 1]) {
      data.copyWithin(place, place - line, place);
      place += line;
      continue;
    }
    const start = rows[row]! * image.width * channels;
    for (let column = 0; column < width; column++) {
      const from = start + starts[column]!;
      data[place++] = source[from]!;
      if (channels === 1) continue;
      data[place++] = source[from + 1]!;
      data[place++] = source[from + 2]!;
      if (channels === 4) data[place++] = source[from + 3]!;
    }
  }
  return { data, height, width, channels };
}

/** Pillow adds the step up rather than multiplying; the rounding decides which pixel counts at an exact middle. */
function nearestPlaces(start: number, length: number, size: number): Int32Array {
  const step = length / size;
  const places = new Int32Array(size);
  let at = start + step * 0.5;
  for (let i = 0; i < size; i++, at += step) places[i] = Math.min(Math.floor(at), start + length - 1);
  return places;
}

/** For each output pixel: where its inputs begin, how many they are, and their weights in fixed point. */
interface Weights {
  readonly first: Int32Array;
  readonly count: Int32Array;
  readonly values: Float64Array;
  /** Places in `values` for each output pixel. */
  readonly stride: number;
}

const fixedPoint = 2 ** 22;

function weightsOf(filter: Filter, size: number, start: number, length: number, outSize: number): Weights {
  const scale = length / outSize;
  const widening = Math.max(scale, 1);
  const support = filter.support * widening;
  const stride = Math.ceil(support) * 2 + 1;
  const [first, count] = [new Int32Array(outSize), new Int32Array(outSize)];
  const values = new Float64Array(outSize * stride);
  for (let out = 0; out < outSize; out++) {
    const centre = start + (out + 0.5) * scale;
    const from = Math.max(Math.trunc(centre - support + 0.5), 0);
    const to = Math.min(Math.trunc(centre + support + 0.5), size);
    const weights = Array.from({ length: to - from }, (_, i) =>
      filter.weight((from + i - centre + 0.5) / widening),
    );
    const sum = weights.reduce((total, weight) => total + weight, 0);
    first[out] = from;
    count[out] = to - from;
    values.set(
      weights.map((weight) => roundAway((weight / sum) * fixedPoint)),
      out * stride,
    );
  }
  return { first, count, values, stride };
}

function resampleRows(image: BytePixels, width: number, weights: Weights): BytePixels {
  const { height, channels } = image;
  const data = new Uint8ClampedArray(height * width * channels);
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const from = (row * image.width + weights.first[column]!) * channels;
      const to = (row * width + column) * channels;
      gather(image.data, from, channels, weights, column, data, to, channels);
    }
  }
  return { data: new Uint8Array(data.buffer), height, width, channels };
}

function resampleColumns(image: BytePixels, height: number, weights: Weights): BytePixels {
  const { width, channels } = image;
  const line = width * channels;
  const data = new Uint8ClampedArray(height * line);
  for (let row = 0; row < height; row++) {
    gather(image.data, weights.first[row]! * line, line, weights, row, data, row * line, line);
  }
  return { data: new Uint8Array(data.buffer), height, width, channels };
}

/** Weighs `length` neighbouring values over inputs that lie `step` apart. */
function gather(
  source: Uint8Array,
  from: number,
  step: number,
  weights: Weights,
  out: number,
  target: Uint8ClampedArray,
  to: number,
  length: number,
): void {
  const { values, stride, count } = weights;
  for (let i = 0; i < length; i++) {
    let sum = fixedPoint / 2;
    for (let k = 0; k < count[out]!; k++) sum += source[from + k * step + i]! * values[out * stride + k]!;
    target[to + i] = Math.floor(sum / fixedPoint);
  }
}

function roundAway(value: number): number {
  return value < 0 ? Math.trunc(value - 0.5) : Math.trunc(value + 0.5);
}

// How much each input pixel counts for each output pixel when an axis gets another size: TensorFlow's own rules, in its
// single precision, as where a weight comes from a table or a pixel lies on an edge the last bit decides.

import { halfToEven } from '../../half-to-even.js';
import { type Filter, filtersByName, keysCubic } from './filters.js';

/** How pixels between pixels are made up: the names of `tf.image.resize`. */
export type ResizeMethod =
  | 'nearest'
  | 'bilinear'
  | 'bicubic'
  | 'lanczos3'
  | 'lanczos5'
  | 'area'
  | 'gaussian'
  | 'mitchellcubic';

/** Weights of one axis, [output, input] in rows. */
export type AxisWeights = Float32Array;

const single = Math.fround;

/** The weights by which an axis of `from` pixels gets `to`. */
export function resizeWeights(
  method: ResizeMethod,
  from: number,
  to: number,
  antialias: boolean,
): AxisWeights {
  if (method === 'nearest') return nearest(from, to);
  if (method === 'area') return area(from, to);
  if (method === 'bilinear' && !antialias) return bilinear(from, to);
  if (method === 'bicubic' && !antialias) return bicubic(from, to);
  return sampled(filters[method], from, to, antialias);
}

/** Where the centre of each output pixel lies among the input's. */
function centres(from: number, to: number): number[] {
  const scale = single(from / to);
  return Array.from({ length: to }, (_, x) => single(single(x + 0.5) * scale));
}

/** For each output pixel, the input pixel in which its centre lies. */
export function nearestPixels(from: number, to: number): Int32Array {
  return Int32Array.from(centres(from, to), (centre) => Math.min(Math.floor(centre), from - 1));
}

function nearest(from: number, to: number): AxisWeights {
  const weights = new Float32Array(to * from);
  nearestPixels(from, to).forEach((pixel, x) => {
    weights[x * from + pixel] = 1;
  });
  return weights;
}

function bilinear(from: number, to: number): AxisWeights {
  const weights = new Float32Array(to * from);
  centres(from, to).forEach((centre, x) => {
    const place = Math.min(Math.max(single(centre - 0.5), 0), from - 1);
    const left = Math.floor(place);
    weights[x * from + left]! += 1 - (place - left);
    weights[x * from + Math.min(left + 1, from - 1)]! += place - left;
  });
  return weights;
}

/** TensorFlow looks cubic weights up in a table of 1024 steps between two pixels. */
const steps = 1024;

function bicubic(from: number, to: number): AxisWeights {
  const weights = new Float32Array(to * from);
  centres(from, to).forEach((centre, x) => {
    const place = single(centre - 0.5);
    const left = Math.floor(place);
    const step = halfToEven(single(single(place - left) * steps)) / steps;
    const inside = [-1, 0, 1, 2].map((at) => ({ pixel: left + at, weight: keysCubic.weight(step - at) }));
    fill(weights, x * from, within(inside, from));
  });
  return weights;
}

interface Weighed {
  readonly pixel: number;
  readonly weight: number;
}

const within = (all: Weighed[], size: number): Weighed[] =>
  all.filter(({ pixel }) => pixel >= 0 && pixel < size);

/** Weights that add up to one. */
function fill(weights: AxisWeights, offset: number, all: readonly Weighed[]): void {
  const sum = all.reduce((total, { weight }) => total + weight, 0);
  if (Math.abs(sum) < 1e-35) return;
  for (const { pixel, weight } of all) weights[offset + pixel] = weight / sum;
}

/** Each output pixel is the mean of the part of the input that it covers. */
function area(from: number, to: number): AxisWeights {
  const weights = new Float32Array(to * from);
  const scale = single(from / to);
  for (let x = 0; x < to; x++) {
    const [start, end] = [single(x * scale), single((x + 1) * scale)];
    for (let pixel = Math.floor(start); pixel < end; pixel++) {
      const covered = Math.min(pixel + 1, end) - Math.max(pixel, start);
      weights[x * from + Math.min(pixel, from - 1)]! += covered / scale;
    }
  }
  return weights;
}

/** TensorFlow takes the middle of Lanczos' window for 1 wherever it is nearer than a thousandth. */
const lanczos = (support: number): Filter => ({
  support,
  weight(distance) {
    if (distance > support) return 0;
    if (distance <= 1e-3) return 1;
    const angle = Math.PI * distance;
    return (support * Math.sin(angle) * Math.sin(angle / support)) / (angle * angle);
  },
});

const filters: Record<Exclude<ResizeMethod, 'nearest' | 'area'>, Filter> = filtersByName(lanczos);

/** Weights by a filter; with `antialias` one that is as wide as what an output pixel covers. */
function sampled(filter: Filter, from: number, to: number, antialias: boolean): AxisWeights {
  const weights = new Float32Array(to * from);
  const inverse = single(1 / single(to / from));
  const width = antialias ? Math.max(inverse, 1) : 1;
  const reach = single(filter.support * width);
  for (let x = 0; x < to; x++) {
    const centre = single(single(x + 0.5) * inverse);
    const first = Math.max(Math.ceil(single(single(centre - reach) - 0.5)), 0);
    const last = Math.min(Math.floor(single(single(centre + reach) - 0.5)), from - 1);
    const all = Array.from({ length: last - first + 1 }, (_, i) => {
      const distance = Math.abs(single(first + i + 0.5 - centre) / width);
      return { pixel: first + i, weight: filter.weight(single(distance)) };
    });
    fill(weights, x * from, all);
  }
  return weights;
}

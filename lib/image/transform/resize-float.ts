// Changes an image's size as `tf.image.resize` does without antialiasing, which is what Keras' data sets load images
// with: filters keep their width where the image shrinks, and nothing is rounded.
import { type Filter, filtersByName, lanczos } from '../../engine/kernels/filters.js';
import type { ResizeMethod } from '../../engine/kernels/resize-weights.js';
import type { BytePixels, FloatPixels } from './pixels.js';
import type { Box } from './resample.js';

export type { ResizeMethod };

/** For each output place along an axis its first input, and the weights from there on. */
interface Reach {
  readonly first: number;
  readonly weights: readonly number[];
}

const filters: Record<Exclude<ResizeMethod, 'nearest' | 'area'>, Filter> = filtersByName(lanczos);

export const resizeMethods = ['nearest', 'area', ...Object.keys(filters)] as readonly ResizeMethod[];

/** The part `box` of an image at another size. */
export function resizeFloat(
  image: BytePixels,
  height: number,
  width: number,
  method: ResizeMethod,
  box: Box,
): FloatPixels {
  const { channels } = image;
  const across = reaches(method, box.width, width);
  const down = reaches(method, box.height, height);
  const narrowed = new Float32Array(box.height * width * channels);
  for (let row = 0; row < box.height; row++) {
    const line = ((box.top + row) * image.width + box.left) * channels;
    for (let column = 0; column < width; column++) {
      const { first, weights } = across[column]!;
      const [from, to] = [line + first * channels, (row * width + column) * channels];
      gather(image.data, from, channels, weights, narrowed, to, channels);
    }
  }
  const line = width * channels;
  const data = new Float32Array(height * line);
  down.forEach(({ first, weights }, row) => {
    gather(narrowed, first * line, line, weights, data, row * line, line);
  });
  return { data, height, width, channels };
}

function reaches(method: ResizeMethod, size: number, outSize: number): Reach[] {
  const scale = size / outSize;
  return Array.from({ length: outSize }, (_, out) => {
    switch (method) {
      case 'nearest':
        return { first: Math.min(Math.floor((out + 0.5) * scale), size - 1), weights: [1] };
      case 'area':
        return overlaps(out * scale, Math.min((out + 1) * scale, size), size);
      default:
        return filtered(filters[method], (out + 0.5) * scale, size);
    }
  });
}

function filtered({ support, weight }: Filter, centre: number, size: number): Reach {
  const first = Math.max(Math.ceil(centre - support - 0.5), 0);
  const last = Math.min(Math.floor(centre + support - 0.5), size - 1);
  return {
    first,
    weights: shares(Array.from({ length: last - first + 1 }, (_, i) => weight(first + i + 0.5 - centre))),
  };
}

/** How much of each pixel lies between two places. */
function overlaps(from: number, to: number, size: number): Reach {
  const first = Math.floor(from);
  const end = Math.min(Math.ceil(to), size);
  const part = (pixel: number) => Math.min(pixel + 1, to) - Math.max(pixel, from);
  return { first, weights: shares(Array.from({ length: end - first }, (_, i) => part(first + i))) };
}

function shares(weights: number[]): number[] {
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return weights.map((weight) => weight / sum);
}

/** Weighs `length` neighbouring values over inputs that lie `step` apart. */
function gather(
  source: Uint8Array | Float32Array,
  from: number,
  step: number,
  weights: readonly number[],
  target: Float32Array,
  to: number,
  length: number,
): void {
  for (let i = 0; i < length; i++) {
    let sum = 0;
    for (let k = 0; k < weights.length; k++) sum += source[from + k * step + i]! * weights[k]!;
    target[to + i] = sum;
  }
}

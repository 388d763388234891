// Contrast-limited adaptive histogram equalization: each tile of an image by its own tones (Zuiderveld, 1994).

import { sizes } from '../../../core/options.js';
import { registerLayer } from '../../../core/registry.js';
import { tf } from '../../../tf.js';
import type { Layer } from '../../base/layer.js';
import { nonNegative } from '../../base/number-options.js';
import { imageLayerOf } from '../image-layer.js';
import { inRange, type ValueRange, valueRange } from '../value-range.js';
import type { TonesArgs } from './tones.js';

const bytes: ValueRange = [0, 255];
const tones = 256;

export class ContrastLimitedAdaptiveHistogramEqualization extends imageLayerOf(
  'ContrastLimitedAdaptiveHistogramEqualization',
  'contrastLimitedAdaptiveHistogramEqualization',
  { valueRange: valueRange(), clipLimit: nonNegative(4), tileGridSize: sizes(2, 8) },
) {
  protected override change(images: tf.Tensor4D): tf.Tensor4D {
    return this.channelsLast(images, (given) => {
      const scaled = inRange(given, this.valueRange, bytes);
      return inRange(this.#equalized(scaled), bytes, this.valueRange);
    });
  }

  #equalized(images: tf.Tensor4D): tf.Tensor4D {
    const [, height, width] = images.shape;
    const grid = this.tileGridSize as [number, number];
    const tile: [number, number] = [Math.ceil(height / grid[0]), Math.ceil(width / grid[1])];
    const padded = mirrored(images, tile[0] * grid[0], tile[1] * grid[1]);
    const tables = this.#tables(padded, grid, tile);
    return tf.slice(blended(padded, tables, tile), [0, 0, 0, 0], images.shape);
  }

  /** What becomes of each tone in each tile: [images, tile rows, tile columns, channels, tones]. */
  #tables(images: tf.Tensor4D, [rows, columns]: [number, number], [high, wide]: [number, number]): tf.Tensor {
    const [count, , , channels] = images.shape;
    const tiled = tf.transpose(
      tf.reshape(images, [count, rows, high, columns, wide, channels]),
      [0, 1, 3, 5, 2, 4],
    );
    const area = high * wide;
    const pixels = tf.reshape(tiled, [count * rows * columns * channels, area]);
    const places = tf.cast(tf.clipByValue(pixels, 0, 255), 'int32');
    const counts = tf.sum(tf.oneHot(places as tf.Tensor1D, tones), 1);
    const limited = this.#limited(tf.cast(counts, 'float32'), area);
    const upTo = tf.cumsum(limited, 1);
    const least = tf.min(upTo, 1, true);
    const rest = tf.sub(area, least);
    const divisor = tf.where(tf.equal(rest, 0), tf.onesLike(rest), rest);
    const shares = tf.div(tf.mul(tf.sub(upTo, least), 255), divisor);
    return tf.reshape(tf.clipByValue(shares, 0, 255), [count, rows, columns, channels, tones]);
  }

  /** What goes beyond the limit is spread over all tones. */
  #limited(counts: tf.Tensor, area: number): tf.Tensor {
    if (this.clipLimit === 0) return counts;
    const clipped = tf.clipByValue(counts, 0, (this.clipLimit * area) / tones);
    const excess = tf.sum(tf.sub(counts, clipped), -1, true);
    return tf.add(clipped, tf.div(excess, tones));
  }
}

/** The image continued below and to the right by its mirror image. */
function mirrored(images: tf.Tensor4D, height: number, width: number): tf.Tensor4D {
  const [, rows, columns] = images.shape;
  if (height === rows && width === columns) return images;
  return tf.mirrorPad(
    images,
    [
      [0, 0],
      [0, height - rows],
      [0, width - columns],
      [0, 0],
    ],
    'symmetric',
  );
}

/** Each pixel by the tables of the four tiles around it, the nearer the more. */
function blended(images: tf.Tensor4D, tables: tf.Tensor, [high, wide]: [number, number]): tf.Tensor4D {
  const [count, height, width, channels] = images.shape;
  const [, rows, columns] = tables.shape as [number, number, number];
  const flat = tf.reshape(tables, [-1]);
  const pixels = tf.cast(tf.clipByValue(images, 0, 255), 'int32');
  const offset = (size: number, step: number, shape: number[]): tf.Tensor =>
    tf.reshape(tf.mul(tf.range(0, size, 1, 'int32'), tf.scalar(step, 'int32')), shape);
  const base = tf.add(
    tf.add(pixels, offset(channels, tones, [1, 1, 1, channels])),
    offset(count, rows * columns * channels * tones, [count, 1, 1, 1]),
  );
  const down = neighbours(height, high, rows, columns * channels * tones, [1, height, 1, 1]);
  const across = neighbours(width, wide, columns, channels * tones, [1, 1, width, 1]);
  const at = (row: tf.Tensor, column: tf.Tensor): tf.Tensor =>
    tf.gather(flat, tf.cast(tf.add(tf.add(base, row), column), 'int32') as tf.Tensor1D);
  const between = (a: tf.Tensor, b: tf.Tensor, share: tf.Tensor): tf.Tensor =>
    tf.add(tf.mul(a, tf.sub(1, share)), tf.mul(b, share));
  const line = (row: tf.Tensor): tf.Tensor =>
    between(at(row, across.before), at(row, across.after), across.share);
  return between(line(down.before), line(down.after), down.share) as tf.Tensor4D;
}

/** For each pixel the tiles before and after it, as places in the tables, and how near it is to the second. */
function neighbours(length: number, side: number, count: number, step: number, shape: number[]) {
  const places = Array.from({ length }, (_, i) => (i - side / 2) / side);
  const tile = (place: number): number => Math.min(Math.max(place, 0), count - 1) * step;
  const at = (shift: number): tf.Tensor =>
    tf.tensor(
      places.map((place) => tile(Math.floor(place) + shift)),
      shape,
      'int32',
    );
  const share = tf.tensor(
    places.map((place) => place - Math.floor(place)),
    shape,
  );
  return { before: at(0), after: at(1), share };
}

/**
 * Makes the most of each part's tones: an image's tiles by their own histograms, clipped at `clipLimit` (4), blended in
 * between; `tileGridSize` is [8, 8]. Always, not in training alone. Keras: the same long name.
 * @example layers.contrastLimitedAdaptiveHistogramEqualization({ clipLimit: 2, tileGridSize: [4, 4] })
 */
export const contrastLimitedAdaptiveHistogramEqualization = (
  args: TonesArgs & {
    /** How far contrast may grow; 0: without end. Default: 4. */
    clipLimit?: number;
    /** Tiles down and across that are evened out by themselves. Default: 8. */
    tileGridSize?: number | readonly [number, number];
  } = {},
): Layer => new ContrastLimitedAdaptiveHistogramEqualization(args);

registerLayer(ContrastLimitedAdaptiveHistogramEqualization);

// A grid of images with their labels.

import { tf } from '../../tf.js';
import { imageGrid } from '../marks/image-grid.js';
import { brightness, toImages, toPixels } from '../marks/pixels.js';
import { Chart } from '../render/chart.js';
import { count } from '../scales/series.js';
import { classNumbers, type Values } from '../scales/values.js';

/** Options of `plot.images`. */
export interface ImageOptions {
  /** Below each image: texts, or class numbers (one-hot rows too) that `classes` names. */
  labels?: readonly string[] | Values;
  /** Names of the classes, in their order. */
  classes?: readonly string[];
  /** Images in a row. Default: 8, fewer where there are fewer. */
  columns?: number;
  /** At most so many images. Default: 32. */
  limit?: number;
  /** An image's side on the page, in pixels. Default: 80. */
  size?: number;
  /** Above the grid. Default: none. */
  title?: string;
}

/**
 * Draws images in a grid.
 *
 * @param x images: `[n, height, width]`, with 1, 3 or 4 channels at the end, or `[n, 784]` for grey squares;
 *   numbers in 0…1 or 0…255; or a data set of images
 * @returns a chart; of a data set, a promise of one with its first batch
 * @throws when the shape is not one of images, or there is none
 * @example
 * plot.images(tf.randomUniform([4, 8, 8, 3]), { labels: ['a', 'b', 'c', 'd'] });
 */
export function images(x: Values, options?: ImageOptions): Chart;
export function images(x: ImageBatches, options?: ImageOptions): Promise<Chart>;
export function images(x: Values | ImageBatches, options: ImageOptions = {}): Chart | Promise<Chart> {
  return isBatches(x) ? firstOf(x, options) : chartOf(x, options);
}

/** A data set of images, such as `imageDatasetFromDirectory` gives it: its first batch is drawn. */
export interface ImageBatches extends AsyncIterable<readonly [tf.Tensor, ...unknown[]]> {
  readonly classNames?: readonly string[];
}

const isBatches = (x: object): x is ImageBatches => Symbol.asyncIterator in x;

async function firstOf(batches: ImageBatches, options: ImageOptions): Promise<Chart> {
  for await (const [x, y] of batches) {
    const labels = y instanceof tf.Tensor ? { labels: y } : {};
    const classes = batches.classNames ? { classes: batches.classNames } : {};
    const chart = chartOf(x, { ...labels, ...classes, ...options });
    tf.dispose([x, y as tf.Tensor]);
    return chart;
  }
  throw new Error('plot.images needs at least one image. Received a data set without batches.');
}

function chartOf(x: Values, options: ImageOptions): Chart {
  const images = toImages(x, 'plot.images');
  if (images.length === 0) throw new Error('plot.images needs at least one image. Received none.');
  const { limit = 32, columns = 8, size = 80 } = options;
  const shown = images.slice(0, limit);
  const labels = captions(options);
  const span = brightness(shown);
  const cells = shown.map((image, i) => ({
    pixels: toPixels(image, span, 2 * size),
    caption: labels?.[i],
  }));
  const more = images.length > limit ? [`${count(limit)} of ${count(images.length)} images`] : [];
  const title = options.title ? { title: { text: options.title, subtitle: more } } : {};
  const text = [options.title ?? 'Images', `${count(shown.length)} images`, ...more].join('. ');
  return new Chart({ ...title, ...imageGrid(cells, Math.min(columns, shown.length), size) }, text);
}

function captions({ labels, classes }: ImageOptions): string[] | undefined {
  if (!labels) return undefined;
  if (Array.isArray(labels) && typeof labels[0] === 'string') return labels as string[];
  return classNumbers(labels as Values, 'plot.images').map((n) => classes?.[n] ?? String(n));
}

// A grid of pictures with their labels.
import { Chart } from './chart.js';
import { imageGrid } from './image-grid.js';
import { brightness, toPictures, toPixels } from './pixels.js';
import { count } from './series.js';
import { classNumbers, type Values } from './values.js';

/** Options of `plot.images`. */
export interface ImageOptions {
  /** Below each picture: texts, or class numbers (one-hot rows too) that `classes` names. */
  labels?: readonly string[] | Values;
  /** Names of the classes, in their order. */
  classes?: readonly string[];
  /** Pictures in a row. Default: 8, fewer where there are fewer. */
  columns?: number;
  /** At most so many pictures. Default: 32. */
  limit?: number;
  /** A picture's side on the page, in pixels. Default: 80. */
  size?: number;
  /** Above the grid. Default: none. */
  title?: string;
}

/**
 * Draws pictures in a grid.
 *
 * @param x pictures: `[n, height, width]`, with 1, 3 or 4 channels at the end, or `[n, 784]` for grey squares;
 *   numbers in 0…1 or 0…255
 * @throws when the shape is not one of pictures, or there is none
 * @example
 * plot.images(tf.randomUniform([4, 8, 8, 3]), { labels: ['a', 'b', 'c', 'd'] });
 */
export function images(x: Values, options: ImageOptions = {}): Chart {
  const pictures = toPictures(x, 'plot.images');
  if (pictures.length === 0) throw new Error('plot.images needs at least one picture. Received none.');
  const { limit = 32, columns = 8, size = 80 } = options;
  const shown = pictures.slice(0, limit);
  const labels = captions(options);
  const span = brightness(shown);
  const cells = shown.map((picture, i) => ({
    pixels: toPixels(picture, span, 2 * size),
    caption: labels?.[i],
  }));
  const more = pictures.length > limit ? [`${count(limit)} of ${count(pictures.length)} pictures`] : [];
  const title = options.title ? { title: { text: options.title, subtitle: more } } : {};
  const text = [options.title ?? 'Pictures', `${count(shown.length)} pictures`, ...more].join('. ');
  return new Chart({ ...title, ...imageGrid(cells, Math.min(columns, shown.length), size) }, text);
}

function captions({ labels, classes }: ImageOptions): string[] | undefined {
  if (!labels) return undefined;
  if (Array.isArray(labels) && typeof labels[0] === 'string') return labels as string[];
  return classNumbers(labels as Values, 'plot.images').map((n) => classes?.[n] ?? String(n));
}

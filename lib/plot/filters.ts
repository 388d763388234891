// What a convolution looks for: its filters as small pictures.

import { Chart } from './chart.js';
import { imageGrid } from './image-grid.js';
import type { InspectableLayer, InspectableModel } from './layer-graph.js';
import { chooseLayer, type LayerChoice } from './layer-outputs.js';
import { toPixels } from './pixels.js';
import { brief, count } from './series.js';
import { type Dense, dense, range } from './values.js';

/** Options of `plot.filters`. */
export interface FilterOptions {
  /** At most so many filters. Default: 32. */
  limit?: number;
  /** Filters in a row. Default: 8. */
  columns?: number;
  /** Above the picture. Default: the layer's name. */
  title?: string;
}

/**
 * Draws a convolution layer's filters: in colour where they take three channels, else each filter's part for its
 * first channel. Grey is zero, white the most, black the least.
 *
 * @param layer by name or place; default: the first convolution
 * @throws when the model has no such convolution layer
 * @example
 * const cnn = sequential([layers.conv2d({ filters: 8, kernelSize: 3, inputShape: [28, 28, 1] })]);
 * plot.filters(cnn);
 */
export function filters(model: InspectableModel, layer?: LayerChoice, options: FilterOptions = {}): Chart {
  const chosen = chooseLayer(model, layer, 'plot.filters', {
    what: 'a built Conv2D layer',
    test: (one) => kernelOf(one) !== undefined,
  });
  const kernel = dense(kernelOf(chosen)!, 'plot.filters');
  const [rows, columns, channels, all] = kernel.shape as [number, number, number, number];
  const shown = Math.min(all, options.limit ?? 32);
  const pictures = Array.from({ length: shown }, (_, i) => filterPicture(kernel, i));
  const [low, high] = range(pictures.flatMap((picture) => range(picture.data)));
  const reach = Math.max(-low, high) || 1;
  const cells = pictures.map((picture, i) => ({
    pixels: toPixels(picture, [-reach, reach]),
    caption: String(i),
  }));
  const subtitle = [
    `${count(all)} filters of ${rows} × ${columns} over ${count(channels)} ${channels === 1 ? 'channel' : 'channels'}, black −${brief(reach)} to white ${brief(reach)}`,
    ...(channels > 1 && channels !== 3 ? ['Drawn is the part for the first channel'] : []),
    ...(shown < all ? [`The first ${shown} are drawn`] : []),
  ];
  const title = { text: options.title ?? `Filters of ${chosen.name}`, subtitle };
  const grid = imageGrid(cells, Math.min(shown, options.columns ?? 8), 64);
  return new Chart({ title, ...grid }, [title.text, ...subtitle].join('. '));
}

function kernelOf(layer: InspectableLayer) {
  return layer.weights.map((weight) => weight.read()).find(({ rank }) => rank === 4);
}

/** Filter `index` as a picture of one channel, or of three. */
function filterPicture({ data, shape }: Dense, index: number): Dense {
  const [rows, columns, channels, all] = shape as [number, number, number, number];
  const kept = channels === 3 ? 3 : 1;
  const values = Array.from({ length: rows * columns * kept }, (_, at) => {
    const place = Math.floor(at / kept);
    return data[(place * channels + (at % kept)) * all + index]!;
  });
  return { data: values, shape: [rows, columns, kept] };
}

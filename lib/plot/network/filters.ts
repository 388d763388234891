// What a convolution looks for: its filters as small images.

import { imageGrid } from '../marks/image-grid.js';
import { toPixels } from '../marks/pixels.js';
import { Chart } from '../render/chart.js';
import { brief, count } from '../scales/series.js';
import { type Dense, dense, range } from '../scales/values.js';
import type { InspectableLayer, InspectableModel } from './layer-graph.js';
import { chooseLayer, type LayerChoice } from './layer-outputs.js';

/** Options of `plot.filters`. */
export interface FilterOptions {
  /** At most so many filters. Default: 32. */
  limit?: number;
  /** Filters in a row. Default: 8. */
  columns?: number;
  /** Above the chart. Default: the layer's name. */
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
  const images = Array.from({ length: shown }, (_, i) => filterImage(kernel, i));
  const [low, high] = range(images.flatMap((image) => range(image.data)));
  const reach = Math.max(-low, high) || 1;
  const cells = images.map((image, i) => ({
    pixels: toPixels(image, [-reach, reach]),
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

/** Filter `index` as an image of one channel, or of three. */
function filterImage({ data, shape }: Dense, index: number): Dense {
  const [rows, columns, channels, all] = shape as [number, number, number, number];
  const kept = channels === 3 ? 3 : 1;
  const values = Array.from({ length: rows * columns * kept }, (_, at) => {
    const place = Math.floor(at / kept);
    return data[(place * channels + (at % kept)) * all + index]!;
  });
  return { data: values, shape: [rows, columns, kept] };
}

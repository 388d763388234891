// What a layer makes of one image: a map for each of its channels.

import type { tf } from '../../tf.js';
import { imageGrid } from '../marks/image-grid.js';
import { toPixels } from '../marks/pixels.js';
import { Chart } from '../render/chart.js';
import { brief, count } from '../scales/series.js';
import { type Dense, dense, range, scoped, type Values } from '../scales/values.js';
import type { InspectableModel } from './layer-graph.js';
import { asBatch, chooseLayer, isSpatial, type LayerChoice, outputsOf } from './layer-outputs.js';

/** Options of `plot.featureMaps`. */
export interface FeatureMapOptions {
  /** At most so many maps. Default: 32. */
  limit?: number;
  /** Maps in a row. Default: 8. */
  columns?: number;
  /** Above the chart. Default: the layer's name. */
  title?: string;
}

/**
 * Draws what a layer puts out for one image. White is the layer's strongest answer, black its weakest.
 *
 * @param layer by name or place; undefined: the first layer that puts out images
 * @param image in the shape that the model takes
 * @throws when there is no such layer, or the image has another shape
 * @example
 * const cnn = sequential([layers.conv2d({ filters: 8, kernelSize: 3, inputShape: [28, 28, 1] })]);
 * plot.featureMaps(cnn, 0, tf.randomUniform([28, 28, 1]));
 */
export function featureMaps(
  model: InspectableModel,
  layer: LayerChoice | undefined,
  image: Values,
  options: FeatureMapOptions = {},
): Chart {
  const chosen = chooseLayer(model, layer, 'plot.featureMaps', {
    what: 'a layer that puts out images [height, width, channels]',
    test: isSpatial,
  });
  const output = scoped(() => {
    const [maps] = outputsOf(model, [chosen], asBatch(model, image as tf.Tensor, 'plot.featureMaps'));
    return dense(maps!, 'plot.featureMaps');
  });
  const [, rows, columns, all] = output.shape as [number, number, number, number];
  const shown = Math.min(all, options.limit ?? 32);
  const span = range(output.data);
  const cells = Array.from({ length: shown }, (_, i) => ({
    pixels: toPixels(channel(output, i), span),
    caption: String(i),
  }));
  const subtitle = [
    `${count(all)} maps of ${rows} × ${columns}, black ${brief(span[0])} to white ${brief(span[1])}`,
    ...(shown < all ? [`The first ${shown} are drawn`] : []),
  ];
  const title = { text: options.title ?? `Feature maps of ${chosen.name}`, subtitle };
  const grid = imageGrid(cells, Math.min(shown, options.columns ?? 8), 72);
  return new Chart({ title, ...grid }, [title.text, ...subtitle].join('. '));
}

function channel({ data, shape }: Dense, index: number): Dense {
  const [, rows, columns, channels] = shape as [number, number, number, number];
  const values = Array.from({ length: rows * columns }, (_, at) => data[at * channels + index]!);
  return { data: values, shape: [rows, columns, 1] };
}

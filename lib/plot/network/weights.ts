// How a model's weights are spread: now, layer by layer, or over the epochs of a training.

import { Chart, type Spec } from '../render/chart.js';
import { blue } from '../scales/theme.js';
import { wholeTicks } from '../scales/ticks.js';
import { dense } from '../scales/values.js';
import type { InspectableModel } from './layer-graph.js';
import { layerHistograms } from './layer-histograms.js';
import { type WeightRecord, WeightRecorder } from './weight-recorder.js';

/** Options of `plot.weights`. */
export interface WeightOptions {
  /** Above the chart. Default: `Weights`. */
  title?: string;
}

/**
 * Draws a histogram of each layer's weights; or, of a recorder, how their spread moved over the epochs.
 *
 * @param source a model, or a `plot.weightRecorder()` that was among fit's callbacks
 * @throws when there is no weight, or the recorder saw no epoch
 * @example
 * plot.weights(sequential([layers.dense({ units: 64, inputShape: [32], kernelInitializer: 'heNormal' })]));
 */
export function weights(source: InspectableModel | WeightRecorder, options: WeightOptions = {}): Chart {
  const title = options.title ?? 'Weights';
  if (source instanceof WeightRecorder) return overEpochs(source.records, title);
  const sets = source.layers.flatMap((layer) => {
    const kernels = layer.weights.map((weight) => weight.read()).filter(({ rank }) => rank > 1);
    const numbers = kernels.flatMap((kernel) => Array.from(dense(kernel, 'plot.weights').data));
    return numbers.length > 0 ? [{ layer: layer.name, numbers }] : [];
  });
  if (sets.length === 0)
    throw new Error('plot.weights needs a model with weights. This one has none; is it built?');
  return layerHistograms(sets, title, 'weight');
}

/** A band from the lowest to the highest weight, one for the middle half, and the median. */
function overEpochs(records: readonly WeightRecord[], title: string): Chart {
  if (records.length === 0) {
    throw new Error('plot.weights: the recorder saw no epoch. Give it to fit: `callbacks: [recorder]`.');
  }
  const layers = [...new Set(records.map((record) => record.layer))];
  const concat = layers.map((layer) =>
    panel(
      layer,
      records.filter((record) => record.layer === layer),
    ),
  );
  const subtitle = 'All weights, their middle half, and the median';
  return new Chart(
    { title: { text: title, subtitle }, concat, columns: 2 },
    `${title} over epochs. ${layers.join(', ')}`,
  );
}

function panel(layer: string, values: readonly WeightRecord[]): Spec {
  const band = (low: string, high: string, opacity: number) => ({
    mark: { type: 'area', color: blue, opacity },
    encoding: { y: { field: low, type: 'quantitative', title: 'weight' }, y2: { field: high } },
  });
  return {
    width: 320,
    height: 160,
    title: { text: layer, fontSize: 12, offset: 8, frame: 'group' },
    data: { values },
    encoding: {
      x: {
        field: 'epoch',
        type: 'quantitative',
        title: 'epoch',
        axis: { values: wholeTicks([values[0]!.epoch, values.at(-1)!.epoch]) },
        scale: { nice: false, zero: false },
      },
    },
    layer: [
      band('low', 'high', 0.18),
      band('quarter', 'threeQuarters', 0.35),
      { mark: { type: 'line', color: blue }, encoding: { y: { field: 'median', type: 'quantitative' } } },
    ],
  };
}

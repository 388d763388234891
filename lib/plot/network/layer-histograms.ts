// A histogram for each layer, one panel each with an axis of its own: weights and activations look alike.

import { Chart } from '../render/chart.js';
import { binned } from '../scales/bins.js';
import { brief, count } from '../scales/series.js';
import { blue } from '../scales/theme.js';
import { range } from '../scales/values.js';

export interface LayerNumbers {
  layer: string;
  numbers: number[];
  /** Below the layer's name. */
  note?: string;
}

const maxPanels = 24;

export function layerHistograms(sets: readonly LayerNumbers[], title: string, xTitle: string): Chart {
  const shown = sets.slice(0, maxPanels);
  const panels = shown.map(({ layer, numbers, note }) => {
    const finite = numbers.filter((value) => Number.isFinite(value));
    const lost = numbers.length - finite.length;
    const subtitle = [note ?? spread(finite), ...(lost > 0 ? [`${count(lost)} NaN or infinite`] : [])];
    return {
      width: 210,
      height: 120,
      title: { text: layer, subtitle, fontSize: 12, subtitleFontSize: 11, offset: 10, frame: 'group' },
      data: { values: binned(finite, range(finite), 40) },
      mark: { type: 'bar', tooltip: true, color: blue, cornerRadiusEnd: 0 },
      encoding: {
        x: {
          field: 'from',
          type: 'quantitative',
          title: xTitle,
          bin: { binned: true },
          axis: { tickCount: 5 },
        },
        x2: { field: 'to' },
        y: { field: 'share', type: 'quantitative', title: 'share', axis: { format: '~%', tickCount: 4 } },
      },
    };
  });
  const few = shown.length < sets.length ? [`The first ${shown.length} of ${count(sets.length)} layers`] : [];
  const text = [title, ...few, ...shown.map(({ layer, numbers }) => `${layer}: ${spread(numbers)}`)].join(
    '. ',
  );
  return new Chart({ title: { text: title, subtitle: few }, concat: panels, columns: 3 }, text);
}

/** `mean 0.01, deviation 0.2` */
export function spread(numbers: readonly number[]): string {
  const mean = numbers.reduce((a, b) => a + b, 0) / numbers.length;
  const deviation = Math.sqrt(numbers.reduce((a, b) => a + (b - mean) ** 2, 0) / numbers.length);
  return `mean ${brief(mean)}, deviation ${brief(deviation)}`;
}

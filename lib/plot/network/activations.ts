// What each layer answers to a batch: saturated, dead or lively?

import type { tf } from '../../tf.js';
import type { Chart } from '../render/chart.js';
import { dense, scoped, type Values } from '../scales/values.js';
import type { InspectableModel } from './layer-graph.js';
import { type LayerNumbers, layerHistograms, spread } from './layer-histograms.js';
import { asSamples, outputsOf } from './layer-outputs.js';

/** Options of `plot.activations`. */
export interface ActivationOptions {
  /** Above the chart. Default: `Activations`. */
  title?: string;
}

/**
 * Draws how each layer's outputs for a batch are spread. With a layer that has its activation apart, both show.
 *
 * @param x a batch in the shape that the model takes; a few hundred samples suffice
 * @example
 * const mlp = sequential([layers.dense({ units: 8, activation: 'relu', inputShape: [4] }), layers.dense({ units: 3 })]);
 * plot.activations(mlp, tf.randomNormal([64, 4]));
 */
export function activations(model: InspectableModel, x: Values, options: ActivationOptions = {}): Chart {
  const layers = model.layers.filter(
    (layer) => !/^(Input|Flatten|Reshape|Dropout|Permute)/.test(layer.getClassName()),
  );
  const sets = scoped((): LayerNumbers[] => {
    const batch = asSamples(model, x as tf.Tensor, 'plot.activations');
    return outputsOf(model, layers, batch).map((output, i) => toNumbers(layers[i]!.name, output));
  });
  return layerHistograms(sets, options.title ?? 'Activations', 'output');
}

/** A share of exact zeros is what a ReLU's dead or silent units show as. */
function toNumbers(layer: string, output: tf.Tensor): LayerNumbers {
  const numbers = Array.from(dense(output, 'plot.activations').data);
  const zeros = numbers.filter((value) => value === 0).length / numbers.length;
  const silent = zeros > 0.01 ? `, ${Math.round(zeros * 100)}% zero` : '';
  return { layer, numbers, note: spread(numbers) + silent };
}

// How large the gradient is at each layer: vanishing, exploding or sound?

import { networkOf } from '../../core/network.js';
import { tf } from '../../tf.js';
import type { Model } from '../../training/model.js';
import { compiledState } from '../../training/steps/compile.js';
import { Chart } from '../render/chart.js';
import { brief, count } from '../scales/series.js';
import { blue } from '../scales/theme.js';
import { logTicks } from '../scales/ticks.js';
import { range, scoped, type Values } from '../scales/values.js';

/** Options of `plot.gradientFlow`. */
export interface GradientFlowOptions {
  /** Above the chart. Default: `Size of the gradient by layer`. */
  title?: string;
}

interface LayerGradient {
  layer: string;
  /** Mean of the absolute values over the layer's weights. */
  size: number;
}

/**
 * Draws the mean size of the loss's gradient at each layer's weights, for one batch; the axis is logarithmic.
 *
 * @param model a compiled model with one output
 * @param x a batch in the shape that the model takes
 * @param y its targets, as for `fit`
 * @throws when the model is not compiled or has no weights to learn
 * @example
 * const mlp = sequential([layers.dense({ units: 8, activation: 'sigmoid', inputShape: [4] }), layers.dense({ units: 1 })]);
 * mlp.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
 * plot.gradientFlow(mlp, tf.randomNormal([16, 4]), tf.randomNormal([16, 1]));
 */
export function gradientFlow(model: Model, x: Values, y: Values, options: GradientFlowOptions = {}): Chart {
  const sizes = gradientSizes(model, x, y);
  if (sizes.length === 0)
    throw new Error('plot.gradientFlow needs a model with weights to learn. This one has none.');
  const zero = sizes.filter(({ size }) => !(size > 0));
  const [first, last] = [sizes[0]!, sizes.at(-1)!];
  const subtitle = [
    `First layer ${brief(first.size)}, last ${brief(last.size)}${first.size > 0 ? `: a factor of ${brief(last.size / first.size)}` : ''}`,
    ...(zero.length > 0
      ? [`Not drawn, because zero or not finite: ${zero.map(({ layer }) => layer).join(', ')}`]
      : []),
  ];
  const title = { text: options.title ?? 'Size of the gradient by layer', subtitle };
  const values = sizes.filter(({ size }) => size > 0 && Number.isFinite(size));
  const width = { step: Math.max(24, Math.min(64, 480 / sizes.length)) };
  return new Chart(
    {
      title,
      width,
      height: 240,
      data: { values },
      mark: { type: 'line', point: { size: 60, filled: true }, tooltip: true, color: blue },
      encoding: {
        x: {
          field: 'layer',
          type: 'ordinal',
          sort: null,
          title: 'layer, from input to output',
          axis: { labelAngle: -40 },
        },
        y: {
          field: 'size',
          type: 'quantitative',
          title: 'mean |gradient|',
          scale: { type: 'log' },
          axis: { values: logTicks(range(values.map(({ size }) => size))), format: '~e' },
        },
      },
    },
    `${title.text}. ${count(sizes.length)} layers. ${subtitle.join('. ')}`,
  );
}

function gradientSizes(model: Model, x: Values, y: Values): LayerGradient[] {
  const network = networkOf(model);
  const loss = compiledState(network, 'plot.gradientFlow').losses[0]!;
  return scoped(() => {
    const input = toTensor(x);
    const target = toTensor(y);
    const { grads } = tf.variableGrads(() => {
      const output = network.apply(input, { training: true });
      return tf.mean(loss.call(target, output)) as tf.Scalar;
    });
    return model.layers.flatMap((layer) => {
      const kernels = layer.trainableWeights.filter((weight) => weight.shape.length > 1);
      const found = kernels.flatMap((weight) => grads[(weight.read() as tf.Variable).name] ?? []);
      if (found.length === 0) return [];
      const sum = found.reduce((total, gradient) => total + tf.sum(tf.abs(gradient)).dataSync()[0]!, 0);
      return [{ layer: layer.name, size: sum / found.reduce((n, gradient) => n + gradient.size, 0) }];
    });
  });
}

function toTensor(values: Values): tf.Tensor {
  return values instanceof tf.Tensor ? values : tf.tensor(values as number[]);
}

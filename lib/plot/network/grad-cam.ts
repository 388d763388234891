// Grad-CAM (Selvaraju et al., 2017): where in the image the last convolution found what speaks for a class.

import { tf } from '../../tf.js';
import type { Chart } from '../render/chart.js';
import { dense, scoped, type Values } from '../scales/values.js';
import { type AttentionOptions, attentionChart, explainedClass, scoreOf } from './attention.js';
import type { InspectableModel } from './layer-graph.js';
import { answerFrom, asBatch, chooseLayer, isSpatial, type LayerChoice } from './layer-outputs.js';

/** Options of `plot.gradCam`. */
export interface GradCamOptions extends AttentionOptions {
  /** The layer whose maps are weighed. Default: the last convolution. */
  layer?: LayerChoice;
}

/**
 * Shows where a model looks: the maps of a convolution, each weighed by how much the class's score rises with it.
 *
 * @param image in the shape that the model takes
 * @throws when the model has no convolution, or the image has another shape
 * @example
 * const cnn = sequential([
 *   layers.conv2d({ filters: 4, kernelSize: 3, inputShape: [16, 16, 1] }),
 *   layers.flatten(),
 *   layers.dense({ units: 2, activation: 'softmax' }),
 * ]);
 * plot.gradCam(cnn, tf.randomUniform([16, 16, 1]), { classes: ['cat', 'dog'] });
 */
export function gradCam(model: InspectableModel, image: Values, options: GradCamOptions = {}): Chart {
  const byDefault = options.layer === undefined;
  const layer = chooseLayer(model, options.layer, 'plot.gradCam', {
    last: true,
    what: byDefault ? 'a model with a convolution' : 'a layer that puts out images [height, width, channels]',
    test: (one, within) => isSpatial(one, within) && (!byDefault || one.getClassName().includes('Conv')),
  });
  const about = { name: 'Grad-CAM', how: `heat of ${layer.name}` };
  return scoped(() => {
    const input = asBatch(model, image as tf.Tensor, 'plot.gradCam');
    const { maps, answer } = answerFrom(model, layer, input);
    const explained = explainedClass(answer(maps), options.class, 'plot.gradCam');
    const slopes = tf.grad((x) => scoreOf(answer(x), explained.index))(maps);
    const weights = tf.mean(slopes, [1, 2], true);
    const heat = tf.relu(tf.sum(tf.mul(maps, weights), -1)).squeeze([0]);
    return attentionChart(about, input, dense(heat, 'plot.gradCam'), explained, options);
  });
}

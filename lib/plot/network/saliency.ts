// Saliency (Simonyan et al., 2013): which pixels would change the score most.

import { tf } from '../../tf.js';
import type { Chart } from '../render/chart.js';
import { dense, scoped, type Values } from '../scales/values.js';
import { type AttentionOptions, attentionChart, explainedClass, scoreOf } from './attention.js';
import type { InspectableModel } from './layer-graph.js';
import { asBatch, outputsOf } from './layer-outputs.js';

/**
 * Shows how much each pixel moves the score of a class: the size of the score's gradient there.
 *
 * @param image in the shape that the model takes
 * @throws when the image has another shape, or the model does not take images
 * @example
 * const cnn = sequential([layers.flatten({ inputShape: [16, 16, 1] }), layers.dense({ units: 2, activation: 'softmax' })]);
 * plot.saliency(cnn, tf.randomUniform([16, 16, 1]), { class: 1 });
 */
export function saliency(model: InspectableModel, image: Values, options: AttentionOptions = {}): Chart {
  checkInput(model);
  return scoped(() => {
    const input = asBatch(model, image as tf.Tensor, 'plot.saliency');
    const answer = (x: tf.Tensor) => outputsOf(model, model.layers.slice(-1), x)[0]!;
    const explained = explainedClass(answer(input), options.class, 'plot.saliency');
    const slopes = tf.grad((x) => scoreOf(answer(x), explained.index))(input);
    const heat = tf.max(tf.abs(slopes), -1).squeeze([0]);
    const about = { name: 'Saliency', how: 'size of the gradient' };
    return attentionChart(about, input, dense(heat, 'plot.saliency'), explained, options);
  });
}

function checkInput(model: InspectableModel): void {
  const shape = model.inputs[0]!.shape.slice(1);
  if (shape.length === 3) return;
  throw new Error(
    `plot.saliency needs a model that takes images [height, width, channels]. This one takes [${shape}].`,
  );
}

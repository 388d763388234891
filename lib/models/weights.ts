// A model's weights as one list: layer by layer, as in Keras (tfjs lists trainable ones first). What is given are
// copies, as in Keras: tfjs gives the variables, which training goes on to change.
import { tf } from '../tf.js';
import { ensureBuilt } from './internals.js';

const layers = tf.layers.Layer.prototype as unknown as {
  getWeights(trainableOnly?: boolean): tf.Tensor[];
};
const { getWeights: variablesOf } = layers;
layers.getWeights = function (trainableOnly) {
  return variablesOf.call(this, trainableOnly).map((weight) => tf.clone(weight));
};

export function getWeights(model: tf.LayersModel): tf.Tensor[] {
  ensureBuilt(model);
  return model.layers.flatMap((layer) => layer.getWeights());
}

export function setWeights(model: tf.LayersModel, weights: tf.Tensor[]): void {
  ensureBuilt(model);
  const counts = model.layers.map((layer) => layer.weights.length);
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (weights.length !== total) {
    throw new Error(`setWeights: this model has ${total} weights. Received: ${weights.length}.`);
  }
  let start = 0;
  model.layers.forEach((layer, i) => {
    const own = weights.slice(start, start + counts[i]!);
    start += counts[i]!;
    checkShapes(layer, own);
    // Not layer.setWeights: that puts constraints into force, which Keras does after an update only.
    layer.weights.forEach((weight, k) => {
      const value = tf.clone(own[k]!);
      (weight.read() as tf.Variable).assign(value);
      value.dispose();
    });
  });
}

function checkShapes(layer: tf.layers.Layer, weights: tf.Tensor[]): void {
  layer.weights.forEach(({ shape, originalName }, i) => {
    if (shape.join() === weights[i]!.shape.join()) return;
    throw new Error(
      `setWeights: '${originalName}' has the shape [${shape}]. Received: a weight of shape [${weights[i]!.shape}].`,
    );
  });
}

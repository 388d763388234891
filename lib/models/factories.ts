// sequential() and model(): how models are made.
import type { Layer } from '../layers/layer.js';
import { nextName } from '../layers/layer-names.js';
import { tf } from '../tf.js';
import { asModel } from './install.js';
import type { Model, SequentialModel } from './model.js';

/**
 * A model of layers one after the other. Keras: `Sequential`.
 * @example
 * const model = sequential([
 *   layers.dense({ units: 16, activation: 'relu', inputShape: [4] }),
 *   layers.dense({ units: 3, activation: 'softmax' }),
 * ]);
 */
export function sequential(
  layers: (Layer | Model | tf.layers.Layer)[] = [],
  options: { name?: string } = {},
): SequentialModel {
  const list = Array.isArray(layers) ? layers : ((layers as { layers?: Layer[] }).layers ?? []);
  const made = tf.sequential({ name: options.name ?? nextName('Sequential') });
  for (const layer of list) made.add(layer as unknown as tf.layers.Layer);
  return asModel<SequentialModel>(made);
}

/**
 * A model from its inputs to its outputs, whatever lies between. Keras: `Model` (the functional way).
 * @example
 * const x = layers.input({ shape: [4] });
 * const y = layers.dense({ units: 1 }).apply(x);
 * const line = model({ inputs: x, outputs: y });
 */
export function model(options: {
  inputs: tf.SymbolicTensor | tf.SymbolicTensor[];
  outputs: tf.SymbolicTensor | tf.SymbolicTensor[];
  name?: string;
}): Model {
  return asModel<Model>(tf.model({ ...options, name: options.name ?? nextName('Functional') }));
}

// sequential() and model(): how models are made.
import { nextName } from '../layers/layer-names.js';
import { tf } from '../tf.js';
import { asModel } from './install.js';
import type { Addable, Model, SequentialModel } from './model.js';
import { received } from './options.js';

/**
 * A model of layers one after the other. Keras: `Sequential`.
 * @example
 * const model = sequential([
 *   layers.dense({ units: 16, activation: 'relu', inputShape: [4] }),
 *   layers.dense({ units: 3, activation: 'softmax' }),
 * ]);
 */
export function sequential(layers: Addable[] = [], options: { name?: string } = {}): SequentialModel {
  const made = asModel<SequentialModel>(tf.sequential({ name: options.name ?? nextName('Sequential') }));
  for (const layer of listOf(layers)) made.add(layer as Addable);
  return made;
}

/** A list, or the options that `tf.sequential` takes. */
function listOf(given: unknown): unknown[] {
  if (Array.isArray(given)) return given;
  if (typeof given === 'object' && given !== null && Object.getPrototypeOf(given) === Object.prototype)
    return (given as { layers?: unknown[] }).layers ?? [];
  throw new Error(
    `sequential: expected a list of layers: sequential([layers.dense(…), …]). Received: ${received(given)}.`,
  );
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
  if (options?.inputs === undefined || options.outputs === undefined) {
    throw new Error(`model: expected { inputs, outputs }. Received: ${received(options)}.`);
  }
  return asModel<Model>(tf.model({ ...options, name: options.name ?? nextName('Functional') }));
}

// sequential() and model(): how models are made.
import { received } from '../core/messages.js';
import type { Tensors } from '../core/network.js';
import type { SymbolicTensor } from '../core/symbolic-tensor.js';
import type { tf } from '../tf.js';
import type { Model as AnyModel } from '../training/model.js';
import { Model } from './model.js';
import { type Addable, Sequential, type SequentialModel } from './sequential.js';

/**
 * A model of layers one after the other. Keras: `Sequential`.
 * @example
 * const model = sequential([
 *   layers.dense({ units: 16, activation: 'relu', inputShape: [4] }),
 *   layers.dense({ units: 3, activation: 'softmax' }),
 * ]);
 */
export function sequential(layers: Addable[] = [], options: { name?: string } = {}): SequentialModel {
  return new Sequential(listOf(layers), { name: options.name });
}

/** A list, or the options that `tf.sequential` takes. */
function listOf(given: unknown): Addable[] {
  if (Array.isArray(given)) return given;
  if (typeof given === 'object' && given !== null && Object.getPrototypeOf(given) === Object.prototype)
    return (given as { layers?: Addable[] }).layers ?? [];
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
export function model(options: { inputs: Ends; outputs: Ends; name?: string }): AnyModel {
  if (options?.inputs === undefined || options.outputs === undefined) {
    throw new Error(`model: expected { inputs, outputs }. Received: ${received(options)}.`);
  }
  const { inputs, outputs, name } = options;
  return new Model({
    inputs: inputs as Tensors<SymbolicTensor>,
    outputs: outputs as Tensors<SymbolicTensor>,
    name,
  });
}

/**
 * One symbolic tensor, a list of them, or several by name.
 * @inline
 */
type Ends = tf.SymbolicTensor | tf.SymbolicTensor[] | { readonly [name: string]: tf.SymbolicTensor };

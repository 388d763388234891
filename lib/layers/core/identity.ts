// Identity: nothing is done.
import { layerOf } from '../../core/options.js';
import { registerLayer } from '../../core/registry.js';
import { SymbolicTensor } from '../../core/symbolic-tensor.js';
import type { tf } from '../../tf.js';
import type { Layer, LayerArgs } from '../base/layer.js';

export class Identity extends layerOf('Identity', 'identity', {}) {
  override supportsMasking = true;
  override takesSeveral = true;

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor | tf.Tensor[] {
    return inputs;
  }

  override outputSpecs(inputs: SymbolicTensor | SymbolicTensor[]) {
    const same = ({ shape, dtype }: SymbolicTensor): SymbolicTensor => new SymbolicTensor(shape, dtype);
    return Array.isArray(inputs) ? inputs.map(same) : same(inputs);
  }
}
registerLayer(Identity);

/**
 * Gives its input as it is: a place where nothing is done. Keras: `Identity`.
 * @example layers.identity().apply(tf.tensor([[1, 2]])) // [[1, 2]]
 */
export function identity(args: LayerArgs = {}): Layer {
  return new Identity(args);
}

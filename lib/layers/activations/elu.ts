// ELU: an exponential below 0.
import { layerOf, number } from '../../core/options.js';
import { registerLayer } from '../../core/registry.js';
import { tf } from '../../tf.js';
import { asFloat } from '../base/as-float.js';
import type { Layer, LayerArgs } from '../base/layer.js';

export class ELU extends layerOf('ELU', 'elu', { alpha: number(1) }) {
  override supportsMasking = true;

  override call(input: tf.Tensor): tf.Tensor {
    const x = asFloat(input);
    const even = tf.elu(x);
    return this.alpha === 1 ? even : tf.where(tf.greater(x, 0), even, tf.mul(even, this.alpha));
  }
}
registerLayer(ELU);

/**
 * Exponential below 0: `alpha * (exp(x) - 1)`, `alpha` being 1 by default. Keras: `ELU`.
 * @example layers.elu().apply(tf.tensor([[-1, 3]])) // [[-0.632, 3]]
 */
export const elu = (
  args: LayerArgs & {
    /** What far negative inputs tend to, negated. Default: 1. */
    alpha?: number;
  } = {},
): Layer => new ELU(args);

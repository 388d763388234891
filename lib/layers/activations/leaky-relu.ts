// LeakyReLU: a small slope below 0.
import { layerOf } from '../../core/options.js';
import { registerLayer } from '../../core/registry.js';
import { tf } from '../../tf.js';
import { asFloat } from '../base/as-float.js';
import type { Layer, LayerArgs } from '../base/layer.js';
import { nonNegative } from '../base/number-options.js';

const options = { negativeSlope: nonNegative(0.3) };

export class LeakyReLU extends layerOf('LeakyReLU', 'leakyReLU', options, { alpha: 'negativeSlope' }) {
  override supportsMasking = true;

  override call(input: tf.Tensor): tf.Tensor {
    return tf.leakyRelu(asFloat(input), this.negativeSlope);
  }
}
registerLayer(LeakyReLU);

/**
 * A small slope `negativeSlope` (0.3), also called `alpha`, below 0 keeps gradients alive. Keras: `LeakyReLU`.
 * @example layers.leakyReLU({ alpha: 0.1 }).apply(tf.tensor([[-1, 3]])) // [[-0.1, 3]]
 */
export const leakyReLU = (
  args: LayerArgs & {
    /** Slope below 0. Default: 0.3. */
    negativeSlope?: number;
    /** The old name of `negativeSlope`. Default: that. */
    alpha?: number;
  } = {},
): Layer => new LeakyReLU(args);

// ThresholdedReLU: of Keras 2; Keras 3 has it as ReLU's `threshold`.
import { layerOf } from '../../core/options.js';
import { registerLayer } from '../../core/registry.js';
import { tf } from '../../tf.js';
import { asFloat } from '../base/as-float.js';
import type { Layer, LayerArgs } from '../base/layer.js';
import { nonNegative } from '../base/number-options.js';

export class ThresholdedReLU extends layerOf('ThresholdedReLU', 'thresholdedReLU', {
  theta: nonNegative(1),
}) {
  override supportsMasking = true;

  override call(input: tf.Tensor): tf.Tensor {
    const x = asFloat(input);
    return tf.where(tf.greater(x, this.theta), x, tf.zerosLike(x));
  }
}
registerLayer(ThresholdedReLU);

/**
 * Zero up to `theta` (1). In Keras 3: `ReLU` with a threshold.
 * @example layers.thresholdedReLU({ theta: 2 }).apply(tf.tensor([[1, 3]])) // [[0, 3]]
 */
export const thresholdedReLU = (
  args: LayerArgs & {
    /** Inputs pass above it. Default: 1. */
    theta?: number;
  } = {},
): Layer => new ThresholdedReLU(args);

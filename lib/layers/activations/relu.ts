// ReLU: zero, or a slope, below a threshold, and a limit above.
import { layerOf, optional } from '../../core/options.js';
import { registerLayer } from '../../core/registry.js';
import { tf } from '../../tf.js';
import { asFloat } from '../base/as-float.js';
import type { Layer, LayerArgs } from '../base/layer.js';
import { nonNegative } from '../base/number-options.js';

const options = {
  maxValue: optional(nonNegative()),
  negativeSlope: nonNegative(0),
  threshold: nonNegative(0),
};

export class ReLU extends layerOf('ReLU', 'reLU', options, { alpha: 'negativeSlope' }) {
  override supportsMasking = true;

  override call(input: tf.Tensor): tf.Tensor {
    const x = asFloat(input);
    const { maxValue, negativeSlope, threshold } = this;
    if (negativeSlope === 0) return this.#above(x);
    if (maxValue === null && threshold === 0) return tf.leakyRelu(x, negativeSlope);
    const below = tf.relu(threshold === 0 ? tf.neg(x) : tf.sub(threshold, x));
    return tf.sub(this.#above(x), tf.mul(below, negativeSlope));
  }

  /** What lies above the threshold, and zeros. */
  #above(x: tf.Tensor): tf.Tensor {
    const { maxValue, threshold } = this;
    if (threshold === 0 && maxValue === 6) return tf.relu6(x);
    const kept = threshold === 0 ? tf.relu(x) : tf.where(tf.greater(x, threshold), x, tf.zerosLike(x));
    return maxValue === null ? kept : tf.clipByValue(kept, 0, maxValue);
  }
}
registerLayer(ReLU);

/**
 * Zero below 0. `maxValue` limits the output, `negativeSlope` (0) is the slope below `threshold` (0). Keras: `ReLU`.
 * @example layers.reLU({ maxValue: 6 }).apply(tf.tensor([[-1, 3, 9]])) // [[0, 3, 6]]
 */
export const reLU = (
  args: LayerArgs & {
    /** No output is greater. Default: no limit. */
    maxValue?: number;
    /** Slope below the threshold. Default: 0. */
    negativeSlope?: number;
    /** From here on inputs pass. Default: 0. */
    threshold?: number;
  } = {},
): Layer => new ReLU(args);

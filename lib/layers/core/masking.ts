// Masking: steps of one value do not count in what follows.
import { setMask } from '../../core/masks.js';
import { layerOf, number } from '../../core/options.js';
import { registerLayer } from '../../core/registry.js';
import { tf } from '../../tf.js';
import type { Layer, LayerArgs } from '../base/layer.js';

export class Masking extends layerOf('Masking', 'masking', { maskValue: number(0) }) {
  override supportsMasking = true;

  override call(input: tf.Tensor): tf.Tensor {
    const counts = tf.any(tf.notEqual(input, this.maskValue), -1, true);
    const output = tf.mul(input, tf.cast(counts, input.dtype));
    setMask(output, tf.squeeze(counts, [-1]));
    return output;
  }

  override computeOutputType([type]: tf.DataType[]): tf.DataType {
    return type!;
  }
}
registerLayer(Masking);

/**
 * Passes over time steps where all features equal `maskValue` (0): they come out as zeros, and layers after it that
 * know masks leave them out. Keras: `Masking`.
 * @example layers.masking({ maskValue: 0, inputShape: [20, 8] })
 */
export function masking(
  args: LayerArgs & {
    /** Steps of nothing else do not count. Default: 0. */
    maskValue?: number;
  } = {},
): Layer {
  return new Masking(args);
}

// Unit normalization: vectors of length 1.
import { layerOf } from '../../core/options.js';
import { registerLayer } from '../../core/registry.js';
import type { Shape } from '../../core/shape.js';
import { tf } from '../../tf.js';
import { asFloat } from '../base/as-float.js';
import type { Layer, LayerArgs } from '../base/layer.js';
import { axes, checkAxes } from '../base/number-options.js';

/** The square of the least length that is divided by. */
const least = 1e-24;

export class UnitNormalization extends layerOf('UnitNormalization', 'unitNormalization', { axis: axes(-1) }) {
  override supportsMasking = true;

  override build(inputShape: Shape): void {
    checkAxes('unitNormalization', this.axis, inputShape);
  }

  override call(input: tf.Tensor): tf.Tensor {
    const x = asFloat(input);
    const squares = tf.sum(tf.square(x), this.axis, true);
    return tf.mul(x, tf.rsqrt(tf.maximum(squares, least)));
  }
}
registerLayer(UnitNormalization);

/**
 * Vectors of length 1 along `axis` (default: the last). Keras: `UnitNormalization`.
 * @example layers.unitNormalization({ inputShape: [16] }) // [16] → [16]
 */
export function unitNormalization(
  args: LayerArgs & {
    /** The axis, or axes, along which the length becomes 1. Default: -1. */
    axis?: number | number[];
  } = {},
): Layer {
  return new UnitNormalization(args);
}

// Rescaling: values in another range.
import { received } from '../../core/messages.js';
import { layerOf, type Option, option } from '../../core/options.js';
import { registerLayer } from '../../core/registry.js';
import { tf } from '../../tf.js';
import { asFloat } from '../base/as-float.js';
import type { Layer, LayerArgs } from '../base/layer.js';

/** One number, or one for each channel. */
const numbers = (...fallback: [] | [number]): Option<number | number[]> =>
  option<number | number[]>(
    (given, layer, name) => {
      const list = [given].flat();
      if (list.length > 0 && list.every((one) => Number.isFinite(one))) return given as number | number[];
      throw new Error(
        `${layer}: ${name} must be a number, or a list of one a channel. Received: ${received(given)}.`,
      );
    },
    ...fallback,
  );

export class Rescaling extends layerOf('Rescaling', 'rescaling', { scale: numbers(), offset: numbers(0) }) {
  override supportsMasking = true;

  override call(input: tf.Tensor): tf.Tensor {
    const scaled = tf.mul(asFloat(input), this.scale);
    return this.offset === 0 ? scaled : tf.add(scaled, this.offset);
  }
}
registerLayer(Rescaling);

/** Arguments of `layers.rescaling`. */
export interface RescalingArgs extends LayerArgs {
  /** What values are multiplied by: one number, or one a channel. */
  scale: number | number[];
  /** What is added then. Default: 0. */
  offset?: number | number[];
}

/**
 * Values times `scale` plus `offset`: one number each, or one a channel, the last axis. Keras: `Rescaling`.
 * @param args or the scale alone
 * @example
 * layers.rescaling(1 / 255);
 * layers.rescaling({ scale: 1 / 127.5, offset: -1, inputShape: [28, 28, 1] });
 */
export function rescaling(args: RescalingArgs | number): Layer {
  return new Rescaling(typeof args === 'number' ? { scale: args } : args);
}

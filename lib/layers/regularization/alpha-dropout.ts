// Alpha dropout: keeps mean and variance, for SELU.
import type { CallOptions } from '../../core/layer.js';
import { layerOf, seed } from '../../core/options.js';
import { registerLayer } from '../../core/registry.js';
import { tf } from '../../tf.js';
import { asFloat } from '../base/as-float.js';
import type { Layer } from '../base/layer.js';
import { drawsFor } from './draws.js';
import { type DropoutArgs, drawnShape, noiseShape, rate, rateArgs } from './options.js';

/** SELU's value for minus infinity, which alpha dropout sets instead of zero. */
const saturated = -1.0507009873554805 * 1.6732632423543772;

const options = { rate: rate('below 1'), noiseShape: noiseShape(), seed: seed() };

export class AlphaDropout extends layerOf('AlphaDropout', 'alphaDropout', options) {
  override supportsMasking = true;
  readonly #draws = drawsFor(this.seed);

  override call(input: tf.Tensor, { training }: CallOptions): tf.Tensor {
    const { rate } = this;
    if (!training || rate === 0) return input;
    const x = asFloat(input);
    const drawn = this.#draws.uniform(drawnShape('alphaDropout', this.noiseShape, x.shape));
    const kept = tf.cast(tf.greaterEqual(drawn, rate), 'float32');
    const scale = ((1 - rate) * (1 + rate * saturated ** 2)) ** -0.5;
    const shift = -scale * rate * saturated;
    const mixed = tf.add(tf.mul(x, kept), tf.mul(tf.sub(1, kept), saturated));
    return tf.add(tf.mul(mixed, scale), shift);
  }
}
registerLayer(AlphaDropout);

/**
 * Dropout that keeps mean and variance, for SELU. Keras: `AlphaDropout`.
 * @example layers.alphaDropout({ rate: 0.1 })
 */
export function alphaDropout(args: DropoutArgs | number): Layer {
  return new AlphaDropout(rateArgs(args));
}

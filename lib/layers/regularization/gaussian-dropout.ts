// Dropout by noise that multiplies.
import type { CallOptions } from '../../core/layer.js';
import { layerOf, seed } from '../../core/options.js';
import { registerLayer } from '../../core/registry.js';
import { tf } from '../../tf.js';
import { asFloat } from '../base/as-float.js';
import type { Layer, LayerArgs } from '../base/layer.js';
import { drawsFor } from './draws.js';
import { rate, rateArgs } from './options.js';

const options = { rate: rate('below 1'), seed: seed() };

export class GaussianDropout extends layerOf('GaussianDropout', 'gaussianDropout', options) {
  override supportsMasking = true;
  readonly #draws = drawsFor(this.seed);

  override call(input: tf.Tensor, { training }: CallOptions): tf.Tensor {
    if (!training || this.rate === 0) return input;
    const deviation = Math.sqrt(this.rate / (1 - this.rate));
    return tf.mul(asFloat(input), this.#draws.normal(input.shape, 1, deviation));
  }
}
registerLayer(GaussianDropout);

/**
 * Multiplies by normal noise around 1 in training, of deviation √(rate / (1 - rate)). Keras: `GaussianDropout`.
 * @example layers.gaussianDropout({ rate: 0.2 })
 */
export function gaussianDropout(
  args:
    | (LayerArgs & {
        /** As the share that dropout would drop, from 0 up to 1. */
        rate: number;
        /** The same draws for each layer made with it. Default: draws of its own. */
        seed?: number;
      })
    | number,
): Layer {
  return new GaussianDropout(rateArgs(args));
}

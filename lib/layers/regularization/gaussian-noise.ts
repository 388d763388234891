// Noise that is added in training.
import type { CallOptions } from '../../core/layer.js';
import { received } from '../../core/messages.js';
import { layerOf, option, seed } from '../../core/options.js';
import { registerLayer } from '../../core/registry.js';
import { tf } from '../../tf.js';
import { asFloat } from '../base/as-float.js';
import type { Layer, LayerArgs } from '../base/layer.js';
import { drawsFor } from './draws.js';

const stddev = option((given, layer, name) => {
  if (typeof given === 'number' && given >= 0 && given <= 1) return given;
  throw new Error(`${layer}: ${name} must be a number from 0 to 1. Received: ${received(given)}.`);
});

export class GaussianNoise extends layerOf('GaussianNoise', 'gaussianNoise', { stddev, seed: seed() }) {
  override supportsMasking = true;
  readonly #draws = drawsFor(this.seed);

  override call(input: tf.Tensor, { training }: CallOptions): tf.Tensor {
    if (!training || this.stddev === 0) return input;
    return tf.add(asFloat(input), this.#draws.normal(input.shape, 0, this.stddev));
  }
}
registerLayer(GaussianNoise);

/**
 * Adds normal noise of deviation `stddev`, 0 to 1, in training. Keras: `GaussianNoise`.
 * @example layers.gaussianNoise({ stddev: 0.1 })
 */
export function gaussianNoise(
  args: LayerArgs & {
    /** Deviation of the noise. */
    stddev: number;
    /** The same draws for each layer made with it. Default: draws of its own. */
    seed?: number;
  },
): Layer {
  return new GaussianNoise(args);
}

// Dropout: some values are left out in training.
import type { CallOptions } from '../../core/layer.js';
import { layerOf, seed } from '../../core/options.js';
import { registerLayer } from '../../core/registry.js';
import { tf } from '../../tf.js';
import { asFloat } from '../base/as-float.js';
import type { Layer } from '../base/layer.js';
import { drawsFor } from './draws.js';
import { drop } from './drop.js';
import { type DropoutArgs, drawnShape, noiseShape, rate, rateArgs } from './options.js';

const options = { rate: rate(1), noiseShape: noiseShape(), seed: seed() };

export class Dropout extends layerOf('Dropout', 'dropout', options) {
  override supportsMasking = true;
  readonly #draws = drawsFor(this.seed);

  override call(input: tf.Tensor, { training }: CallOptions): tf.Tensor {
    if (!training || this.rate === 0) return input;
    if (this.rate === 1) return tf.zerosLike(input);
    const x = asFloat(input);
    return drop(x, this.rate, drawnShape('dropout', this.noiseShape, x.shape), this.#draws);
  }
}
registerLayer(Dropout);

/**
 * Sets a share `rate` of the values to zero, and scales the others up by 1 / (1 - rate). `noiseShape`: sizes of what is
 * drawn, such as [null, 1, null] for the same at all steps. Keras: `Dropout`.
 * @example layers.dropout({ rate: 0.4 })
 */
export function dropout(args: DropoutArgs | number): Layer {
  return new Dropout(rateArgs(args));
}

// RandomFlip: mirrors images at random.
import { choice } from '../../core/options.js';
import { registerLayer } from '../../core/registry.js';
import { tf } from '../../tf.js';
import type { Layer } from '../base/layer.js';
import { type RandomImageArgs, randomImageLayerOf } from './image-layer.js';

/** Arguments of `layers.randomFlip`. */
export interface RandomFlipArgs extends RandomImageArgs {
  /** Default: 'horizontal_and_vertical'. */
  mode?: 'horizontal' | 'vertical' | 'horizontal_and_vertical' | 'horizontalAndVertical';
}

const options = {
  mode: choice(['horizontal', 'vertical', 'horizontalAndVertical'], 'horizontalAndVertical'),
};

export class RandomFlip extends randomImageLayerOf('RandomFlip', 'randomFlip', options) {
  protected override change(images: tf.Tensor4D): tf.Tensor4D {
    const [rows, columns] = this.imageAxes;
    const across = this.mode === 'vertical' ? images : this.#flipSome(images, columns);
    return this.mode === 'horizontal' ? across : this.#flipSome(across, rows);
  }

  /** Mirrors every other image, at random. */
  #flipSome(images: tf.Tensor4D, axis: number): tf.Tensor4D {
    const chosen = tf.lessEqual(this.draw([images.shape[0], 1, 1, 1]), 0.5);
    return tf.where(chosen, tf.reverse(images, axis), images);
  }
}

/**
 * Mirrors images in training, each with probability ½ a direction. Keras: `RandomFlip`; where Keras 3 mirrors both ways
 * or not at all, the two directions are drawn one by one here, as Keras 2 did.
 * @example layers.randomFlip({ mode: 'horizontal', inputShape: [150, 150, 3] })
 */
export function randomFlip(args: RandomFlipArgs | NonNullable<RandomFlipArgs['mode']> = {}): Layer {
  return new RandomFlip(typeof args === 'string' ? { mode: args } : args);
}

registerLayer(RandomFlip);

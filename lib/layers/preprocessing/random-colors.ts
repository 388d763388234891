// Layers that change images' brightness and contrast at random.
import { registerLayer } from '../../core/registry.js';
import { tf } from '../../tf.js';
import type { Layer } from '../base/layer.js';
import { type Factor, factor, rangeOf } from './factor.js';
import { type RandomImageArgs, randomImageLayerOf } from './image-layer.js';
import { valueRange } from './value-range.js';

/** The range that pixels have, and keep. */
export interface ValueRangeArgs extends RandomImageArgs {
  /** Default: [0, 255]; pass [0, 1] after rescaling. */
  valueRange?: readonly [number, number];
}

/** Arguments of `layers.randomContrast`. */
export interface RandomContrastArgs extends ValueRangeArgs {
  /**
   * Contrast is multiplied by a number from [1 − lower, 1 + upper]: a pair, or the upper one alone, which leaves lower
   * at 0; from 0 to 1.
   */
  factor: Factor;
}

export class RandomContrast extends randomImageLayerOf('RandomContrast', 'randomContrast', {
  factor: factor({ least: 0, greatest: 1, loose: true }),
  valueRange: valueRange(),
}) {
  protected override change(images: tf.Tensor4D): tf.Tensor4D {
    const [lower, upper] = rangeOf(this.factor, 0);
    const share = this.draw([images.shape[0], 1, 1, 1], 1 - lower, 1 + upper);
    const mean = tf.mean(images, this.imageAxes, true);
    const changed = tf.add(tf.mul(tf.sub(images, mean), share), mean) as tf.Tensor4D;
    return tf.clipByValue(changed, ...this.valueRange);
  }
}

/**
 * Changes images' contrast in training. Keras: `RandomContrast`; as there, one number alone strengthens only, up to
 * 1 + factor times: give a pair for both directions.
 * @example layers.randomContrast({ factor: [0.3, 0.3], valueRange: [0, 1] })
 */
export function randomContrast(args: RandomContrastArgs | number): Layer {
  return new RandomContrast(typeof args === 'number' ? { factor: args } : args);
}

/** Arguments of `layers.randomBrightness`. */
export interface RandomBrightnessArgs extends ValueRangeArgs {
  /** Added as shares of the value range: 0.2 is up to 20 % darker or brighter, −1 black, 1 white. */
  factor: Factor;
}

export class RandomBrightness extends randomImageLayerOf('RandomBrightness', 'randomBrightness', {
  factor: factor({ least: -1, greatest: 1, loose: true }),
  valueRange: valueRange(),
}) {
  protected override readonly keepsType = true;

  protected override change(images: tf.Tensor4D): tf.Tensor4D {
    const [least, greatest] = this.valueRange;
    const shares = this.draw([images.shape[0], 1, 1, 1], ...rangeOf(this.factor));
    const added = tf.mul(shares, greatest - least);
    if (images.dtype === 'float32')
      return tf.clipByValue(tf.add(images, added) as tf.Tensor4D, least, greatest);
    const whole = tf.add(images, tf.cast(added, 'int32'));
    const clipped = tf.clipByValue(tf.cast(whole, 'float32'), least, greatest);
    return tf.cast(clipped, 'int32') as tf.Tensor4D;
  }
}

/**
 * Changes images' brightness in training by up to `factor` of the value range. Keras: `RandomBrightness`.
 * @example layers.randomBrightness({ factor: 0.2, valueRange: [0, 1] })
 */
export function randomBrightness(args: RandomBrightnessArgs | number): Layer {
  return new RandomBrightness(typeof args === 'number' ? { factor: args } : args);
}

registerLayer(RandomContrast, RandomBrightness);

// Layers that change images' colours at random: hue, saturation, greys, negatives.
import { registerLayer } from '../../../core/registry.js';
import { numberWithin } from '../../../core/settings.js';
import { tf } from '../../../tf.js';
import type { Layer } from '../../base/layer.js';
import { type Factor, factor, rangeOf } from '../factor.js';
import { type RandomImageArgs, randomImageLayerOf } from '../image-layer.js';
import type { ValueRangeArgs } from '../random-colors.js';
import { inRange, valueRange } from '../value-range.js';
import { chosen, forImages, share, sharesOf, where } from './chances.js';
import { toGrey, toHsv, toRgb } from './color-space.js';

/** Arguments of layers with a factor from 0 to 1. */
export interface ShareArgs extends ValueRangeArgs {
  /** A range [least, greatest] from 0 to 1; one number alone is the end of a range from 0. */
  factor: Factor;
}

export class RandomHue extends randomImageLayerOf('RandomHue', 'randomHue', {
  factor: share(),
  valueRange: valueRange(),
}) {
  protected override change(images: tf.Tensor4D): tf.Tensor4D {
    const count = images.shape[0];
    const isBack = tf.greater(this.draw([count]), 0.5);
    const turns = tf.mul(this.draw([count], ...sharesOf(this.factor)), 0.5);
    const turn = forImages(tf.where(isBack, tf.neg(turns), turns));
    return this.channelsLast(images, (given) => {
      const [hue, saturation, value] = toHsv(inRange(given, this.valueRange, [0, 1]));
      const turned = tf.add(hue!, turn);
      const below = tf.where(tf.greater(turned, 1), tf.sub(turned, 1), turned);
      const within = tf.where(tf.less(below, 0), tf.add(below, 1), below);
      const rgb = tf.clipByValue(toRgb([within, saturation!, value!]), 0, 1);
      return inRange(rgb, [0, 1], this.valueRange) as tf.Tensor4D;
    });
  }
}

/**
 * Turns images' hues in training, to either side: 0 leaves them, 1 turns them by up to half of the circle. Keras:
 * `RandomHue`.
 * @example layers.randomHue({ factor: 0.2, valueRange: [0, 1] })
 */
export const randomHue = (args: ShareArgs | number): Layer =>
  new RandomHue(typeof args === 'number' ? { factor: args } : args);

/** As Keras adds it to what is divided by. */
const epsilon = 1e-7;

export class RandomSaturation extends randomImageLayerOf('RandomSaturation', 'randomSaturation', {
  factor: factor({ least: -1, greatest: 1, loose: true }),
  valueRange: valueRange(),
}) {
  protected override change(images: tf.Tensor4D): tf.Tensor4D {
    const drawn = this.draw([images.shape[0]], ...rangeOf(this.factor, -1));
    const times = forImages(tf.div(drawn, tf.add(tf.sub(1, drawn), epsilon)));
    return this.channelsLast(images, (given) => {
      const [hue, saturation, value] = toHsv(given);
      const changed = tf.clipByValue(tf.mul(saturation!, times), ...this.valueRange);
      return toRgb([hue!, changed, value!]) as tf.Tensor4D;
    });
  }
}

/**
 * Changes images' saturation in training: 0 leaves greys, 0.5 the image, 1 the strongest colours. Keras:
 * `RandomSaturation`.
 * @example layers.randomSaturation({ factor: [0.4, 0.6], valueRange: [0, 1] })
 */
export const randomSaturation = (args: ShareArgs): Layer => new RandomSaturation(args);

export class RandomColorDegeneration extends randomImageLayerOf(
  'RandomColorDegeneration',
  'randomColorDegeneration',
  { factor: factor({ least: -1, greatest: 1, loose: true }), valueRange: valueRange() },
) {
  protected override change(images: tf.Tensor4D): tf.Tensor4D {
    const shares = this.draw([images.shape[0], 1, 1, 1], ...rangeOf(this.factor, -1));
    return this.channelsLast(images, (given) => {
      const changed = tf.add(given, tf.mul(shares, tf.sub(toGrey(given), given)));
      return tf.clipByValue(changed as tf.Tensor4D, ...this.valueRange);
    });
  }
}

/**
 * Takes colour out of images in training, up to greys at 1; below 0 it adds some. Keras: `RandomColorDegeneration`.
 * @example layers.randomColorDegeneration({ factor: [0, 0.5], valueRange: [0, 1] })
 */
export const randomColorDegeneration = (args: ShareArgs): Layer => new RandomColorDegeneration(args);

export class RandomGrayscale extends randomImageLayerOf('RandomGrayscale', 'randomGrayscale', {
  factor: numberWithin(0, 1, 0.5),
}) {
  protected override readonly keepsType = true;

  protected override change(images: tf.Tensor4D): tf.Tensor4D {
    const isGrey = forImages(tf.less(this.draw([images.shape[0]]), this.factor));
    return this.channelsLast(images, (given) => {
      const grey = tf.cast(toGrey(tf.cast(given, 'float32')), given.dtype);
      return where(isGrey, tf.broadcastTo(grey, given.shape), given);
    });
  }
}

/**
 * Makes a share `factor` (0.5) of images grey in training; they keep their channels. Keras: `RandomGrayscale`.
 * @example layers.randomGrayscale({ factor: 0.3 })
 */
export const randomGrayscale = (
  args: RandomImageArgs & {
    /** The share of images that turn grey. Default: 0.5. */
    factor?: number;
  } = {},
): Layer => new RandomGrayscale(args);

export class RandomInvert extends randomImageLayerOf('RandomInvert', 'randomInvert', {
  factor: share(1),
  valueRange: valueRange(),
}) {
  protected override change(images: tf.Tensor4D): tf.Tensor4D {
    const isNegative = chosen((...args) => this.draw(...args), images.shape[0], this.factor);
    return where(isNegative, tf.sub(this.valueRange[1], images), images);
  }
}

/**
 * Makes negatives of images in training, each with a probability from the range `factor`, by default [0, 1]. Keras:
 * `RandomInvert`.
 * @example layers.randomInvert({ factor: [0.5, 0.5], valueRange: [0, 1] })
 */
export const randomInvert = (
  args: ValueRangeArgs & {
    /** The range from which each image's probability is drawn. Default: [0, 1]. */
    factor?: Factor;
  } = {},
): Layer => new RandomInvert(args);

registerLayer(RandomHue, RandomSaturation, RandomColorDegeneration, RandomGrayscale, RandomInvert);

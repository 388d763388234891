// Layers that change which tones images have: posterization, solarization, contrast and histograms.
import { received } from '../../../core/messages.js';
import { type Option, option, size } from '../../../core/options.js';
import { registerLayer } from '../../../core/registry.js';
import { tf } from '../../../tf.js';
import type { Layer } from '../../base/layer.js';
import type { Factor } from '../factor.js';
import { type ImageLayerArgs, imageLayerOf, randomImageLayerOf } from '../image-layer.js';
import type { ValueRangeArgs } from '../random-colors.js';
import { inRange, type ValueRange, valueRange } from '../value-range.js';
import { forImages, share, sharesOf } from './chances.js';

const bytes: ValueRange = [0, 255];

/** Arguments of layers that need to know the range of pixels. */
export interface TonesArgs extends ImageLayerArgs {
  /** Default: [0, 255]; pass [0, 1] after rescaling. */
  valueRange?: readonly [number, number];
}

/** From one bit to eight, or a range of them. */
const bits = (): Option<Factor> =>
  option<Factor>((given, layer, name) => {
    const ends: unknown[] = [given].flat();
    const fits = ends.every((end) => Number.isFinite(end) && (end as number) >= 1 && (end as number) <= 8);
    if (fits && ends.length === (Array.isArray(given) ? 2 : 1)) return given as Factor;
    throw new RangeError(
      `${layer}: ${name} must be a number of bits from 1 to 8, or a pair of them. Received: ${Array.isArray(given) ? JSON.stringify(given) : received(given)}.`,
    );
  });

export class RandomPosterization extends randomImageLayerOf('RandomPosterization', 'randomPosterization', {
  factor: bits(),
  valueRange: valueRange(),
}) {
  protected override change(images: tf.Tensor4D): tf.Tensor4D {
    const step = forImages(tf.pow(2, tf.sub(8, this.#bits(images.shape[0]))));
    const levels = tf.floor(inRange(images, this.valueRange, bytes));
    const coarse = tf.mul(tf.floor(tf.div(levels, step)), step);
    return inRange(coarse as tf.Tensor4D, bytes, this.valueRange);
  }

  /** One number of bits alone reaches from 1 up, as Keras has it: the greatest is not drawn. */
  #bits(count: number): tf.Tensor {
    const { factor } = this;
    const [least, greatest] = typeof factor === 'number' ? [1, factor] : [...factor].sort((a, b) => a - b);
    if (least === greatest) return tf.fill([count], Math.trunc(least!));
    return tf.floor(this.draw([count], Math.trunc(least!), Math.trunc(greatest!)));
  }
}

/**
 * Leaves images only so many bits a pixel in training: `factor` from 1 to 8, or a range whose end is not drawn. Keras:
 * `RandomPosterization`.
 * @example layers.randomPosterization({ factor: [3, 3] })
 */
export const randomPosterization = (
  args: ValueRangeArgs & {
    /** How many bits stay, from 1 to 8, or a range. */
    factor: Factor;
  },
): Layer => new RandomPosterization(args);

export class Solarization extends randomImageLayerOf('Solarization', 'solarization', {
  additionFactor: share(0),
  thresholdFactor: share(0),
  valueRange: valueRange(),
}) {
  protected override change(images: tf.Tensor4D): tf.Tensor4D {
    const draw = (factor: Factor): tf.Tensor => {
      const [least, greatest] = sharesOf(factor);
      return this.draw([images.shape[0], 1, 1, 1], least, greatest * 255);
    };
    const [additions, thresholds] = [draw(this.additionFactor), draw(this.thresholdFactor)];
    const added = tf.clipByValue(tf.add(inRange(images, this.valueRange, bytes), additions), 0, 255);
    const changed = tf.where(tf.less(added, thresholds), added, tf.sub(255, added));
    return inRange(changed as tf.Tensor4D, bytes, this.valueRange);
  }
}

/**
 * Makes negatives of bright pixels in training: first `additionFactor` brightens, then what is not below
 * `thresholdFactor` turns about; both are shares of the range, or ranges of shares, 0 by default. Keras: `Solarization`.
 * @example layers.solarization({ thresholdFactor: [0.5, 0.5], valueRange: [0, 1] })
 */
export const solarization = (
  args: ValueRangeArgs & {
    /** What is added first, as a share of the range. Default: 0. */
    additionFactor?: Factor;
    /** Brighter values are inverted, as a share of the range. Default: 0. */
    thresholdFactor?: Factor;
  } = {},
): Layer => new Solarization(args);

export class AutoContrast extends imageLayerOf('AutoContrast', 'autoContrast', { valueRange: valueRange() }) {
  protected override change(images: tf.Tensor4D): tf.Tensor4D {
    const scaled = inRange(images, this.valueRange, bytes);
    // Keras takes these two axes wherever the channels are.
    const [low, high] = [tf.min(scaled, [1, 2], true), tf.max(scaled, [1, 2], true)];
    const scale = tf.div(255, tf.sub(high, low));
    const spread = tf.add(tf.mul(scaled, scale), tf.mul(tf.neg(low), scale));
    const results = inRange(tf.clipByValue(spread as tf.Tensor4D, 0, 255), bytes, this.valueRange);
    const isFlat = tf.broadcastTo(tf.equal(low, high), images.shape);
    return tf.where(isFlat, images, results) as tf.Tensor4D;
  }
}

/**
 * Spreads each image's values over the whole range, channel by channel; always, not in training alone. Keras:
 * `AutoContrast`.
 * @example layers.autoContrast({ valueRange: [0, 1] })
 */
export const autoContrast = (args: TonesArgs = {}): Layer => new AutoContrast(args);

export class Equalization extends imageLayerOf('Equalization', 'equalization', {
  valueRange: valueRange(),
  bins: size(256),
}) {
  protected override applies(training: boolean): boolean {
    return training;
  }

  protected override change(images: tf.Tensor4D): tf.Tensor4D {
    return this.channelsLast(images, (given) => {
      const channels = tf.unstack(given, 3).map((channel) => this.#equalized(channel));
      return tf.stack(channels, 3) as tf.Tensor4D;
    });
  }

  /** One channel of all images of the batch, as Keras takes them. */
  #equalized(given: tf.Tensor): tf.Tensor {
    const { bins } = this;
    const channel = inRange(given, this.valueRange, bytes);
    const place = (x: tf.Tensor): tf.Tensor => tf.cast(tf.clipByValue(x, 0, bins - 1), 'int32');
    const drawn = tf.reshape(place(tf.div(tf.mul(channel, bins - 1), 255)), [-1]);
    const counts = tf.sum(tf.oneHot(drawn, bins), 0);
    const upTo = tf.cumsum(tf.cast(counts, 'float32'));
    const first = tf.min(tf.where(tf.greater(upTo, 0), upTo, tf.fill([bins], Number.POSITIVE_INFINITY)));
    const all = tf.max(upTo);
    const rest = tf.where(tf.equal(all, first), tf.scalar(1), tf.sub(all, first));
    const table = tf.clipByValue(tf.round(tf.div(tf.mul(tf.sub(upTo, first), 255), rest)), 0, 255);
    const looked = tf.gather(table, place(tf.mul(tf.div(channel, 255), bins - 1)));
    const isOne = tf.lessEqual(tf.sum(tf.cast(tf.greater(counts, 0), 'int32')), 1);
    const changed = tf.where(tf.broadcastTo(isOne, channel.shape), channel, looked);
    return inRange(changed, bytes, this.valueRange);
  }
}

/**
 * Spreads images' values in training so that all of `bins` (256) tones come as often, channel by channel over the whole
 * batch. Keras: `Equalization`.
 * @example layers.equalization({ valueRange: [0, 1] })
 */
export const equalization = (
  args: TonesArgs & {
    /** How many shades are told apart. Default: 256. */
    bins?: number;
  } = {},
): Layer => new Equalization(args);

registerLayer(RandomPosterization, Solarization, AutoContrast, Equalization);

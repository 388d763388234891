// Layers that blur and sharpen images at random.
import { received } from '../../../core/messages.js';
import { option } from '../../../core/options.js';
import { registerLayer } from '../../../core/registry.js';
import { tf } from '../../../tf.js';
import type { Layer } from '../../base/layer.js';
import type { Factor } from '../factor.js';
import { randomImageLayerOf } from '../image-layer.js';
import type { ValueRangeArgs } from '../random-colors.js';
import { valueRange } from '../value-range.js';
import { chosen, forImages, share, sharesOf, where } from './chances.js';
import type { ShareArgs } from './colors.js';

/** Each channel by itself, with zeros beyond the edge. @param kernel [rows, columns] */
function filtered(images: tf.Tensor4D, kernel: tf.Tensor): tf.Tensor4D {
  const [rows, columns] = kernel.shape;
  const each = tf.tile(tf.reshape(kernel, [rows!, columns!, 1, 1]), [1, 1, images.shape[3], 1]);
  return tf.depthwiseConv2d(images, each as tf.Tensor4D, 1, 'same');
}

const [edge, centre] = [1 / 13, 5 / 13];

export class RandomSharpness extends randomImageLayerOf('RandomSharpness', 'randomSharpness', {
  factor: share(),
  valueRange: valueRange(),
}) {
  protected override change(images: tf.Tensor4D): tf.Tensor4D {
    const share = forImages(tf.mul(this.draw([images.shape[0]], ...sharesOf(this.factor)), 2));
    const kernel = tf.tensor2d([
      [edge, edge, edge],
      [edge, centre, edge],
      [edge, edge, edge],
    ]);
    return this.channelsLast(images, (given) => {
      const changed = tf.add(given, tf.mul(tf.sub(1, share), tf.sub(filtered(given, kernel), given)));
      return tf.clipByValue(changed as tf.Tensor4D, ...this.valueRange);
    });
  }
}

/**
 * Changes images' sharpness in training: 0 blurs, 0.5 leaves the image, 1 sharpens. Keras: `RandomSharpness`.
 * @example layers.randomSharpness({ factor: [0.3, 0.7], valueRange: [0, 1] })
 */
export const randomSharpness = (args: ShareArgs): Layer => new RandomSharpness(args);

/** An odd number, or a pair of them. */
const kernelSize = () =>
  option<Factor>((given, layer, name) => {
    const sides: unknown[] = [given].flat();
    const isOdd = (one: unknown): boolean =>
      Number.isInteger(one) && (one as number) > 0 && (one as number) % 2 === 1;
    if (sides.every(isOdd) && sides.length === (Array.isArray(given) ? 2 : 1)) return given as Factor;
    throw new Error(
      `${layer}: ${name} must be an odd number, or a pair of them. Received: ${Array.isArray(given) ? JSON.stringify(given) : received(given)}.`,
    );
  }, 3);

/** A bell of `size` values that add up to 1. @param deviation a tensor of one number */
export function bell(size: number, deviation: tf.Tensor): tf.Tensor {
  const places = tf.sub(tf.range(0, size, 1, 'float32'), (size - 1) / 2);
  const heights = tf.exp(tf.mul(tf.square(tf.div(places, deviation)), -0.5));
  return tf.div(heights, tf.sum(heights));
}

/** Blurred by a bell each way. @param deviations two numbers, first that of the first size */
export function gaussianBlur(
  images: tf.Tensor4D,
  [first, second]: readonly [number, number],
  deviations: readonly [tf.Tensor, tf.Tensor],
): tf.Tensor4D {
  // Keras multiplies the second's bell by the first's, and reads the result in the order of the sizes.
  const kernel = tf.outerProduct(
    bell(second, deviations[1]) as tf.Tensor1D,
    bell(first, deviations[0]) as tf.Tensor1D,
  );
  return filtered(images, tf.reshape(kernel, [first, second]));
}

export class RandomGaussianBlur extends randomImageLayerOf('RandomGaussianBlur', 'randomGaussianBlur', {
  factor: share(1),
  kernelSize: kernelSize(),
  sigma: share(1),
  valueRange: valueRange(),
}) {
  protected override change(images: tf.Tensor4D): tf.Tensor4D {
    const isBlurred = chosen((...args) => this.draw(...args), images.shape[0], this.factor);
    const [first, second] = tf.unstack(tf.add(this.draw([2], ...sharesOf(this.sigma)), 1e-6));
    const sides: readonly [number, number] =
      typeof this.kernelSize === 'number' ? [this.kernelSize, this.kernelSize] : this.kernelSize;
    const blurred = this.channelsLast(images, (given) => gaussianBlur(given, sides, [first!, second!]));
    return tf.clipByValue(where(isBlurred, blurred, images), ...this.valueRange);
  }
}

/**
 * Blurs images in training, each with a probability from the range `factor` ([0, 1] by default), by a bell of
 * `kernelSize` (3) pixels, whose deviation is from the range `sigma` ([0, 1]). Keras: `RandomGaussianBlur`.
 * @example layers.randomGaussianBlur({ factor: [1, 1], kernelSize: 5, sigma: [0.8, 0.8] })
 */
export const randomGaussianBlur = (
  args: ValueRangeArgs & {
    /** The share of images that are blurred. Default: 1. */
    factor?: Factor;
    /** Size of the blur, in pixels. Default: 3. */
    kernelSize?: Factor;
    /** Deviation of the blur, drawn between two numbers. Default: 1. */
    sigma?: Factor;
  } = {},
): Layer => new RandomGaussianBlur(args);

registerLayer(RandomSharpness, RandomGaussianBlur);

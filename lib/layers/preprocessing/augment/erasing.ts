// RandomErasing: boxes of noise or of one colour in images (Zhong et al., 2017).
import { received } from '../../../core/messages.js';
import { option, optional } from '../../../core/options.js';
import { registerLayer } from '../../../core/registry.js';
import { tf } from '../../../tf.js';
import type { Layer } from '../../base/layer.js';
import type { Factor } from '../factor.js';
import { randomImageLayerOf } from '../image-layer.js';
import type { ValueRangeArgs } from '../random-colors.js';
import { valueRange } from '../value-range.js';
import { inBoxes, span } from './boxes.js';
import { chosen, type Draw, share, sharesOf, where } from './chances.js';

/** One number, or one for each of three channels. */
const fillValue = optional(
  option<number | number[]>((given, layer, name) => {
    const list: unknown[] = [given].flat();
    const fits = list.every((one) => Number.isFinite(one)) && [1, 3].includes(list.length);
    if (fits) return given as number | number[];
    throw new Error(
      `${layer}: ${name} must be a number, or a list of three. Received: ${Array.isArray(given) ? JSON.stringify(given) : received(given)}.`,
    );
  }),
);

export class RandomErasing extends randomImageLayerOf('RandomErasing', 'randomErasing', {
  factor: share(1),
  scale: share([0.02, 0.33]),
  fillValue,
  valueRange: valueRange(),
}) {
  protected override change(images: tf.Tensor4D): tf.Tensor4D {
    const draw: Draw = (...args) => this.draw(...args);
    const [rowAxis, columnAxis] = this.imageAxes;
    const [count, height, width] = [images.shape[0], images.shape[rowAxis], images.shape[columnAxis]];
    const shares = tf.sqrt(draw([count, 2], ...sharesOf(this.scale)));
    const [across, down] = tf.unstack(shares, 1);
    const columns = span(draw, width, across!);
    const rows = span(draw, height, down!);
    const isErased = chosen(draw, count, this.factor);
    const filling = this.#filling(images);
    const boxes = inBoxes(height, width, columns, rows);
    const placed = this.dataFormat === 'channelsLast' ? boxes : tf.transpose(boxes, [0, 3, 1, 2]);
    return where(isErased, where(placed, filling, images), images);
  }

  #filling(images: tf.Tensor4D): tf.Tensor {
    const { fillValue: given, valueRange: range } = this;
    const noise = (): tf.Tensor => tf.mul(this.draws.normal(images.shape, 0, 1), range[1]);
    const filled = given === null ? noise() : tf.add(tf.zerosLike(images), given);
    return tf.clipByValue(filled, ...range);
  }
}

/** Arguments of `layers.randomErasing`. */
export interface RandomErasingArgs extends ValueRangeArgs {
  /** The probability of each image, or a range that it is drawn from. Default: [0, 1]. */
  factor?: Factor;
  /** The share of the image that the box covers, drawn from a range. Default: [0.02, 0.33]. */
  scale?: Factor;
  /** What the box holds: a number, or one for each channel. Default: noise. */
  fillValue?: number | number[] | null;
}

/**
 * Puts a box over images in training. Keras: `RandomErasing`.
 * @example layers.randomErasing({ factor: [0.5, 0.5], fillValue: 0 })
 */
export const randomErasing = (args: RandomErasingArgs = {}): Layer => new RandomErasing(args);

registerLayer(RandomErasing);

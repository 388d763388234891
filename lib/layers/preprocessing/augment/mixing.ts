// Layers that mix the images of a batch, and their labels with them: MixUp (Zhang et al., 2017), CutMix (Yun et al., 2019).

import { number } from '../../../core/options.js';
import { publicly } from '../../../core/public-types.js';
import { registerLayer } from '../../../core/registry.js';
import { isPlainObject } from '../../../core/structure.js';
import { betaBy, orderBy } from '../../../random/distributions.js';
import { tf } from '../../../tf.js';
import type { Layer } from '../../base/layer.js';
import type { Factor } from '../factor.js';
import { type RandomImageArgs, RandomImageLayer, randomImageLayerOf } from '../image-layer.js';
import { inBoxes, span } from './boxes.js';
import { type Draw, forImages, share, sharesOf, where } from './chances.js';

/** Images with their labels, one row of numbers an image. */
export interface LabelledImages {
  images: tf.Tensor;
  labels?: tf.Tensor;
}

/** A layer that takes images alone, or with their labels. */
export interface MixingLayer extends Layer {
  apply(input: tf.SymbolicTensor, options?: object): tf.SymbolicTensor;
  apply(input: tf.SymbolicTensor[], options?: object): tf.SymbolicTensor;
  apply(input: tf.Tensor | tf.Tensor[], options?: object): tf.Tensor;
  /** Images with labels: outside of a model they are mixed always, as Keras does. */
  apply(input: LabelledImages, options?: object): { images: tf.Tensor; labels?: tf.Tensor };
}

/** What chance decided for a batch. */
interface Mixture {
  images(given: tf.Tensor4D): tf.Tensor4D;
  labels(given: tf.Tensor): tf.Tensor;
}

abstract class Mixing extends RandomImageLayer {
  protected abstract mixture(images: tf.Tensor4D): Mixture;

  protected override change(images: tf.Tensor4D): tf.Tensor4D {
    return this.mixture(images).images(images);
  }

  override apply(given: never, options: { training?: boolean } = {}): never {
    if (!isPlainObject(given)) return super.apply(given as tf.Tensor, options) as never;
    const { images, labels } = given as LabelledImages;
    if (!this.built) {
      this.build();
      this.built = true;
    }
    return tf.tidy(() => {
      const floats = tf.cast(images, 'float32') as tf.Tensor4D;
      if (options.training === false || floats.rank !== 4)
        return { images: floats, ...(labels ? { labels } : {}) };
      const mixed = this.mixture(floats);
      return {
        images: mixed.images(floats),
        ...(labels ? { labels: mixed.labels(tf.cast(labels, 'float32')) } : {}),
      };
    }) as never;
  }
}

/** Each with its weight, and another with what is left. */
function blended(given: tf.Tensor, other: tf.Tensor, weight: tf.Tensor): tf.Tensor {
  return tf.add(tf.mul(weight, given), tf.mul(tf.sub(1, weight), other));
}

const column = (values: tf.Tensor): tf.Tensor => tf.reshape(values, [-1, 1]);

export class MixUp extends randomImageLayerOf('MixUp', 'mixUp', { alpha: number(0.2) }, Mixing) {
  protected override mixture(images: tf.Tensor4D): Mixture {
    const count = images.shape[0];
    const order = orderBy(this.draws.next(), count);
    const alpha = tf.scalar(this.alpha);
    const weight = betaBy(this.draws.next(), [count], alpha, alpha);
    const mix = (given: tf.Tensor, shaped: tf.Tensor): tf.Tensor =>
      blended(given, tf.gather(given, order), shaped);
    return {
      images: (given) => mix(given, forImages(weight)) as tf.Tensor4D,
      labels: (given) => mix(given, column(weight)),
    };
  }
}

/**
 * Lays another image of the batch over each in training, by a weight drawn from a beta distribution of `alpha` (0.2);
 * labels are mixed alike. Keras: `MixUp`.
 * @example
 * const mix = layers.mixUp({ alpha: 0.4 });
 * const { images, labels } = mix.apply({ images: tf.ones([4, 8, 8, 3]), labels: tf.eye(4) });
 */
export const mixUp = (
  args: RandomImageArgs & {
    /** The parameter of the beta distribution from which shares are drawn. Default: 0.2. */
    alpha?: number;
  } = {},
): MixingLayer => publicly(new MixUp(args));

export class CutMix extends randomImageLayerOf('CutMix', 'cutMix', { factor: share(1) }, Mixing) {
  protected override mixture(images: tf.Tensor4D): Mixture {
    const draw: Draw = (...args) => this.draw(...args);
    const [rowAxis, columnAxis] = this.imageAxes;
    const [count, height, width] = [images.shape[0], images.shape[rowAxis], images.shape[columnAxis]];
    const alpha = tf.add(draw([], ...sharesOf(this.factor)), 1e-6);
    const side = tf.sqrt(tf.sub(1, betaBy(this.draws.next(), [count], alpha, alpha)));
    const columns = span(draw, width, side);
    const rows = span(draw, height, side);
    const order = orderBy(this.draws.next(), count);
    const boxes = inBoxes(height, width, columns, rows);
    const placed = this.dataFormat === 'channelsLast' ? boxes : tf.transpose(boxes, [0, 3, 1, 2]);
    const lengthOf = ([from, to]: readonly [tf.Tensor, tf.Tensor]): tf.Tensor => tf.sub(to, from);
    const covered = tf.div(tf.mul(lengthOf(columns), lengthOf(rows)), width * height);
    return {
      images: (given) => where(placed, tf.gather(given, order), given),
      labels: (given) => blended(given, tf.gather(given, order), column(tf.sub(1, covered))),
    };
  }
}

/**
 * Puts a box of another image of the batch into each in training; labels are mixed by the box's share. The box's size
 * goes by a beta distribution, whose parameter is drawn from the range `factor`, [0, 1] by default. Keras: `CutMix`.
 * @example
 * const mix = layers.cutMix({ factor: [1, 1] });
 * const { images, labels } = mix.apply({ images: tf.ones([4, 8, 8, 3]), labels: tf.eye(4) });
 */
export const cutMix = (
  args: RandomImageArgs & {
    /** The range from which the parameter of the beta distribution is drawn. Default: [0, 1]. */
    factor?: Factor;
  } = {},
): MixingLayer => publicly(new CutMix(args));

registerLayer(MixUp, CutMix);

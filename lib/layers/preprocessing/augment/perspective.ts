// RandomPerspective: images as if seen from another place.
import { choice, number } from '../../../core/options.js';
import { registerLayer } from '../../../core/registry.js';
import { numberWithin } from '../../../core/settings.js';
import { tf } from '../../../tf.js';
import type { Layer } from '../../base/layer.js';
import { perspectives, transformImages } from '../affine-matrices.js';
import type { Factor } from '../factor.js';
import { type RandomImageArgs, randomImageLayerOf } from '../image-layer.js';
import { chosen, share, where } from './chances.js';

export class RandomPerspective extends randomImageLayerOf('RandomPerspective', 'randomPerspective', {
  factor: share(1),
  scale: numberWithin(0, 1, 1),
  interpolation: choice(['nearest', 'bilinear'], 'bilinear'),
  fillValue: number(0),
}) {
  protected override change(images: tf.Tensor4D): tf.Tensor4D {
    const { fillValue } = this;
    const interpolation = this.interpolation as 'nearest' | 'bilinear';
    const [rowAxis, columnAxis] = this.imageAxes;
    const count = images.shape[0];
    const [bottom, right] = [images.shape[rowAxis]! - 1, images.shape[columnAxis]! - 1];
    const isChanged = chosen((...args) => this.draw(...args), count, this.factor);
    const shifts = this.draw([count, 4, 2], -0.5 * this.scale, 0.5 * this.scale);
    const corners = tf.tensor3d([
      [
        [0, 0],
        [right, 0],
        [0, bottom],
        [right, bottom],
      ],
    ]);
    const moved = tf.add(corners, tf.mul(corners, shifts));
    const changed = this.channelsLast(images, (given) =>
      transformImages(given, perspectives(tf.tile(corners, [count, 1, 1]), moved), {
        fillMode: 'constant',
        fillValue,
        interpolation,
      }),
    );
    return where(isChanged, changed, images);
  }
}

/** Arguments of `layers.randomPerspective`. */
export interface RandomPerspectiveArgs extends RandomImageArgs {
  /** The probability of each image, or a range that it is drawn from. Default: [0, 1]. */
  factor?: Factor;
  /** How far corners move, from 0 to 1. Default 1. */
  scale?: number;
  /** Default: 'bilinear'. */
  interpolation?: 'nearest' | 'bilinear';
  /** The value beyond the edge. Default 0. */
  fillValue?: number;
}

/**
 * Shows images in training as if from another place. Keras: `RandomPerspective`.
 * @example layers.randomPerspective({ factor: [0.5, 0.5], scale: 0.3 })
 */
export const randomPerspective = (args: RandomPerspectiveArgs = {}): Layer => new RandomPerspective(args);

registerLayer(RandomPerspective);

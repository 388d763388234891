// RandomCrop: cuts a random part out of images.
import type { CallOptions } from '../../core/layer.js';
import { size } from '../../core/options.js';
import { registerLayer } from '../../core/registry.js';
import type { Shape } from '../../core/shape.js';
import { tf } from '../../tf.js';
import type { Layer } from '../base/layer.js';
import { proportioned } from './cuts.js';
import { type RandomImageArgs, randomImageLayerOf } from './image-layer.js';
import { resizeImages } from './resize.js';

/** Arguments of `layers.randomCrop`. */
export interface RandomCropArgs extends RandomImageArgs {
  /** Rows of the cut. */
  height: number;
  /** Columns of the cut. */
  width: number;
}

const options = { height: size(), width: size() };

export class RandomCrop extends randomImageLayerOf('RandomCrop', 'randomCrop', options) {
  protected override change(images: tf.Tensor4D): tf.Tensor4D {
    const { height, width } = this;
    return this.channelsLast(images, (given) => {
      const [, rows, columns] = given.shape;
      if (rows > height && columns > width) return this.#cutAnywhere(given);
      return resizeImages(cutFrom(given, height, width), [height, width], 'bilinear');
    });
  }

  /** The part at a random place. */
  #cutAnywhere(images: tf.Tensor4D): tf.Tensor4D {
    const [, rows, columns] = images.shape;
    const places = (side: number, length: number) => {
      const start = tf.cast(this.draw([1], 0, side - length + 1), 'int32');
      return tf.add(start, tf.range(0, length, 1, 'int32')) as tf.Tensor1D;
    };
    return tf.gather(tf.gather(images, places(rows, this.height), 1), places(columns, this.width), 2);
  }

  override call(input: tf.Tensor, options: CallOptions): tf.Tensor {
    // Outside training Keras leaves even the type as it is.
    return options.training ? super.call(input, options) : input;
  }

  override computeOutputShape(inputShape: Shape): Shape {
    return this.resizedShape(inputShape, this.height, this.width);
  }
}

/** What Keras cuts out of images too small for the part wanted: as much of it as there is, from where it would begin. */
function cutFrom(images: tf.Tensor4D, height: number, width: number): tf.Tensor4D {
  const [count, rows, columns, channels] = images.shape;
  const [cutRows, cutColumns] = proportioned(images, height, width);
  const [top, left] = [Math.floor((rows - cutRows) / 2), Math.floor((columns - cutColumns) / 2)];
  return tf.slice(
    images,
    [0, top, left, 0],
    [count, Math.min(height, rows - top), Math.min(width, columns - left), channels],
  );
}

registerLayer(RandomCrop);

/**
 * Cuts a part out of images in training, at the same place, drawn anew, for all of a batch; images that are not larger
 * are cut to its proportions and resized. Outside training images stay as they are, as in Keras 3: put
 * `layers.centerCrop` or `layers.resizing` behind it where the size must not change. Keras: `RandomCrop`.
 * @example layers.randomCrop({ height: 100, width: 100 })
 */
export function randomCrop(args: RandomCropArgs): Layer {
  return new RandomCrop(args);
}

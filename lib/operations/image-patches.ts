// Patches of images and volumes, each as one row of its numbers.
import { tf } from '../tf.js';
import { changed, pair } from './images.js';
import { numbersOf, recipe } from './make.js';
import type { Recipes, Settings } from './recipe.js';
import { tensorOf } from './values.js';

/** Each patch as one row of channels, by a convolution with ones at one place each. */
function patches(images: tf.Tensor4D, { size, strides, dilationRate, padding }: Settings): tf.Tensor {
  const [height, width] = pair(size);
  const channels = images.shape[3];
  const count = height * width * channels;
  const filter = tf.reshape(tf.eye(count), [height, width, channels, count]) as tf.Tensor4D;
  const floats = tf.cast(images, 'float32') as tf.Tensor4D;
  const steps = pair(strides ?? size);
  const made = tf.conv2d(floats, filter, steps, padding as 'valid' | 'same', 'NHWC', pair(dilationRate));
  return tf.cast(made, images.dtype);
}

/** Of one number three, or the three. */
function three(given: unknown): number[] {
  const list = numbersOf(given);
  return list.length === 3 ? list : [list[0]!, list[0]!, list[0]!];
}

/** Blocks of volumes, [volumes, depth, height, width, channels]: the last axis first, since its numbers lie closest. */
function blocks(volumes: tf.Tensor, settings: Settings): tf.Tensor {
  return [3, 2, 1].reduce((x, axis) => windowsAlong(x, axis, settings), volumes);
}

/** What lies in each window along an axis goes before the channels. */
function windowsAlong(x: tf.Tensor, axis: number, settings: Settings): tf.Tensor {
  const { size, strides, dilationRate, padding } = settings;
  const [cells, step, apart] = [size, strides ?? size, dilationRate].map((one) => three(one)[axis - 1]!);
  const reach = (cells! - 1) * apart! + 1;
  const isWhole = padding === 'same';
  const now = x.shape[axis]!;
  const count = isWhole ? Math.ceil(now / step!) : Math.floor((now - reach) / step!) + 1;
  if (count < 1)
    throw new Error(
      `ops.image.extractPatches3d: expected volumes of ${reach} or more along axis ${axis}. Received: ${now}.`,
    );
  const missing = isWhole ? Math.max(0, (count - 1) * step! + reach - now) : 0;
  const before = Math.floor(missing / 2);
  const wide = tf.pad(
    x,
    x.shape.map((_, i) => (i === axis ? [before, missing - before] : [0, 0])),
  );
  const places = Array.from({ length: count * cells! }, (_, i) => {
    const window = Math.floor(i / cells!);
    return window * step! + (i % cells!) * apart!;
  });
  const read = tf.gather(wide, tf.tensor1d(places, 'int32'), axis);
  const apartNow = tf.reshape(read, [...x.shape.slice(0, axis), count, cells!, ...x.shape.slice(axis + 1)]);
  const others = Array.from({ length: 6 }, (_, i) => i).filter((i) => i !== axis + 1 && i !== 5);
  const turned = tf.transpose(apartNow, [...others, axis + 1, 5]);
  return tf.reshape(turned, [...turned.shape.slice(0, 4), cells! * x.shape[4]!]);
}

/** One volume or several, with the channels last or first. */
function blocksOf(x: tf.Tensor, settings: Settings): tf.Tensor {
  if (x.rank === 4) return tf.squeeze(blocksOf(tf.expandDims(x, 0), settings), [0]);
  if (x.rank !== 5)
    throw new Error(
      `ops.image.extractPatches3d: expected one volume or several, with 4 or 5 axes. Received: shape [${x.shape}].`,
    );
  if (settings.dataFormat !== 'channels_first') return blocks(x, settings);
  return tf.transpose(blocks(tf.transpose(x, [0, 2, 3, 4, 1]), settings), [0, 4, 1, 2, 3]);
}

const cutting = { size: undefined, strides: null, dilationRate: 1, padding: 'valid', dataFormat: null };

/** Keras has one class for both. */
export const imagePatches: Recipes = {
  ExtractPatches: recipe(
    ['images'],
    cutting,
    ([x], settings) =>
      numbersOf(settings.size).length === 3
        ? blocksOf(tensorOf(x), settings)
        : changed(tensorOf(x), settings, patches),
    'image',
  ),
};

// What chance decides for each image of a batch: whether it is changed, and by how much.
import type { Option } from '../../../core/options.js';
import { tf } from '../../../tf.js';
import { type Factor, factor, rangeOf } from '../factor.js';

/** A range of numbers from 0 to 1; one number alone is the end of a range from 0. */
export const share = (...fallback: [] | [Factor]): Option<Factor> =>
  factor({ least: 0, greatest: 1, loose: true }, ...fallback);

/** The two ends of such a range. */
export const sharesOf = (given: Factor): [number, number] => rangeOf(given, 0);

/** Draws numbers, as a layer does. */
export type Draw = (shape: number[], low?: number, high?: number) => tf.Tensor;

/** Whether each of `count` images is changed: its probability is drawn from the range first. */
export function chosen(draw: Draw, count: number, given: Factor): tf.Tensor {
  const probability = draw([count], ...sharesOf(given));
  return forImages(tf.less(draw([count]), probability));
}

/** One number an image, [images, 1, 1, 1]. */
export const forImages = (values: tf.Tensor): tf.Tensor => tf.reshape(values, [-1, 1, 1, 1]);

/** Images of the second kind where they are chosen. */
export const where = (isChosen: tf.Tensor, changed: tf.Tensor, images: tf.Tensor4D): tf.Tensor4D =>
  tf.where(tf.broadcastTo(tf.cast(isChosen, 'bool'), images.shape), changed, images) as tf.Tensor4D;

// Random boxes within images: RandomErasing fills them, CutMix puts another image's part there.
import { tf } from '../../../tf.js';
import type { Draw } from './chances.js';

/** Where a box begins and ends along one side, in pixels: one pair an image. */
export function span(draw: Draw, length: number, share: tf.Tensor): [from: tf.Tensor, to: tf.Tensor] {
  const wide = tf.mul(share, length);
  const from = tf.mul(draw([share.shape[0]!]), tf.sub(length, wide));
  return [from, tf.add(from, wide)];
}

type Span = readonly [from: tf.Tensor, to: tf.Tensor];

/** Which pixels lie in the boxes: [images, height, width, 1]. */
export function inBoxes(height: number, width: number, columns: Span, rows: Span): tf.Tensor {
  const along = (length: number, [from, to]: Span, shape: number[]): tf.Tensor => {
    const places = tf.reshape(tf.range(0, length, 1, 'float32'), [1, ...shape]);
    const ends = [from, to].map((one) => tf.reshape(one, [-1, 1, 1, 1])) as [tf.Tensor, tf.Tensor];
    return tf.logicalAnd(tf.greaterEqual(places, ends[0]), tf.less(places, ends[1]));
  };
  return tf.logicalAnd(along(width, columns, [1, width, 1]), along(height, rows, [height, 1, 1]));
}

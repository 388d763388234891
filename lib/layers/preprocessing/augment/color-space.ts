// Colours by hue, saturation and value, and as grey: TensorFlow's own formulas, on images whose channels come last.
import { tf } from '../../../tf.js';

/** Red, green, blue to hue, saturation, value; hue and saturation from 0 to 1. */
export function toHsv(images: tf.Tensor): tf.Tensor[] {
  const [r, g, b] = tf.split(images, 3, -1) as [tf.Tensor, tf.Tensor, tf.Tensor];
  const value = tf.maximum(tf.maximum(r, g), b);
  const range = tf.sub(value, tf.minimum(tf.minimum(r, g), b));
  const zero = tf.zerosLike(value);
  const saturation = tf.where(tf.greater(value, 0), tf.div(range, value), zero);
  const sixth = tf.div(1, tf.mul(range, 6));
  const from = (x: tf.Tensor, y: tf.Tensor, turn: number): tf.Tensor =>
    tf.add(tf.mul(sixth, tf.sub(x, y)), turn);
  const colored = tf.where(
    tf.equal(r, value),
    from(g, b, 0),
    tf.where(tf.equal(g, value), from(b, r, 2 / 6), from(r, g, 4 / 6)),
  );
  const hue = tf.where(tf.greater(range, 0), colored, zero);
  return [tf.where(tf.less(hue, 0), tf.add(hue, 1), hue), saturation, value];
}

/** Hue, saturation, value to red, green, blue. */
export function toRgb([hue, saturation, value]: readonly tf.Tensor[]): tf.Tensor {
  const turn = tf.mul(hue!, 6);
  const away = (from: number): tf.Tensor => tf.abs(tf.sub(turn, from));
  const shares = [tf.sub(away(3), 1), tf.sub(2, away(2)), tf.sub(2, away(4))];
  const grey = tf.sub(1, saturation!);
  const channels = shares.map((share) =>
    tf.mul(tf.add(grey, tf.mul(saturation!, tf.clipByValue(share, 0, 1))), value!),
  );
  return tf.concat(channels, -1);
}

/** Red, green and blue by how bright they look, one channel; grey images as they are. */
export function toGrey(images: tf.Tensor): tf.Tensor {
  const channels = images.shape.at(-1)!;
  if (channels === 1) return images;
  if (channels !== 3)
    throw new Error(`Colours need images of 3 channels, or 1. Received: [${images.shape}].`);
  return tf.sum(tf.mul(images, tf.tensor1d([0.2989, 0.587, 0.114])), -1, true);
}

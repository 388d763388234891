// The range that pixels have, as an option and as a change of scale.
import { received } from '../../core/messages.js';
import { type Option, option } from '../../core/options.js';
import { tf } from '../../tf.js';

/** The least and the greatest value of a pixel. */
export type ValueRange = readonly [least: number, greatest: number];

/** The range of pixels as an option. */
export const valueRange = (): Option<ValueRange> =>
  option<ValueRange>(
    (given, layer, name) => {
      const [least, greatest] = Array.isArray(given) && given.length === 2 ? given : [];
      if (Number.isFinite(least) && Number.isFinite(greatest) && least < greatest) return [least, greatest];
      throw new RangeError(
        `${layer}: ${name} must be [least, greatest]. Received: ${Array.isArray(given) ? JSON.stringify(given) : received(given)}.`,
      );
    },
    () => [0, 255] as const,
  );

/** The same images with values in another range. */
export function inRange<T extends tf.Tensor>(images: T, from: ValueRange, to: ValueRange): T {
  if (from[0] === to[0] && from[1] === to[1]) return images;
  const shares = tf.div(tf.sub(images, from[0]), from[1] - from[0]);
  return tf.add(tf.mul(shares, to[1] - to[0]), to[0]);
}

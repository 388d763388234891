// Functions that TensorFlow has for the last axis only, along any.
import { rememberLogits } from '../core/logits.js';
import { positiveAxis } from '../core/shape.js';
import { tf } from '../tf.js';

type OfLast = (x: tf.Tensor) => tf.Tensor;

/** Softmax along an axis, or over several together. */
export function softmaxAlong(x: tf.Tensor, axis: number | readonly number[] = -1): tf.Tensor {
  return along(x, axis, (last) => {
    const output = softmaxOfLast(last);
    if (last === x) rememberLogits(output, 'softmax', x);
    return output;
  });
}

/**
 * TensorFlow's softmax of a single number may come a rounding short of 1, and then has a slope, which adaptive optimizers
 * pursue; this one does not.
 */
export const softmaxOfLast = (x: tf.Tensor): tf.Tensor =>
  x.shape.at(-1) === 1 ? tf.exp(tf.sub(x, tf.max(x, -1, true))) : tf.softmax(x);

/** Applies what works on the last axis along others: they are moved to the end and made one. */
export function along(x: tf.Tensor, axis: number | readonly number[], apply: OfLast): tf.Tensor {
  const { rank, shape } = x;
  const moved = [...new Set([axis].flat().map((one) => positiveAxis(one, rank)))].sort((a, b) => a - b);
  const order = [...shape.keys()].filter((one) => !moved.includes(one)).concat(moved);
  const isInOrder = order.every((one, i) => one === i);
  if (isInOrder && moved.length === 1) return apply(x);
  const ordered = isInOrder ? x : tf.transpose(x, order);
  const joined =
    moved.length === 1 ? ordered : tf.reshape(ordered, [...ordered.shape.slice(0, rank - moved.length), -1]);
  const result = tf.reshape(apply(joined), ordered.shape);
  return isInOrder ? result : tf.transpose(result, inverse(order));
}

/** The order that undoes another. */
export const inverse = (order: readonly number[]): number[] => order.map((_, i) => order.indexOf(i));

// Gradients of products and sums along axes. TensorFlow.js' take no negative axes for products, and turn those of
// running sums along any axis but the last.
import { tf } from '../../tf.js';
import type { Rules } from '../gradient-rule.js';
import { divideNoNan } from './no-nan-division.js';

interface Running {
  readonly axis: number;
  readonly exclusive: boolean;
  readonly reverse: boolean;
}

export const reductionGradients = {
  Cumsum: {
    gradFunc: (dy, _saved, attributes) => {
      const { axis, exclusive, reverse } = attributes as object as Running;
      return { x: () => tf.cumsum(dy as tf.Tensor, axis, exclusive, !reverse) };
    },
  },

  // As TensorFlow: where a value is 0, so is its gradient.
  Cumprod: {
    inputsToSave: ['x'],
    gradFunc: (dy, [given], attributes) => {
      const { axis, exclusive, reverse } = attributes as object as Running;
      const x = tf.cast(given!, 'float32');
      const weighted = (): tf.Tensor => tf.mul(dy as tf.Tensor, tf.cumprod(x, axis, exclusive, reverse));
      return { x: () => divideNoNan(tf.cumsum(weighted(), axis, exclusive, !reverse), x) };
    },
  },

  Prod: {
    inputsToSave: ['x'],
    gradFunc: (dy, [given], { axis }) => {
      const x = tf.cast(given!, 'float32');
      const axes = tf.util.parseAxisParam((axis ?? x.shape.map((_, i) => i)) as number | number[], x.shape);
      return { x: () => productGradient(dy as tf.Tensor, x, axes) };
    },
  },
} satisfies Rules;

/** For each value, the product of the others. */
function productGradient(dy: tf.Tensor, x: tf.Tensor, axes: number[]): tf.Tensor {
  const kept = x.shape.map((_, axis) => axis).filter((axis) => !axes.includes(axis));
  const order = [...kept, ...axes];
  const turned = tf.transpose(x, order);
  const lines = tf.reshape(turned, [tf.util.sizeFromShape(kept.map((axis) => x.shape[axis]!)), -1]);
  const others = tf.mul(tf.cumprod(lines, 1, true, false), tf.cumprod(lines, 1, true, true));
  const back = order.map((_, axis) => order.indexOf(axis));
  const turnedBack = tf.transpose(tf.reshape(others, turned.shape), back);
  const spread = x.shape.map((size, axis) => (axes.includes(axis) ? 1 : size));
  return tf.mul(tf.reshape(dy, spread), turnedBack);
}

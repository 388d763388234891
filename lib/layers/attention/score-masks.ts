// Which scores count: positions of queries that look at positions of values.
import { tf } from '../../tf.js';

/** Both, or the one that is there. */
export function bothCount(a: tf.Tensor | null, b: tf.Tensor | null): tf.Tensor | null {
  return a && b ? tf.logicalAnd(a, b) : (a ?? b);
}

export const asBool = (mask: tf.Tensor): tf.Tensor => (mask.dtype === 'bool' ? mask : tf.cast(mask, 'bool'));

/** [1, queries, values]: each query looks at the values up to its own place. */
export function causal(queries: number, values: number): tf.Tensor {
  const [rows, columns] = places(queries, values);
  return tf.greaterEqual(rows, columns);
}

/** [1, queries, values]: each query looks at values nearer than `window`. */
export function nearerThan(window: number, queries: number, values: number): tf.Tensor {
  const [rows, columns] = places(queries, values);
  return tf.less(tf.abs(tf.sub(rows, columns)), window);
}

function places(queries: number, values: number): [tf.Tensor, tf.Tensor] {
  return [tf.reshape(tf.range(0, queries), [1, queries, 1]), tf.reshape(tf.range(0, values), [1, 1, values])];
}

/** Scores that do not count become `other`; the mask may be spread over them. */
export function onlyCounting(scores: tf.Tensor, mask: tf.Tensor, other: number): tf.Tensor {
  // Sums and products are spread as they are; a choice would first copy the mask.
  const counts = tf.cast(mask, 'float32');
  return tf.add(tf.mul(scores, counts), tf.mul(tf.sub(1, counts), other));
}

// Sparsemax (Martins & Astudillo, 2016): like softmax, but with exact zeros.
import { tf } from '../tf.js';

/** Along the last axis. As Keras 3.15 computes it, whose limit is lowered by the sums of all that counts. */
export const sparsemax = (given: tf.Tensor): tf.Tensor => differentiable(given);

// With its gradient: sorting has none.
const differentiable = tf.customGrad((...given: (tf.Tensor | tf.GradSaveFunc)[]) => {
  const [x, save] = given as [tf.Tensor, tf.GradSaveFunc];
  const { values } = tf.topk(x, x.shape.at(-1)!);
  const { sums, counts, count } = countingOf(values);
  const limit = tf.div(tf.sub(tf.sum(tf.mul(sums, counts), -1, true), 1), count);
  const value = tf.relu(tf.sub(x, limit));
  save([x, value]);
  return { value, gradFunc: (dy, [input, output]) => gradient(dy, input!, output!) };
});

/** @param sorted each row from its greatest number down */
function countingOf(sorted: tf.Tensor): Record<'sums' | 'counts' | 'count', tf.Tensor> {
  const sums = tf.cumsum(sorted, sorted.rank - 1);
  const places = tf.range(1, sorted.shape.at(-1)! + 1);
  const counts = tf.cast(tf.greater(sorted, tf.div(tf.sub(sums, 1), places)), 'float32');
  return { sums, counts, count: tf.sum(counts, -1, true) };
}

function gradient(dy: tf.Tensor, x: tf.Tensor, output: tf.Tensor): tf.Tensor {
  const size = x.shape.at(-1)!;
  const { values, indices } = tf.topk(x, size);
  const { count } = countingOf(values);
  // How often each place's number is in the sums of what counts.
  const times = tf.relu(tf.sub(count, tf.range(0, size)));
  const passed = tf.mul(dy, tf.cast(tf.greater(output, 0), 'float32'));
  const share = tf.div(tf.sum(passed, -1, true), count);
  return tf.sub(passed, tf.mul(share, unsorted(times, indices)));
}

/** Numbers by place brought back to where those of each place came from. */
function unsorted(byPlace: tf.Tensor, indices: tf.Tensor): tf.Tensor {
  const size = byPlace.shape.at(-1)!;
  const rows = tf.reshape(indices, [-1, size]);
  const places = tf.topk(tf.neg(rows), size).indices;
  const starts = tf.mul(tf.range(0, rows.shape[0]!, 1, 'int32'), tf.scalar(size, 'int32'));
  const from = tf.reshape(tf.add(places, tf.expandDims(starts, 1)), [-1]) as tf.Tensor1D;
  return tf.reshape(tf.gather(tf.reshape(byPlace, [-1]), from), byPlace.shape);
}

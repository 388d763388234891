// Tensors that processes add up, as few sums and as many as are quick: small ones share one, and large ones are cut, so that
// a sum's pieces are on their way while others are taken, and those that are computed first do not wait for the last.
import type { Sharing } from '../../core/shared-step.js';
import { tf } from '../../tf.js';

/** Numbers in one sum at most: 4 MB. What processes send each other as one message is slower by the byte where it is larger. */
const largest = 2 ** 20;

/** The sums over all processes of tensors that are computed in this order. */
export function summed(tensors: readonly tf.Tensor[], sum: Sharing['sum']): tf.Tensor[] {
  return bucketsOf(tensors).flatMap((bucket, i) =>
    sumsOf(bucket, (piece, k) => sum(piece, `step ${i} ${k}`)),
  );
}

/** Neighbours that go into one sum together; a tensor that is too large for one is alone, or with what comes behind it. */
function bucketsOf(tensors: readonly tf.Tensor[]): tf.Tensor[][] {
  const buckets: tf.Tensor[][] = [];
  let room = 0;
  for (const tensor of tensors) {
    if (buckets.length === 0 || tensor.size > room) {
      buckets.push([]);
      room = largest;
    }
    buckets.at(-1)!.push(tensor);
    room -= tensor.size;
  }
  return buckets;
}

function sumsOf(
  bucket: readonly tf.Tensor[],
  sum: (piece: tf.Tensor1D, number: number) => tf.Tensor1D,
): tf.Tensor[] {
  const vector = tf.concat(bucket.map((tensor) => tf.reshape(tensor, [-1]))) as tf.Tensor1D;
  const pieces = Array.from({ length: Math.ceil(vector.size / largest) }, (_, i) =>
    Math.min(largest, vector.size - i * largest),
  );
  const all = tf.concat((tf.split(vector, pieces) as tf.Tensor1D[]).map(sum));
  const sizes = bucket.map(({ size }) => size);
  return tf.split(all, sizes).map((one, i) => tf.reshape(one, bucket[i]!.shape));
}

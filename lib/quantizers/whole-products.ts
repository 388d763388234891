// Products of matrices of whole numbers of 8 bits, exact whatever their size.
import { tf } from '../tf.js';

/** A float32 holds all whole numbers to 2^24: so many products of two of 8 bits add up in one without rounding. */
const exactTerms = Math.floor(2 ** 24 / 128 ** 2);

/** As `tf.matMul`, of float32 that hold such numbers; longer sums are gathered as int32. */
export function wholeProduct(a: tf.Tensor, b: tf.Tensor, transposeA = false, transposeB = false): tf.Tensor {
  const axis = b.rank - (transposeB ? 1 : 2);
  const length = b.shape[axis]!;
  if (length <= exactTerms) return tf.matMul(a, b, transposeA, transposeB);
  const sizes = Array.from({ length: Math.ceil(length / exactTerms) }, (_, i) =>
    Math.min(exactTerms, length - i * exactTerms),
  );
  const left = tf.split(a, sizes, a.rank - (transposeA ? 2 : 1));
  const right = tf.split(b, sizes, axis);
  const parts = left.map((part, i) => tf.cast(tf.matMul(part, right[i]!, transposeA, transposeB), 'int32'));
  return tf.cast(
    parts.reduce((sum, part) => tf.add(sum, part)),
    'float32',
  );
}

/**
 * A computation in whole numbers, which have no slopes, with the way back as if it were in floats.
 * @param back from the gradient of the output to that of the input
 */
export function throughWholeNumbers(
  input: tf.Tensor,
  compute: (x: tf.Tensor) => tf.Tensor,
  back: (upstream: tf.Tensor) => tf.Tensor,
): tf.Tensor {
  const run = tf.customGrad((x) => ({
    value: compute(x as tf.Tensor),
    gradFunc: (upstream: tf.Tensor) => back(upstream),
  }));
  return run(input);
}

// Division that gives 0 where the divisor is 0, and so do its gradients: TensorFlow.js divides by the 0 first and
// chooses afterwards, which leaves not-a-number in the gradients.
import { tf } from '../../tf.js';

/** `a / b`, and 0 where `b` is 0. */
export function divideNoNan(a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  return tf.tidy('divNoNan', () => {
    const isZero = tf.equal(b, tf.zerosLike(b));
    const quotient = tf.div(a, tf.where(isZero, tf.onesLike(b), b));
    return tf.where(tf.broadcastTo(isZero, quotient.shape), tf.zerosLike(quotient), quotient);
  });
}

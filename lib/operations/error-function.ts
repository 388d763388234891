// The inverse of the error function, by two polynomials for single precision (Giles, 2012).
import { tf } from '../tf.js';

const near = [
  2.81022636e-8, 3.43273939e-7, -3.5233877e-6, -4.39150654e-6, 0.00021858087, -0.00125372503, -0.00417768164,
  0.246640727, 1.50140941,
];
const far = [
  -0.000200214257, 0.000100950558, 0.00134934322, -0.00367342844, 0.00573950773, -0.0076224613, 0.00943887047,
  1.00167406, 2.83297682,
];

/** The number whose error function is x, for x between -1 and 1. */
export function erfinv(x: tf.Tensor): tf.Tensor {
  const w = tf.neg(tf.log1p(tf.neg(tf.square(x))));
  const isNear = tf.less(w, 5);
  // Each polynomial only sees numbers that it is for: what is not taken must not spoil the gradient.
  const inner = polynomial(near, tf.sub(tf.where(isNear, w, tf.fill(w.shape, 2.5)), 2.5));
  const outer = polynomial(far, tf.sub(tf.sqrt(tf.where(isNear, tf.fill(w.shape, 9), w)), 3));
  const found = tf.mul(tf.where(isNear, inner, outer), x);
  const isEdge = tf.equal(tf.abs(x), 1);
  return tf.where(isEdge, tf.mul(x, Number.POSITIVE_INFINITY), found);
}

const polynomial = (coefficients: readonly number[], x: tf.Tensor): tf.Tensor =>
  coefficients
    .slice(1)
    .reduce<tf.Tensor>((sum, one) => tf.add(tf.mul(sum, x), one), tf.fill(x.shape, coefficients[0]!));

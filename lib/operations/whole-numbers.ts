// Divisors and multiples of whole numbers, and Bessel's function that a window needs.
import { tf } from '../tf.js';
import { onFloats, onTwo } from './make.js';
import type { Recipes } from './recipe.js';

/** Euclid's steps: as many as 32 bits may need. */
const mostSteps = 47;

function divisor(a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  if (a.dtype === 'float32' || b.dtype === 'float32')
    throw new Error(
      'ops.gcd and ops.lcm: expected whole numbers. Received: float32. Cast them before: int32.',
    );
  const zero = tf.zerosLike(tf.add(a, b));
  let [x, y] = [tf.add(tf.abs(a), zero), tf.add(tf.abs(b), zero)];
  const one = tf.onesLike(zero);
  for (let step = 0; step < mostSteps; step++) {
    const isDone = tf.equal(y, 0);
    const rest = tf.mod(x, tf.where(isDone, one, y));
    [x, y] = [tf.where(isDone, x, y), tf.where(isDone, zero, rest)];
  }
  return x;
}

function multiple(a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  const common = divisor(a, b);
  const isZero = tf.equal(common, 0);
  const share = tf.floorDiv(
    tf.add(tf.abs(b), tf.zerosLike(common)),
    tf.where(isZero, tf.onesLike(common), common),
  );
  return tf.where(isZero, tf.zerosLike(common), tf.mul(tf.abs(a), share));
}

const nearZero = [1, 3.5156229, 3.0899424, 1.2067492, 0.2659732, 0.0360768, 0.0045813];
const farOut = [
  0.39894228, 0.01328592, 0.00225319, -0.00157565, 0.00916281, -0.02057706, 0.02635537, -0.01647633,
  0.00392377,
];

const polynomial = (x: tf.Tensor, coefficients: readonly number[]): tf.Tensor =>
  coefficients.reduceRight<tf.Tensor>((sum, one) => tf.add(tf.mul(sum, x), one), tf.zerosLike(x));

/** Source: Abramowitz & Stegun, 9.8.1 and 9.8.2. */
function bessel(given: tf.Tensor): tf.Tensor {
  const x = tf.abs(given);
  const isNear = tf.less(x, 3.75);
  const near = polynomial(tf.square(tf.div(tf.minimum(x, 3.75), 3.75)), nearZero);
  const far = tf.maximum(x, 3.75);
  const grown = tf.div(tf.exp(far), tf.sqrt(far));
  return tf.where(isNear, near, tf.mul(grown, polynomial(tf.div(3.75, far), farOut)));
}

/** Divisors, multiples, and Bessel's function. */
export const wholeNumbers: Recipes = {
  Gcd: onTwo(divisor),
  I0: onFloats('numpy', bessel),
  Lcm: onTwo(multiple),
};

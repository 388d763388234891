// Functions number by number beside arithmetic: arcs, degrees, roots, and what tells special numbers apart.
import { tf } from '../tf.js';
import { erfinv } from './error-function.js';
import { onFloats, onOne, onTwo, onTwoFloats, recipe } from './make.js';
import type { Recipes, Settings } from './recipe.js';
import { broadcastShape, floatsOf, shapeLike, tensorOf } from './values.js';

const arcs: Recipes = {
  Arccos: onFloats('numpy', (x) => tf.acos(x)),
  Arccosh: onFloats('numpy', (x) => tf.acosh(x)),
  Arcsin: onFloats('numpy', (x) => tf.asin(x)),
  Arcsinh: onFloats('numpy', (x) => tf.asinh(x)),
  Arctan: onFloats('numpy', (x) => tf.atan(x)),
  Arctanh: onFloats('numpy', (x) => tf.atanh(x)),
  Deg2rad: onFloats('numpy', (x) => tf.mul(x, Math.PI / 180)),
  Hypot: onTwoFloats(hypotenuse),
  Rad2deg: onFloats('numpy', (x) => tf.mul(x, 180 / Math.PI)),
  Sinc: onFloats('numpy', sinc),
};

const powers: Recipes = {
  Cbrt: onFloats('numpy', (x) => tf.mul(tf.sign(x), tf.pow(tf.abs(x), 1 / 3))),
  Erfc: onFloats('math', (x) => tf.sub(1, tf.erf(x))),
  Erfinv: onFloats('math', erfinv),
  Exp2: onFloats('numpy', (x) => tf.pow(2, x)),
  Ldexp: onTwoFloats((a, b) => tf.mul(a, tf.pow(2, b))),
  Logaddexp: onTwoFloats((a, b) => tf.add(tf.maximum(a, b), tf.log1p(tf.exp(tf.neg(tf.abs(tf.sub(a, b))))))),
  Logaddexp2: onTwoFloats((a, b) => {
    const less = tf.pow(2, tf.neg(tf.abs(tf.sub(a, b))));
    return tf.add(tf.maximum(a, b), tf.div(tf.log1p(less), Math.LN2));
  }),
};

const parts: Recipes = {
  Fabs: onFloats('numpy', (x) => tf.abs(x)),
  Fmax: onTwo((a, b) => known(a, b, tf.maximum(a, b))),
  Fmin: onTwo((a, b) => known(a, b, tf.minimum(a, b))),
  Fmod: onTwo((a, b) => remainder(a, b)),
  Heaviside: onTwoFloats((a, b) =>
    tf.where(
      tf.less(a, 0),
      tf.zerosLike(tf.add(a, b)),
      tf.where(tf.greater(a, 0), tf.onesLike(tf.add(a, b)), tf.add(b, tf.zerosLike(a))),
    ),
  ),
  NanToNum: onOne('numpy', numbersInstead, { nan: 0, posinf: null, neginf: null }),
  SaturateCast: {
    ...recipe(
      ['x'],
      { dtype: undefined },
      ([x], { dtype }) => tf.cast(tensorOf(x), dtype as tf.DataType),
      'core',
    ),
    shape: shapeLike,
  },
  Trunc: onOne('numpy', (x) =>
    x.dtype === 'float32' ? tf.mul(tf.sign(x), tf.floor(tf.abs(x))) : tf.clone(x),
  ),
};

const questions: Recipes = {
  AllClose: recipe(['x1', 'x2'], { rtol: 1e-5, atol: 1e-8, equalNan: false }, ([a, b], settings) =>
    tf.all(near(a, b, settings.rtol as number, settings.atol as number, settings)),
  ),
  Isclose: {
    ...recipe(['x1', 'x2', 'rtol', 'atol'], { equalNan: false }, ([a, b, rtol, atol], settings) =>
      near(a, b, (rtol as number | undefined) ?? 1e-5, (atol as number | undefined) ?? 1e-8, settings),
    ),
    shape: (given) => broadcastShape(given.slice(0, 2)),
  },
  Isneginf: onFloats('numpy', (x) => tf.logicalAnd(tf.isInf(x), tf.less(x, 0))),
  Isposinf: onFloats('numpy', (x) => tf.logicalAnd(tf.isInf(x), tf.greater(x, 0))),
  Isreal: onOne('numpy', (x) => tf.onesLike(tf.cast(x, 'bool'))),
  Signbit: onFloats('numpy', isNegative),
};

/** Functions number by number beside arithmetic. */
export const functions: Recipes = { ...arcs, ...powers, ...parts, ...questions };

function hypotenuse(a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  const [most, least] = [tf.maximum(tf.abs(a), tf.abs(b)), tf.minimum(tf.abs(a), tf.abs(b))];
  const isZero = tf.equal(most, 0);
  const ratio = tf.where(
    isZero,
    tf.zerosLike(most),
    tf.div(least, tf.where(isZero, tf.onesLike(most), most)),
  );
  return tf.mul(most, tf.sqrt(tf.add(tf.square(ratio), 1)));
}

function sinc(x: tf.Tensor): tf.Tensor {
  const angle = tf.mul(x, Math.PI);
  const isZero = tf.equal(x, 0);
  const safe = tf.where(isZero, tf.onesLike(x), angle);
  return tf.where(isZero, tf.onesLike(x), tf.div(tf.sin(safe), safe));
}

/** The one that is a number where the other is not. */
function known(a: tf.Tensor, b: tf.Tensor, both: tf.Tensor): tf.Tensor {
  if (both.dtype !== 'float32') return both;
  const whole = (x: tf.Tensor): tf.Tensor => tf.broadcastTo(x, both.shape);
  return tf.where(whole(tf.isNaN(a)), whole(b), tf.where(whole(tf.isNaN(b)), whole(a), both));
}

/** What division leaves, with the sign of what is divided. */
function remainder(a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  const left = tf.mod(tf.abs(a), tf.abs(b));
  return tf.cast(tf.mul(tf.sign(a), left), left.dtype);
}

const largestFloat = 3.4028234663852886e38;

function numbersInstead(x: tf.Tensor, { nan, posinf, neginf }: Settings): tf.Tensor {
  if (x.dtype !== 'float32') return tf.clone(x);
  const filled = (value: unknown, fallback: number): tf.Tensor =>
    tf.fill(x.shape, (value as number | null) ?? fallback);
  const numbers = tf.where(tf.isNaN(x), filled(nan, 0), x);
  const [isInfinite, isAbove] = [tf.isInf(numbers), tf.greater(numbers, 0)];
  const within = tf.where(tf.logicalAnd(isInfinite, isAbove), filled(posinf, largestFloat), numbers);
  return tf.where(tf.logicalAnd(isInfinite, tf.logicalNot(isAbove)), filled(neginf, -largestFloat), within);
}

function near(a: unknown, b: unknown, rtol: number, atol: number, { equalNan }: Settings): tf.Tensor {
  const [left, right] = [tensorOf(a, b), tensorOf(b, a)];
  if (left.dtype !== 'float32' && right.dtype !== 'float32') return tf.equal(left, right);
  const [x, y] = [floatsOf(left), floatsOf(right)];
  // Two infinities of one sign lie nowhere from each other, and Keras says that they are not near.
  const isNear = tf.lessEqual(tf.abs(tf.sub(x, y)), tf.add(tf.mul(tf.abs(y), rtol), atol));
  return equalNan === true ? tf.logicalOr(isNear, tf.logicalAnd(tf.isNaN(x), tf.isNaN(y))) : isNear;
}

/** A zero may be negative as well: its inverse is. */
function isNegative(x: tf.Tensor): tf.Tensor {
  const isMinusZero = tf.logicalAnd(tf.equal(x, 0), tf.less(tf.div(1, x), 0));
  return tf.logicalOr(tf.less(x, 0), isMinusZero);
}

// Operations number by number: one tensor, or two joined by broadcasting.
import { toActivation } from '../activations/activations.js';
import { tf } from '../tf.js';
import { onFloats, onOne, onTwo, onTwoFloats, toBool } from './make.js';
import type { Recipe, Recipes, Settings } from './recipe.js';
import { withoutGradient } from './values.js';

type Binary = (a: tf.Tensor, b: tf.Tensor) => tf.Tensor;

const logical =
  (run: Binary): Binary =>
  (a, b) =>
    run(toBool(a), toBool(b));

const numbers: Recipes = {
  Abs: onOne('numpy', (x) => tf.abs(x)),
  Absolute: onOne('numpy', (x) => tf.abs(x)),
  Add: onTwo((a, b) => tf.add(a, b)),
  Arctan2: onTwoFloats((a, b) => tf.atan2(a, b)),
  Ceil: onFloats('numpy', (x) => tf.ceil(x)),
  Copy: onOne('numpy', (x) => tf.clone(x)),
  Divide: onTwoFloats((a, b) => tf.div(a, b)),
  DivideNoNan: onTwoFloats(quotientOrZero),
  Floor: onFloats('numpy', (x) => tf.floor(x)),
  FloorDivide: onTwo(wholeQuotient),
  Maximum: onTwo((a, b) => tf.maximum(a, b)),
  Minimum: onTwo((a, b) => tf.minimum(a, b)),
  Mod: onTwo((a, b) => tf.mod(a, b)),
  Multiply: onTwo((a, b) => tf.mul(a, b)),
  Negative: onOne('numpy', (x) => tf.neg(x)),
  Power: onTwo((a, b) => tf.pow(a, b)),
  Round: onFloats('numpy', (x, { decimals }) => roundTo(x, decimals as number), { decimals: 0 }),
  Sign: onOne('numpy', (x) => tf.sign(x)),
  Square: onOne('numpy', (x) => tf.square(x)),
  StopGradient: { ...onOne('core', (x) => withoutGradient(x)), takes: ['variable'] },
  Subtract: onTwo((a, b) => tf.sub(a, b)),
  TrueDivide: onTwoFloats((a, b) => tf.div(a, b)),
};

const functions: Recipes = {
  Cos: onFloats('numpy', (x) => tf.cos(x)),
  Cosh: onFloats('numpy', (x) => tf.cosh(x)),
  Erf: onFloats('math', (x) => tf.erf(x)),
  Exp: onFloats('numpy', (x) => tf.exp(x)),
  Expm1: onFloats('numpy', (x) => tf.expm1(x)),
  Log: onFloats('numpy', (x) => tf.log(x)),
  Log10: onFloats('numpy', (x) => tf.div(tf.log(x), Math.LN10)),
  Log1p: onFloats('numpy', (x) => tf.log1p(x)),
  Log2: onFloats('numpy', (x) => tf.div(tf.log(x), Math.LN2)),
  Reciprocal: onFloats('numpy', (x) => tf.reciprocal(x)),
  Rsqrt: onFloats('math', (x) => tf.rsqrt(x)),
  Sin: onFloats('numpy', (x) => tf.sin(x)),
  Sinh: onFloats('numpy', (x) => tf.sinh(x)),
  Sqrt: onFloats('numpy', (x) => tf.sqrt(x)),
  Tan: onFloats('numpy', (x) => tf.tan(x)),
  Tanh: onFloats('numpy', (x) => tf.tanh(x)),
};

const comparisons: Recipes = {
  Equal: onTwo((a, b) => tf.equal(a, b)),
  Greater: onTwo((a, b) => tf.greater(a, b)),
  GreaterEqual: onTwo((a, b) => tf.greaterEqual(a, b)),
  Isfinite: onFloats('numpy', (x) => tf.isFinite(x)),
  Isinf: onFloats('numpy', (x) => tf.isInf(x)),
  Isnan: onFloats('numpy', (x) => tf.isNaN(x)),
  Less: onTwo((a, b) => tf.less(a, b)),
  LessEqual: onTwo((a, b) => tf.lessEqual(a, b)),
  LogicalAnd: onTwo(logical((a, b) => tf.logicalAnd(a, b))),
  LogicalNot: onOne('numpy', (x) => tf.logicalNot(toBool(x))),
  LogicalOr: onTwo(logical((a, b) => tf.logicalOr(a, b))),
  LogicalXor: onTwo(logical((a, b) => tf.logicalXor(a, b))),
  NotEqual: onTwo((a, b) => tf.notEqual(a, b)),
};

/** One of the library's activations. */
const activation = (name: string, settings: Settings = {}): Recipe =>
  onFloats(
    'nn',
    (x, given) => toActivation(name as 'relu').apply(x, given.axis as number | undefined),
    settings,
  );

const activations: Recipes = {
  Elu: onFloats('nn', (x, { alpha }) => eluOf(x, alpha as number), { alpha: 1 }),
  Gelu: onFloats(
    'nn',
    (x, { approximate }) => (approximate ? approximateGelu(x) : toActivation('gelu').apply(x)),
    {
      approximate: true,
    },
  ),
  HardSigmoid: activation('hardSigmoid'),
  HardSilu: activation('hardSilu'),
  HardTanh: activation('hardTanh'),
  LeakyRelu: onFloats('nn', (x, { negativeSlope }) => tf.leakyRelu(x, negativeSlope as number), {
    negativeSlope: 0.2,
  }),
  LogSigmoid: activation('logSigmoid'),
  LogSoftmax: activation('logSoftmax', { axis: -1 }),
  Relu: activation('relu'),
  Relu6: activation('relu6'),
  Selu: activation('selu'),
  Sigmoid: activation('sigmoid'),
  Silu: activation('silu'),
  Softmax: activation('softmax', { axis: -1 }),
  Softplus: activation('softplus'),
  Softsign: activation('softsign'),
  TanhShrink: activation('tanhShrink'),
};

/** Operations number by number. */
export const elementwise: Recipes = { ...numbers, ...functions, ...comparisons, ...activations };

const eluOf = (x: tf.Tensor, alpha: number): tf.Tensor =>
  alpha === 1 ? tf.elu(x) : tf.where(tf.greater(x, 0), x, tf.mul(tf.expm1(tf.minimum(x, 0)), alpha));

function approximateGelu(x: tf.Tensor): tf.Tensor {
  const inner = tf.mul(tf.add(x, tf.mul(tf.pow(x, 3), 0.044715)), Math.sqrt(2 / Math.PI));
  return tf.mul(tf.mul(x, 0.5), tf.add(tf.tanh(inner), 1));
}

/** 0 where the divisor is; nor does the gradient meet a division by 0. */
function quotientOrZero(a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  const isZero = tf.equal(b, 0);
  const quotient = tf.div(a, tf.where(isZero, tf.onesLike(b), b));
  return tf.where(tf.broadcastTo(isZero, quotient.shape), tf.zerosLike(quotient), quotient);
}

function wholeQuotient(a: tf.Tensor, b: tf.Tensor): tf.Tensor {
  const isOfFloats = a.dtype === 'float32' || b.dtype === 'float32';
  return isOfFloats ? tf.floor(tf.div(a, b)) : tf.floorDiv(a, b);
}

function roundTo(x: tf.Tensor, decimals: number): tf.Tensor {
  return decimals === 0 ? tf.round(x) : tf.div(tf.round(tf.mul(x, 10 ** decimals)), 10 ** decimals);
}

// Gradients of arithmetic: of tensors that are broadcast, and of complex numbers, whose factors count conjugated.
import { tf } from '../../tf.js';
import type { Rules } from '../gradient-rule.js';
import { summedTo } from './broadcasting.js';
import { conjugate } from './complex-gradients.js';

const factor = (x: tf.Tensor): tf.Tensor => (x.dtype === 'complex64' ? conjugate(x) : tf.cast(x, 'float32'));

export const arithmeticGradients = {
  Multiply: {
    inputsToSave: ['a', 'b'],
    gradFunc: (gradient, [a, b]) => {
      const dy = gradient as tf.Tensor;
      return {
        a: () => summedTo(tf.mul(dy, factor(b!)), a!.shape),
        b: () => summedTo(tf.mul(dy, factor(a!)), b!.shape),
      };
    },
  },

  RealDiv: {
    inputsToSave: ['a', 'b'],
    gradFunc: (gradient, [a, b]) => {
      const dy = gradient as tf.Tensor;
      const quotient = (): tf.Tensor => tf.div(tf.div(tf.neg(factor(a!)), factor(b!)), factor(b!));
      return {
        a: () => summedTo(tf.div(dy, factor(b!)), a!.shape),
        b: () => summedTo(tf.mul(dy, quotient()), b!.shape),
      };
    },
  },

  SquaredDifference: {
    inputsToSave: ['a', 'b'],
    gradFunc: (gradient, [a, b]) => {
      const change = (): tf.Tensor =>
        tf.mul(gradient as tf.Tensor, tf.mul(tf.sub(factor(a!), factor(b!)), 2));
      return {
        a: () => summedTo(change(), a!.shape),
        b: () => tf.neg(summedTo(change(), b!.shape)),
      };
    },
  },

  Pow: {
    inputsToSave: ['a', 'b'],
    outputsToSave: [true],
    gradFunc: (gradient, [base, exponent, y]) => {
      const dy = gradient as tf.Tensor;
      const [a, b] = [factor(base!), factor(exponent!)];
      return {
        a: () => summedTo(tf.mul(tf.mul(dy, b), tf.pow(a, tf.sub(b, 1))), a.shape),
        b: () => summedTo(tf.mul(tf.mul(dy, y!), logarithm(a)), b.shape),
      };
    },
  },

  BatchMatMul: {
    inputsToSave: ['a', 'b'],
    gradFunc: (gradient, [a, b], attributes) => {
      const dy = gradient as tf.Tensor;
      const { transposeA, transposeB } = attributes as { transposeA: boolean; transposeB: boolean };
      const ofA = (): tf.Tensor =>
        transposeA ? tf.matMul(b!, dy, transposeB, true) : tf.matMul(dy, b!, false, !transposeB);
      const ofB = (): tf.Tensor =>
        transposeB ? tf.matMul(dy, a!, true, transposeA) : tf.matMul(a!, dy, !transposeA, false);
      return { a: () => summedTo(ofA(), a!.shape), b: () => summedTo(ofB(), b!.shape) };
    },
  },

  Select: {
    inputsToSave: ['condition'],
    gradFunc: (gradient, [condition]) => {
      const dy = gradient as tf.Tensor;
      return {
        condition: () => tf.zeros(condition!.shape),
        t: () => tf.where(condition!, dy, tf.zerosLike(dy)),
        e: () => tf.where(condition!, tf.zerosLike(dy), dy),
      };
    },
  },
} satisfies Rules;

/** Of numbers above 0; of others 0, and no slope either. */
function logarithm(x: tf.Tensor): tf.Tensor {
  const isAbove = tf.greater(x, 0);
  return tf.where(isAbove, tf.log(tf.where(isAbove, x, tf.onesLike(x))), tf.zerosLike(x));
}

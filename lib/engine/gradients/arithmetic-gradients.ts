// Gradients of arithmetic: of tensors that are broadcast, and of complex numbers, whose factors count conjugated.
import { tf } from '../../tf.js';
import { forBoth, summedTo } from '../broadcasting.js';
import type { Rules } from '../gradient-rule.js';
import { conjugate, negative } from './complex-gradients.js';

const factor = (x: tf.Tensor): tf.Tensor => (x.dtype === 'complex64' ? conjugate(x) : tf.cast(x, 'float32'));

export const arithmeticGradients = {
  Sub: {
    inputsToSave: ['a', 'b'],
    gradFunc: (gradient, saved) => {
      const dy = gradient as tf.Tensor;
      return forBoth(
        saved,
        () => tf.clone(dy),
        () => negative(dy),
      );
    },
  },

  Multiply: {
    inputsToSave: ['a', 'b'],
    gradFunc: (gradient, saved) => {
      const [dy, a, b] = [gradient as tf.Tensor, saved[0]!, saved[1]!];
      return forBoth(
        saved,
        () => tf.mul(dy, factor(b)),
        () => tf.mul(dy, factor(a)),
      );
    },
  },

  RealDiv: {
    inputsToSave: ['a', 'b'],
    gradFunc: (gradient, saved) => {
      const [dy, a, b] = [gradient as tf.Tensor, factor(saved[0]!), factor(saved[1]!)];
      return forBoth(
        saved,
        () => tf.div(dy, b),
        () => tf.mul(dy, tf.div(tf.div(tf.neg(a), b), b)),
      );
    },
  },

  Mod: {
    inputsToSave: ['a', 'b'],
    gradFunc: (gradient, saved) => {
      const [dy, a, b] = [gradient as tf.Tensor, saved[0]!, saved[1]!];
      return forBoth(
        saved,
        () => tf.clone(dy),
        () => tf.neg(tf.mul(dy, tf.floor(tf.div(factor(a), factor(b))))),
      );
    },
  },

  Atan2: {
    inputsToSave: ['a', 'b'],
    gradFunc: (gradient, saved) => {
      const [dy, a, b] = [gradient as tf.Tensor, factor(saved[0]!), factor(saved[1]!)];
      const over = (): tf.Tensor => tf.div(dy, tf.add(tf.square(a), tf.square(b)));
      return forBoth(
        saved,
        () => tf.mul(b, over()),
        () => tf.neg(tf.mul(a, over())),
      );
    },
  },

  SquaredDifference: {
    inputsToSave: ['a', 'b'],
    gradFunc: (gradient, saved) => {
      const [dy, a, b] = [gradient as tf.Tensor, factor(saved[0]!), factor(saved[1]!)];
      const change = (): tf.Tensor => tf.mul(dy, tf.mul(tf.sub(a, b), 2));
      return forBoth(saved, change, () => tf.neg(change()));
    },
  },

  Pow: {
    inputsToSave: ['a', 'b'],
    outputsToSave: [true],
    gradFunc: (gradient, saved) => {
      const [dy, a, b, y] = [gradient as tf.Tensor, factor(saved[0]!), factor(saved[1]!), saved[2]!];
      return forBoth(
        saved,
        () => tf.mul(tf.mul(dy, b), tf.pow(a, tf.sub(b, 1))),
        () => tf.mul(tf.mul(dy, y), logarithm(a)),
      );
    },
  },

  Prelu: {
    inputsToSave: ['x', 'alpha'],
    gradFunc: (gradient, [x, alpha]) => {
      const dy = gradient as tf.Tensor;
      const isAbove = (): tf.Tensor => tf.greater(x!, 0);
      return {
        x: () => tf.where(isAbove(), dy, tf.mul(dy, alpha!)),
        alpha: () => summedTo(tf.where(isAbove(), tf.zerosLike(dy), tf.mul(dy, x!)), alpha!.shape),
      };
    },
  },

  // To whole numbers or truth values, steps.
  Cast: {
    gradFunc: (gradient, _saved, { dtype }) => {
      const dy = gradient as tf.Tensor;
      const isStep = dtype === 'int32' || dtype === 'bool';
      return { x: () => (isStep ? tf.zerosLike(dy) : tf.clone(dy)) };
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

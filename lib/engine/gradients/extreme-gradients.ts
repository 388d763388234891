// Gradients of the greatest and the smallest. Along axes, values that are equal share one gradient, as TensorFlow has
// it, where TensorFlow.js gives each of them all of it. Of two tensors that are broadcast, each gets a gradient of its
// own shape.
import { tf } from '../../tf.js';
import { summedTo } from '../broadcasting.js';
import type { Rule, Rules } from '../gradient-rule.js';

const amongEquals: Rule = {
  inputsToSave: ['x'],
  outputsToSave: [true],
  // `max` and `min` name their axes otherwise.
  gradFunc: (dy, [x, y], { reductionIndices, axis }) => ({
    x: () => shared(dy as tf.Tensor, x!, y!, (reductionIndices ?? axis) as number | number[]),
  }),
};

export const extremeGradients = {
  Max: amongEquals,
  Min: amongEquals,
  Maximum: ofTwo(tf.greaterEqual),
  Minimum: ofTwo(tf.lessEqual),
} satisfies Rules;

function shared(dy: tf.Tensor, x: tf.Tensor, y: tf.Tensor, axis: number | number[]): tf.Tensor {
  const axes = tf.util.parseAxisParam(axis, x.shape);
  const kept = x.shape.map((size, i) => (axes.includes(i) ? 1 : size));
  const isExtreme = tf.cast(tf.equal(x, tf.reshape(y, kept)), dy.dtype);
  return tf.mul(isExtreme, tf.div(tf.reshape(dy, kept), tf.sum(isExtreme, axes, true)));
}

/** @param chooses whether the first counts */
function ofTwo(chooses: (a: tf.Tensor, b: tf.Tensor) => tf.Tensor): Rule {
  return {
    inputsToSave: ['a', 'b'],
    gradFunc: (gradient, [a, b]) => {
      const dy = gradient as tf.Tensor;
      const isFirst = (): tf.Tensor => chooses(a!, b!);
      return {
        a: () => summedTo(tf.where(isFirst(), dy, tf.zerosLike(dy)), a!.shape),
        b: () => summedTo(tf.where(isFirst(), tf.zerosLike(dy), dy), b!.shape),
      };
    },
  };
}

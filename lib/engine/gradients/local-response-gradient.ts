// The gradient of the gradient of local response normalization, which neither TensorFlow.js nor TensorFlow has: the
// gradient is written out in ops, and differentiated.
import { tf } from '../../tf.js';
import type { Rules } from '../gradient-rule.js';

interface Normalization {
  readonly depthRadius: number;
  readonly bias: number;
  readonly alpha: number;
  readonly beta: number;
}

export const localResponseGradients = {
  LRNGrad: {
    inputsToSave: ['x', 'dy'],
    gradFunc: (outer, [x, dy], attributes) => {
      const gradient = (given: tf.Tensor, change: tf.Tensor): tf.Tensor =>
        normalizationGradient(given, change, attributes as object as Normalization);
      const [ofX, ofDy] = tf.grads(gradient)([x!, dy!], outer as tf.Tensor);
      return { x: () => ofX!, dy: () => ofDy!, y: () => tf.zeros(x!.shape) };
    },
  },
} satisfies Rules;

/** Of `x * s^-beta`, where `s` is `bias + alpha` times the squares of the channels around. */
function normalizationGradient(x: tf.Tensor, dy: tf.Tensor, given: Normalization): tf.Tensor {
  const { depthRadius, bias, alpha, beta } = given;
  const around = (values: tf.Tensor): tf.Tensor => summedAround(values, depthRadius);
  const s = tf.add(tf.mul(around(tf.square(x)), alpha), bias);
  const shared = around(tf.mul(tf.mul(dy, x), tf.pow(s, -beta - 1)));
  return tf.sub(tf.mul(dy, tf.pow(s, -beta)), tf.mul(tf.mul(x, shared), 2 * alpha * beta));
}

/** The sum of the channels up to `radius` away. */
function summedAround(x: tf.Tensor, radius: number): tf.Tensor {
  const channels = x.shape.at(-1)!;
  const places = tf.range(0, channels, 1, 'float32');
  const apart = tf.abs(tf.sub(tf.expandDims(places, 0), tf.expandDims(places, 1)));
  const isNear = tf.cast(tf.lessEqual(apart, radius), 'float32');
  return tf.reshape(tf.matMul(tf.reshape(x, [-1, channels]), isNear as tf.Tensor2D), x.shape);
}

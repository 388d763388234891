// The gradient of softmax: TensorFlow.js' form of it, and for 16 bits, where it is rounded otherwise, TensorFlow's.

import { precisionOf } from '../../precision.js';
import { tf } from '../../tf.js';
import type { Rules } from '../gradient-rule.js';

const original = tf.getGradient('Softmax');

export const softmaxGradient = {
  Softmax: {
    ...original,
    gradFunc: (gradient, saved, attributes) => {
      const [dy, y] = [gradient as tf.Tensor, saved[0]!];
      if (precisionOf(y) === 'float32') return original.gradFunc(gradient, saved, attributes);
      const { dim } = attributes as { dim: number };
      return { logits: () => tf.mul(tf.sub(dy, tf.sum(tf.mul(dy, y), dim, true)), y) };
    },
  },
} satisfies Rules;

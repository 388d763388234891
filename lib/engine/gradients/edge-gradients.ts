// Gradients at the edges where a function bends or steps, as TensorFlow has them: |x| is flat at 0, relu6 at 0 and at 6,
// selu at 0 has the slope that it has above, and a quotient rounded down is flat.
import { tf } from '../../tf.js';
import type { Rules } from '../gradient-rule.js';

const float = (x: tf.Tensor): tf.Tensor => tf.cast(x, 'float32');

// `tf.div` of whole numbers is this op, too, and keeps TensorFlow.js' gradient, that of the quotient.
const ofQuotient = tf.getGradient('FloorDiv');

const scale = 1.0507009873554805;
const scaleAlpha = 1.7580993408473768;

export const edgeGradients = {
  Abs: {
    inputsToSave: ['x'],
    gradFunc: (dy, [x]) => ({ x: () => tf.mul(dy as tf.Tensor, tf.sign(float(x!))) }),
  },

  FloorDiv: {
    ...ofQuotient,
    gradFunc: (dy, saved, attributes) => {
      const [a, b] = saved as [tf.Tensor, tf.Tensor];
      if (a.dtype !== 'float32' || b.dtype !== 'float32') return ofQuotient.gradFunc(dy, saved, attributes);
      return { a: () => tf.zeros(a.shape), b: () => tf.zeros(b.shape) };
    },
  },

  // From the result, which stays finite where exp(x) of a great x would not.
  Selu: {
    outputsToSave: [true],
    gradFunc: (change, [y]) => {
      const dy = change as tf.Tensor;
      const below = (): tf.Tensor => tf.mul(dy, tf.add(y!, scaleAlpha));
      return { x: () => tf.where(tf.less(y!, 0), below(), tf.mul(dy, scale)) };
    },
  },

  Relu6: {
    inputsToSave: ['x'],
    gradFunc: (dy, [x]) => {
      const isBetween = (): tf.Tensor => tf.logicalAnd(tf.greater(x!, 0), tf.less(x!, 6));
      return { x: () => tf.mul(dy as tf.Tensor, float(isBetween())) };
    },
  },
} satisfies Rules;

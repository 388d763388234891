// Gradients of complex numbers, which TensorFlow.js lacks. As in TensorFlow, the gradient of a real loss in a complex
// number is its slope along the real part, and along the imaginary part as the imaginary part.
import { tf } from '../../tf.js';
import type { Rules } from '../gradient-rule.js';

export const conjugate = (x: tf.Tensor): tf.Tensor => tf.complex(tf.real(x), tf.neg(tf.imag(x)));

/** The cpu backend negates no complex numbers. */
export const negative = (x: tf.Tensor): tf.Tensor =>
  x.dtype === 'complex64' ? tf.complex(tf.neg(tf.real(x)), tf.neg(tf.imag(x))) : tf.neg(x);

const run = (name: 'FFT' | 'IFFT', input: tf.Tensor): tf.Tensor =>
  tf.engine().runKernel(name, { input }) as tf.Tensor;

/** A complex tensor times a real one. */
const scaled = (x: tf.Tensor, by: tf.Tensor | number): tf.Tensor =>
  tf.complex(tf.mul(tf.real(x), by), tf.mul(tf.imag(x), by));

export const complexGradients = {
  Complex: {
    gradFunc: (dy) => ({
      real: () => tf.real(dy as tf.Tensor),
      imag: () => tf.imag(dy as tf.Tensor),
    }),
  },

  Real: {
    gradFunc: (dy) => ({ input: () => tf.complex(dy as tf.Tensor, tf.zerosLike(dy as tf.Tensor)) }),
  },

  Imag: {
    gradFunc: (dy) => ({ input: () => tf.complex(tf.zerosLike(dy as tf.Tensor), dy as tf.Tensor) }),
  },

  ComplexAbs: {
    inputsToSave: ['x'],
    gradFunc: (dy, [x]) => ({ x: () => scaled(direction(x!), dy as tf.Tensor) }),
  },

  FFT: {
    gradFunc: (gradient) => {
      const dy = gradient as tf.Tensor;
      return { input: () => scaled(run('IFFT', dy), dy.shape.at(-1)!) };
    },
  },

  IFFT: {
    gradFunc: (gradient) => {
      const dy = gradient as tf.Tensor;
      return { input: () => scaled(run('FFT', dy), 1 / dy.shape.at(-1)!) };
    },
  },

  Neg: {
    gradFunc: (dy) => ({ x: () => negative(dy as tf.Tensor) }),
  },

  Identity: {
    gradFunc: (dy) => ({ x: () => tf.clone(dy as tf.Tensor) }),
  },
} satisfies Rules;

/** Of length 1; of 0 none. */
function direction(x: tf.Tensor): tf.Tensor {
  const length = tf.abs(x);
  const isZero = tf.equal(length, 0);
  const over = tf.where(
    isZero,
    tf.zerosLike(length),
    tf.reciprocal(tf.where(isZero, tf.onesLike(length), length)),
  );
  return scaled(x, over);
}

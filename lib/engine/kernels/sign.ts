// Sign, which TensorFlow.js defines as 0 for what is not a number.
import type { Tensor } from '@tensorflow/tfjs';
import { tf } from '../../tf.js';
import { kernel } from './kernel.js';

export const sign = kernel('Sign', ({ backend, input }) => {
  const x = input('x');
  if (x.dtype !== 'float32') return backend.executeSingleOutput('Sign', [], [x]);
  return tf.tidy(() => {
    const signs = backend.executeSingleOutput('Sign', [], [x]);
    return tf.where(tf.isNaN(x as Tensor), tf.zerosLike(signs), signs);
  });
});

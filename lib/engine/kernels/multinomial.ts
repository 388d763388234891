// Multinomial draws by a seed alone: the same seed gives the same draws, as TensorFlow.js defines it.
import type { Tensor } from '@tensorflow/tfjs';
import { tf } from '../../tf.js';
import { dataType } from '../data-types.js';
import { attributeType } from '../op-attributes.js';
import { kernel } from './kernel.js';

export const multinomial = kernel('Multinomial', ({ backend, input, attributes }) => {
  const { numSamples, seed, normalized } = attributes as {
    numSamples: number;
    seed: number;
    normalized: boolean;
  };
  const type = [{ name: 'output_dtype', type: attributeType.type, value: dataType.int32 }];
  return tf.tidy(() => {
    const given = input('logits') as Tensor;
    const logits = normalized ? tf.log(given) : given;
    // The seed may be any number: both halves of its bits are used.
    const halves = tf.tensor1d(new Int32Array(Float64Array.of(seed).buffer), 'int32');
    return backend.executeSingleOutput('StatelessMultinomial', type, [
      logits,
      tf.scalar(numSamples, 'int32'),
      halves,
    ]);
  });
});

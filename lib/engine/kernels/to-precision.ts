// Floats rounded to 16 bits, and back: to TensorFlow.js both are float32, so that its own cast has nothing to say.
import type { Tensor } from '@tensorflow/tfjs';
import { type Precision, precisionTypes } from '../../precision.js';
import { tf } from '../../tf.js';
import type { Rules } from '../gradient-rule.js';
import { kernel } from './kernel.js';

export const toPrecision = kernel('ToPrecision', ({ backend, input, attributes }) => {
  const { precision } = attributes as { precision: Precision };
  const [id] = backend.getInputTensorIds([input('x')]);
  return backend.createOutputTensor(backend.binding.precisions.convert(id!, precisionTypes[precision]));
});

/** The way back gives each gradient the precision of what it is the gradient of. */
export const toPrecisionGradients = {
  ToPrecision: { gradFunc: (dy) => ({ x: () => tf.clone(dy as Tensor) }) },
} satisfies Rules;

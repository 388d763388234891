// The gradients of max pooling's gradients, which TensorFlow.js lacks.
import { tf } from '../../tf.js';
import type { Rule, Rules } from '../gradient-rule.js';
import { greatestPlaces, patches, poolWindows } from '../windows.js';

export const maxPoolGradients = {
  MaxPoolWithArgmax: {
    inputsToSave: ['x'],
    outputsToSave: [true, false],
    gradFunc: (changes, [x, y], attributes) => ({
      x: () => {
        const dy = (changes as tf.Tensor[])[0]!;
        return tf.engine().runKernel('MaxPoolGrad', { dy, input: x!, output: y! }, attributes) as tf.Tensor;
      },
    }),
  },

  MaxPoolGrad: gradientOfGradient('MaxPoolGradGrad'),
  MaxPool3DGrad: gradientOfGradient('MaxPool3DGradGrad'),
} satisfies Rules;

function gradientOfGradient(op: 'MaxPoolGradGrad' | 'MaxPool3DGradGrad'): Rule {
  return {
    inputsToSave: ['input', 'output'],
    gradFunc: (outer, [input, output], attributes) => ({
      dy: () => chosen(op, { input: input!, output: output!, outer: outer as tf.Tensor }, attributes),
      input: () => tf.zeros(input!.shape),
      output: () => tf.zeros(output!.shape),
    }),
  };
}

/** Of the outer gradient, what lies where `input` has the greatest value of each window. */
function chosen(
  op: string,
  given: Record<'input' | 'output' | 'outer', tf.Tensor>,
  attributes: object,
): tf.Tensor {
  const { pad } = attributes as { pad: 'valid' | 'same' | number };
  if (tf.getBackend() === 'tensorflow' && typeof pad === 'string')
    return tf.engine().runKernel(op, given, { ...attributes }) as tf.Tensor;
  const windows = poolWindows(given.input.shape, attributes);
  const isGreatest = greatestPlaces(patches(given.input, windows, Number.NEGATIVE_INFINITY));
  return tf.sum(tf.mul(isGreatest, patches(given.outer, windows, 0)), -1);
}

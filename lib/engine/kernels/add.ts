// Addition; of a vector to each row by BiasAdd, and its gradient by BiasAddGrad, which are made for just that.
import type { Tensor, TensorInfo } from '@tensorflow/tfjs';
import { tf } from '../../tf.js';
import { forBoth } from '../broadcasting.js';
import { numberOfType } from '../data-types.js';
import type { Rules } from '../gradient-rule.js';
import { attributeType } from '../op-attributes.js';
import { kernel } from './kernel.js';

export const add = kernel('Add', ({ backend, input }) => {
  const [a, b] = [input('a'), input('b')];
  const type = { name: 'T', type: attributeType.type, value: numberOfType(tf.upcastType(a.dtype, b.dtype)) };
  return backend.executeSingleOutput(isBias(a, b) ? 'BiasAdd' : 'AddV2', [type], [a, b]);
});

/** The sum over all axes but the last. */
export const biasGradient = kernel('BiasAddGrad', ({ backend, input }) =>
  backend.executeSingleOutput('BiasAddGrad', [], [input('dy')]),
);

export const addGradients = {
  Add: {
    inputsToSave: ['a', 'b'],
    gradFunc(gradient, [a, b]) {
      const dy = gradient as Tensor;
      const ofBias = (): Tensor => tf.engine().runKernel('BiasAddGrad', { dy }) as Tensor;
      const isFused = tf.getBackend() === 'tensorflow' && isBias(a!, b!);
      return forBoth([a!, b!], () => tf.clone(dy), isFused ? ofBias : () => tf.clone(dy));
    },
  },

  BiasAddGrad: {
    inputsToSave: ['dy'],
    gradFunc: (change, [dy]) => ({ dy: () => tf.add(tf.zerosLike(dy!), change as Tensor) }),
  },
} satisfies Rules;

function isBias(a: TensorInfo, b: TensorInfo): boolean {
  const rank = a.shape.length;
  const float = a.dtype === 'float32' && b.dtype === 'float32';
  return float && rank >= 2 && rank <= 5 && b.shape.length === 1 && b.shape[0] === a.shape[rank - 1];
}

// Batch normalization of images in training by TensorFlow's fused ops, three times as fast as single ones; for plain
// rows, which are smaller, single ones are faster.
import type { KernelConfig, Tensor, TensorInfo } from '@tensorflow/tfjs';
import { tf } from '../../tf.js';
import { dataType } from '../data-types.js';
import { type Refused, type Rules, refused } from '../gradient-rule.js';
import { attributeType, type OpAttribute } from '../op-attributes.js';
import { canFuse, kernel } from './kernel.js';

// Not V3, which hands on a third tensor of unknown shape that only cuDNN fills.
const forward = 'FusedBatchNormV2';
const backward = 'FusedBatchNormGradV2';

/** The normalized values, with mean and variance of each channel (the last axis). */
export interface Normalized {
  readonly value: Tensor;
  readonly mean: Tensor;
  readonly variance: Tensor;
}

/** Whether {@link fusedBatchNormalization} is there for such a tensor. */
export function canFuseBatchNormalization(x: Tensor, axis: number): boolean {
  return x.rank >= 3 && axis === x.rank - 1 && canFuse(x);
}

export function fusedBatchNormalization(x: Tensor, gamma: Tensor, beta: Tensor, epsilon: number): Normalized {
  const channels = x.shape.at(-1)!;
  const count = x.size / channels;
  const inputs = { x: tf.reshape(x, [x.shape[0]!, -1, 1, channels]), scale: gamma, offset: beta };
  const [y, mean, spread]: Tensor[] = tf.engine().runKernel(forward, inputs, { epsilon });
  // TensorFlow estimates the variance of what the batch is a sample of; the batch's own is what Keras averages.
  const variance = tf.mul(spread!, Math.max(count - 1, 1) / count);
  return { value: tf.reshape(y!, x.shape), mean: mean!, variance };
}

export const batchNormalizationKernels: readonly KernelConfig[] = [
  kernel(forward, ({ backend, input, attributes }) =>
    tf.tidy(() => {
      const none = tf.tensor1d([]);
      const inputs: TensorInfo[] = [input('x'), input('scale'), input('offset'), none, none];
      return backend.executeMultipleOutputs(forward, opAttributes(attributes.epsilon as number), inputs, 5);
    }),
  ),
  kernel(backward, ({ backend, input, attributes }) =>
    tf.tidy(() => {
      const inputs = ['dy', 'x', 'scale', 'mean', 'variance'].map(input);
      const made = backend.executeMultipleOutputs(
        backward,
        opAttributes(attributes.epsilon as number),
        inputs,
        5,
      );
      return made.slice(0, 3);
    }),
  ),
];

const backwards: Refused = refused('Differentiate twice, and single ops compute the normalization.');

export const batchNormalizationGradients = {
  FusedBatchNormV2: {
    inputsToSave: ['x', 'scale'],
    outputsToSave: [false, false, false, true, true],
    // Of the values only: the averages are not differentiated.
    gradFunc(changes, [x, scale, mean, variance], { epsilon }) {
      const inputs = {
        dy: (changes as Tensor[])[0]!,
        x: x!,
        scale: scale!,
        mean: mean!,
        variance: variance!,
      };
      const made: Tensor[] = tf.engine().runKernel(backward, inputs, { epsilon: epsilon! });
      return { x: () => made[0]!, scale: () => made[1]!, offset: () => made[2]! };
    },
  },
  FusedBatchNormGradV2: backwards,
} satisfies { FusedBatchNormV2: Rules['FusedBatchNormV2']; FusedBatchNormGradV2: Refused };

function opAttributes(epsilon: number): OpAttribute[] {
  return [
    { name: 'T', type: attributeType.type, value: dataType.float },
    { name: 'U', type: attributeType.type, value: dataType.float },
    { name: 'epsilon', type: attributeType.float, value: epsilon },
    { name: 'data_format', type: attributeType.string, value: 'NHWC' },
    { name: 'is_training', type: attributeType.bool, value: true },
  ];
}

// The gradient of max pooling's gradient, by TensorFlow's op for it.
import type { GradConfig, Tensor } from '@tensorflow/tfjs';
import { tf } from '../../tf.js';
import { numberOfType } from '../data-types.js';
import { attributeType } from '../op-attributes.js';
import { kernel } from './kernel.js';

interface Pooling {
  readonly filterSize: number | [number, number];
  readonly strides: number | [number, number];
  readonly pad: 'valid' | 'same';
}

/** Of the outer gradient, what lies where `input` has the greatest value of each window. */
export const maxPoolSecond = kernel('MaxPoolGradGrad', ({ backend, input, attributes }) => {
  const x = input('input');
  const { filterSize, strides, pad } = attributes as object as Pooling;
  const shape = x.shape as [number, number, number, number];
  const info = tf.backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad);
  const window = [1, info.filterHeight, info.filterWidth, 1];
  const steps = [1, info.strideHeight, info.strideWidth, 1];
  const settings = [
    { name: 'T', type: attributeType.type, value: numberOfType(x.dtype) },
    { name: 'ksize', type: attributeType.int, value: window },
    { name: 'strides', type: attributeType.int, value: steps },
    { name: 'padding', type: attributeType.string, value: pad.toUpperCase() },
    { name: 'data_format', type: attributeType.string, value: 'NHWC' },
  ];
  return backend.executeSingleOutput('MaxPoolGradGrad', settings, [x, input('output'), input('outer')]);
});

export const maxPoolSecondGradient: GradConfig = {
  kernelName: 'MaxPoolGradGrad',
  inputsToSave: ['input', 'output'],
  gradFunc: (change, [input, output], attributes) => ({
    outer: () => {
      const inputs = { dy: change as Tensor, input: input!, output: output! };
      return tf.engine().runKernel('MaxPoolGrad', inputs, attributes) as Tensor;
    },
    input: () => tf.zeros(input!.shape),
    output: () => tf.zeros(output!.shape),
  }),
};

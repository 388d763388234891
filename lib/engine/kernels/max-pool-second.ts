// The gradients of max pooling's gradients, by TensorFlow's ops for them.
import type { KernelConfig, Tensor, TensorInfo } from '@tensorflow/tfjs';
import { tf } from '../../tf.js';
import type { TensorFlowBackend } from '../backend-types.js';
import { numberOfType } from '../data-types.js';
import type { Rule, Rules } from '../gradient-rule.js';
import { attributeType } from '../op-attributes.js';
import { kernel } from './kernel.js';

interface Pooling {
  readonly filterSize: number | [number, number];
  readonly strides: number | [number, number];
  readonly pad: 'valid' | 'same';
}
interface VolumePooling {
  readonly filterSize: number | [number, number, number];
  readonly strides: number | [number, number, number];
  readonly pad: 'valid' | 'same';
}
interface Call {
  readonly op: string;
  readonly window: number[];
  readonly steps: number[];
  readonly pad: string;
  readonly dataFormat: string;
}

/** Of the outer gradient, what lies where `input` has the greatest value of each window. */
export const maxPoolSecond: readonly KernelConfig[] = [
  kernel('MaxPoolGradGrad', ({ backend, input, attributes }) => {
    const { filterSize, strides, pad } = attributes as object as Pooling;
    const shape = input('input').shape as [number, number, number, number];
    const info = tf.backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad);
    const window = [info.filterHeight, info.filterWidth];
    const steps = [info.strideHeight, info.strideWidth];
    return run(backend, input, { op: 'MaxPoolGradGrad', window, steps, pad, dataFormat: 'NHWC' });
  }),
  kernel('MaxPool3DGradGrad', ({ backend, input, attributes }) => {
    const { filterSize, strides, pad } = attributes as object as VolumePooling;
    const shape = input('input').shape as [number, number, number, number, number];
    const info = tf.backend_util.computePool3DInfo(shape, filterSize, strides, 1, pad);
    const window = [info.filterDepth, info.filterHeight, info.filterWidth];
    const steps = [info.strideDepth, info.strideHeight, info.strideWidth];
    return run(backend, input, { op: 'MaxPool3DGradGrad', window, steps, pad, dataFormat: 'NDHWC' });
  }),
];

function run(backend: TensorFlowBackend, input: (name: string) => TensorInfo, call: Call): Tensor {
  const settings = [
    { name: 'T', type: attributeType.type, value: numberOfType(input('input').dtype) },
    { name: 'ksize', type: attributeType.int, value: [1, ...call.window, 1] },
    { name: 'strides', type: attributeType.int, value: [1, ...call.steps, 1] },
    { name: 'padding', type: attributeType.string, value: call.pad.toUpperCase() },
    { name: 'data_format', type: attributeType.string, value: call.dataFormat },
  ];
  return backend.executeSingleOutput(call.op, settings, [input('input'), input('output'), input('outer')]);
}

export const maxPoolSecondGradients = {
  MaxPoolGradGrad: backAgain('MaxPoolGrad'),
  MaxPool3DGradGrad: backAgain('MaxPool3DGrad'),
} satisfies Rules;

function backAgain(kernelName: 'MaxPoolGrad' | 'MaxPool3DGrad'): Rule {
  return {
    inputsToSave: ['input', 'output'],
    gradFunc: (change, [input, output], attributes) => ({
      outer: () => {
        const inputs = { dy: change as Tensor, input: input!, output: output! };
        return tf.engine().runKernel(kernelName, inputs, attributes) as Tensor;
      },
      input: () => tf.zeros(input!.shape),
      output: () => tf.zeros(output!.shape),
    }),
  };
}

// Calls for which tfjs-node's kernels throw or compute something else than TensorFlow.js defines.
import type { KernelConfig, KernelFunc, TensorInfo } from '@tensorflow/tfjs';
import { tf } from '../../tf.js';
import { cpuKernelWhen } from './cpu-kernels.js';

type Arguments = Parameters<KernelFunc>[0];

const input = ({ inputs }: Arguments, name: string) =>
  (inputs as Record<string, TensorInfo | undefined>)[name];
const isOf = (dtype: string) => (call: Arguments) =>
  Object.values(call.inputs as Record<string, TensorInfo>).some((one) => one?.dtype === dtype);
const hasOwnPadding = ({ attrs }: Arguments) => typeof attrs?.pad === 'number' || Array.isArray(attrs?.pad);
const isChannelsFirst = ({ attrs }: Arguments) => attrs?.dataFormat === 'NCHW';
const hasNaN = (call: Arguments) => {
  const x = input(call, 'x');
  return x?.dtype === 'float32' && tf.tidy(() => tf.any(tf.isNaN(x as never)).dataSync()[0] === 1);
};

/** These kernels, with the cpu backend's for such calls. */
export function partialKernels(): KernelConfig[] {
  return [
    ...[
      'AvgPool',
      'AvgPoolGrad',
      'AvgPool3D',
      'AvgPool3DGrad',
      'MaxPool',
      'MaxPoolGrad',
      'MaxPool3D',
      'MaxPool3DGrad',
    ].map((name) => cpuKernelWhen(name, hasOwnPadding)),
    ...['Conv2DBackpropInput', 'Conv2DBackpropFilter'].map((name) => cpuKernelWhen(name, hasOwnPadding)),
    ...['Greater', 'GreaterEqual', 'Less', 'LessEqual'].map((name) => cpuKernelWhen(name, isOf('string'))),
    ...['LeakyRelu', 'Step', 'Round'].map((name) => cpuKernelWhen(name, isOf('int32'))),
    cpuKernelWhen('FusedConv2D', isChannelsFirst),
    cpuKernelWhen('Diag', isOf('bool')),
    cpuKernelWhen('ScatterNd', (call) => input(call, 'indices')?.shape.length === 1),
    cpuKernelWhen('Unique', hasNaN),
  ];
}

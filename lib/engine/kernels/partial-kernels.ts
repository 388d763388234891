// Calls for which tfjs-node's kernels throw or compute something else than TensorFlow.js defines.
import type { KernelConfig, KernelFunc, TensorInfo } from '@tensorflow/tfjs';
import { tf } from '../../tf.js';
import { kernelWhen } from './cpu-kernels.js';
import { maxPoolBackwards } from './max-pool-backwards.js';

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

/** These kernels, with others for such calls. */
export function partialKernels(): KernelConfig[] {
  return [
    ...['AvgPool', 'AvgPoolGrad', 'AvgPool3D', 'AvgPool3DGrad', 'MaxPool', 'MaxPool3D'].map((name) =>
      kernelWhen(name, hasOwnPadding),
    ),
    ...(['MaxPoolGrad', 'MaxPool3DGrad'] as const).map((name) =>
      kernelWhen(name, hasOwnPadding, maxPoolBackwards(name, 'tensorflow').kernelFunc),
    ),
    ...['Conv2DBackpropInput', 'Conv2DBackpropFilter'].map((name) => kernelWhen(name, hasOwnPadding)),
    ...['Greater', 'GreaterEqual', 'Less', 'LessEqual'].map((name) => kernelWhen(name, isOf('string'))),
    ...['LeakyRelu', 'Step', 'Round'].map((name) => kernelWhen(name, isOf('int32'))),
    kernelWhen('FusedConv2D', isChannelsFirst),
    kernelWhen('Diag', isOf('bool')),
    kernelWhen('ScatterNd', (call) => input(call, 'indices')?.shape.length === 1),
    kernelWhen('Unique', hasNaN),
  ];
}

// Calls for which tfjs-node's kernels throw or compute something else than TensorFlow.js defines.
import type { KernelConfig, KernelFunc, TensorInfo } from '@tensorflow/tfjs';
import { tf } from '../../tf.js';
import { borrowWhen } from './borrowed.js';

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

/** The kernels that borrow for such calls. */
export function kernelsWithUnfitCalls(): KernelConfig[] {
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
    ].map((name) => borrowWhen(name, hasOwnPadding)),
    ...['Conv2DBackpropInput', 'Conv2DBackpropFilter'].map((name) => borrowWhen(name, hasOwnPadding)),
    ...['Greater', 'GreaterEqual', 'Less', 'LessEqual'].map((name) => borrowWhen(name, isOf('string'))),
    ...['LeakyRelu', 'Step', 'Round'].map((name) => borrowWhen(name, isOf('int32'))),
    borrowWhen('FusedConv2D', isChannelsFirst),
    borrowWhen('Diag', isOf('bool')),
    borrowWhen('ScatterNd', (call) => input(call, 'indices')?.shape.length === 1),
    borrowWhen('Unique', hasNaN),
  ];
}

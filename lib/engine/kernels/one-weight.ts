// A depthwise convolution whose filter is one weight, as the plain convolution that it is: TensorFlow keeps oneDNN's
// primitives by the numbers of their shapes run together, where [1, 1, 1, 1, 1] and no bias reads like a plain filter
// [1, 1, 1, 1] and a bias [1]; whichever comes second is given the other's, and fails.
import type { KernelConfig, NamedTensorInfoMap } from '@tensorflow/tfjs';
import { tf } from '../../tf.js';

/** TensorFlow.js-node's kernel, but for filters of one weight. */
export function depthwiseConvolution(): KernelConfig {
  const name = 'DepthwiseConv2dNative';
  const { kernelFunc: depthwise } = tf.getKernel(name, 'tensorflow');
  const { kernelFunc: plain } = tf.getKernel('Conv2D', 'tensorflow');
  return {
    kernelName: name,
    backendName: 'tensorflow',
    kernelFunc: (call) => {
      const { filter } = call.inputs as NamedTensorInfoMap;
      const isOneWeight = filter!.shape.every((size) => size === 1);
      return isOneWeight ? plain({ ...call, attrs: { ...call.attrs, dataFormat: 'NHWC' } }) : depthwise(call);
    },
  };
}

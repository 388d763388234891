// How our kernels are written: a TensorFlow.js kernel on our backend, with its arguments typed.
import type { KernelConfig, NamedAttrMap, NamedTensorInfoMap, Tensor, TensorInfo } from '@tensorflow/tfjs';
import { tf } from '../../tf.js';
import type { TensorFlowBackend } from '../backend-types.js';
import type { KernelName } from '../kernel-names.js';

export interface KernelCall {
  readonly backend: TensorFlowBackend;
  /** The named input. */
  input(name: string): TensorInfo;
  readonly attributes: NamedAttrMap;
}

/** @param name one of the table of gradients: an op needs an entry there */
export function kernel(
  name: KernelName,
  compute: (call: KernelCall) => TensorInfo | TensorInfo[],
): KernelConfig {
  return {
    kernelName: name,
    backendName: 'tensorflow',
    kernelFunc: ({ inputs, attrs, backend }) =>
      compute({
        backend: backend as TensorFlowBackend,
        input: (input) => (inputs as NamedTensorInfoMap)[input]!,
        attributes: attrs ?? {},
      }),
  };
}

/** Whether an op of TensorFlow's alone can be used on it, whose gradient's op has no gradient of its own. */
export const canFuse = (x: Tensor): boolean =>
  x.dtype === 'float32' && tf.engine().state.gradientDepth <= 1 && tf.getBackend() === 'tensorflow';

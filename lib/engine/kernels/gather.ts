// GatherV2 without reading the indices: tfjs-node reads each one into JavaScript to check it, which costs more than
// the op and cannot be traced. TensorFlow checks them itself.
import type { GatherV2Attrs, GatherV2Inputs, KernelConfig } from '@tensorflow/tfjs';
import { tf } from '../../tf.js';
import type { TensorFlowBackend } from '../backend.js';
import { attributeType } from '../op-attributes.js';

export const gather: KernelConfig = {
  kernelName: 'GatherV2',
  backendName: 'tensorflow',
  kernelFunc({ inputs, attrs, backend }) {
    const { x, indices } = inputs as GatherV2Inputs;
    const { axis, batchDims } = attrs as unknown as GatherV2Attrs;
    const axisTensor = tf.scalar(axis, 'int32');
    const attributes = [{ name: 'batch_dims', type: attributeType.int, value: batchDims }];
    const output = (backend as TensorFlowBackend).executeSingleOutput('GatherV2', attributes, [
      x!,
      indices!,
      axisTensor,
    ]);
    axisTensor.dispose();
    return output;
  },
};

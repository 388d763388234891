// GatherV2 without reading the indices: tfjs-node reads each one into JavaScript to check it, which costs more than
// the op and cannot be traced. TensorFlow checks them itself.
import { tf } from '../../tf.js';
import { attributeType } from '../op-attributes.js';
import { kernel } from './kernel.js';

export const gather = kernel('GatherV2', ({ backend, input, attributes }) => {
  const { axis, batchDims } = attributes as { axis: number; batchDims: number };
  const axisTensor = tf.scalar(axis, 'int32');
  const batch = [{ name: 'batch_dims', type: attributeType.int, value: batchDims }];
  const output = backend.executeSingleOutput('GatherV2', batch, [input('x'), input('indices'), axisTensor]);
  axisTensor.dispose();
  return output;
});

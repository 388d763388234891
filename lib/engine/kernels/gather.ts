// GatherV2 without reading the indices: tfjs-node reads each one into JavaScript to check it, which costs more than
// the op and cannot be traced. TensorFlow checks them itself.
import { tf } from '../../tf.js';
import { attributeType } from '../op-attributes.js';
import { TensorFlowError } from '../status.js';
import { kernel } from './kernel.js';

export const gather = kernel('GatherV2', ({ backend, input, attributes }) => {
  const [x, indices] = [input('x'), input('indices')];
  const { batchDims } = attributes as { batchDims: number };
  const axis = tf.util.parseAxisParam(attributes.axis as number, x.shape)[0]!;
  tf.backend_util.segment_util.collectGatherOpShapeInfo(x, indices, axis, batchDims);
  const axisTensor = tf.scalar(axis, 'int32');
  const batch = [{ name: 'batch_dims', type: attributeType.int, value: batchDims }];
  try {
    return backend.executeSingleOutput('GatherV2', batch, [x, indices, axisTensor]);
  } catch (error) {
    throw outOfBounds(error) ?? error;
  } finally {
    axisTensor.dispose();
  }
});

/** The same in TensorFlow.js' words. */
function outOfBounds(error: unknown): Error | undefined {
  const found = /= (-?\d+) is not in \[0, (\d+)\)/.exec((error as Error).message);
  if (!(error instanceof TensorFlowError) || !found) return undefined;
  const [, index, size] = found;
  return new Error(`GatherV2: the index value ${index} is not in [0, ${Number(size) - 1}]`);
}

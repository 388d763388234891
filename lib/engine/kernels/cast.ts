// Cast that shares the data where the type stays the same: TensorFlow.js casts at almost every op.

import type { DataType } from '@tensorflow/tfjs';
import { numberOfType } from '../data-types.js';
import { attributeType } from '../op-attributes.js';
import { kernel } from './kernel.js';

export const cast = kernel('Cast', ({ backend, input, attributes }) => {
  const x = input('x');
  const { dtype } = attributes as { dtype: DataType };
  if (dtype === x.dtype) {
    backend.incRef(x.dataId);
    return { dataId: x.dataId, shape: x.shape, dtype };
  }
  const types = [
    { name: 'SrcT', type: attributeType.type, value: numberOfType(x.dtype) },
    { name: 'DstT', type: attributeType.type, value: numberOfType(dtype) },
  ];
  return backend.executeSingleOutput('Cast', types, [x]);
});

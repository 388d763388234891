// Turns what users pass (nested arrays, typed arrays, tensors) into tensors.
import { toPrecision } from '../precision.js';
import { tf } from '../tf.js';
import { describe } from './describe.js';
import { flatten, isTyped } from './flatten.js';
import { RowTable } from './row-table.js';
import type { Samples } from './samples.js';

/** A new tensor, which the caller owns, whatever came. `what` names the data in errors, e.g. `fit: x`. */
export function toTensor(data: Samples, dtype: tf.DataType, what: string): tf.Tensor {
  return tf.tidy(() => {
    const tensor = data instanceof tf.Tensor ? data : fromArray(data, dtype, what);
    if (tensor.isDisposed) throw new Error(`${what}: this tensor was disposed of.`);
    if (tensor.dtype === 'complex64' || (tensor.dtype === 'string') !== (dtype === 'string'))
      throw new Error(`${what}: expected a tensor of numbers. Received: one of dtype ${tensor.dtype}.`);
    if (tensor.rank === 0)
      throw new Error(`${what}: expected an array of samples. Received: the single number.`);
    return tensor.dtype === dtype ? tf.clone(toPrecision(tensor, 'float32')) : tf.cast(tensor, dtype);
  });
}

/** A tensor as it is; of arrays, a new one of the type that they have. */
export function asTensor(data: Samples, what: string): tf.Tensor {
  return data instanceof tf.Tensor ? data : fromArray(data, 'float32', what);
}

function fromArray(data: unknown, dtype: tf.DataType, what: string): tf.Tensor {
  if (data === undefined || data === null)
    throw new Error(`${what}: expected arrays or tensors. Received: ${data}.`);
  if (data instanceof RowTable) return data.toTensor(undefined, what);
  if (isTyped(data)) return fromTyped(data);
  if (!Array.isArray(data))
    throw new Error(`${what}: expected an array, a typed array or a tensor. Received: ${describe(data)}.`);
  if (dtype === 'string') return tf.tensor(data);
  const flat = flatten(data, what, Float32Array);
  return tf.tensor(flat.data, flat.shape);
}

function fromTyped(data: ArrayLike<number>): tf.Tensor {
  if (data instanceof Float32Array || data instanceof Int32Array) return tf.tensor1d(data);
  if (data instanceof Float64Array) return tf.tensor1d(Float32Array.from(data));
  return tf.tensor1d(Int32Array.from(data), 'int32');
}

// Turns what people hold (nested arrays, typed arrays, tensors) into tensors of the type that a model wants.
import { tf } from '../../tf.js';
import type { Samples } from './types.js';

/** A new tensor, which the caller owns, whatever came. `what` names the data in errors, e.g. `fit: x`. */
export function toTensor(data: Samples, dtype: tf.DataType, what: string): tf.Tensor {
  return tf.tidy(() => {
    const tensor = data instanceof tf.Tensor ? data : fromArray(data, dtype, what);
    if (tensor.isDisposed) throw new Error(`${what}: this tensor was disposed of.`);
    if (tensor.dtype === 'complex64' || (tensor.dtype === 'string') !== (dtype === 'string'))
      throw new Error(`${what}: expected a tensor of numbers. Received: one of dtype ${tensor.dtype}.`);
    if (tensor.rank === 0)
      throw new Error(`${what}: expected an array of samples. Received: the single number.`);
    return tensor.dtype === dtype ? tf.clone(tensor) : tf.cast(tensor, dtype);
  });
}

function fromArray(data: unknown, dtype: tf.DataType, what: string): tf.Tensor {
  if (data === undefined || data === null) {
    throw new Error(`${what}: expected arrays or tensors. Received: ${data}.`);
  }
  if (data instanceof Float64Array) return tf.tensor1d(Float32Array.from(data));
  if (ArrayBuffer.isView(data) && !(data instanceof DataView)) return fromTyped(data as Uint8Array);
  if (!Array.isArray(data)) {
    throw new Error(`${what}: expected an array, a typed array or a tensor. Received: ${describe(data)}.`);
  }
  return dtype === 'string' || ArrayBuffer.isView(data[0]) || data[0] instanceof tf.Tensor
    ? tf.tensor(data.map(plain) as number[])
    : fromNested(data, what);
}

/** tfjs takes the shape from the first row and does not look at the others. */
function fromNested(data: unknown[], what: string): tf.Tensor {
  const shape = shapeOf(data);
  const values = new Float32Array(tf.util.sizeFromShape(shape));
  let place = 0;
  const fill = (part: unknown, axis: number): void => {
    if (axis === shape.length) {
      values[place++] = numberIn(part, what);
      return;
    }
    const length = Array.isArray(part) ? part.length : 1;
    if (!Array.isArray(part) || length !== shape[axis]) {
      throw new Error(
        `${what}: these arrays do not form a regular block of numbers. ` +
          `Expected ${shape[axis]} values in each array at depth ${axis + 1}, as in the first. Received: ${length}.`,
      );
    }
    for (const item of part) fill(item, axis + 1);
  };
  fill(data, 0);
  return tf.tensor(values, shape);
}

function shapeOf(data: unknown): number[] {
  return Array.isArray(data) ? [data.length, ...(data.length > 0 ? shapeOf(data[0]) : [])] : [];
}

function numberIn(value: unknown, what: string): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'boolean') return Number(value);
  const mend =
    typeof value === 'string' && Number.isNaN(Number(value))
      ? ' Turn names into numbers first, e.g. names.indexOf(name).'
      : '';
  throw new Error(`${what}: expected numbers. Received: ${describe(value)}.${mend}`);
}

function plain(row: unknown): unknown {
  if (row instanceof tf.Tensor) return row.arraySync();
  return ArrayBuffer.isView(row) ? Array.from(row as Float32Array) : row;
}

function fromTyped(data: Uint8Array | Int32Array | Float32Array): tf.Tensor {
  if (data instanceof Float32Array || data instanceof Int32Array) return tf.tensor1d(data);
  return tf.tensor1d(Int32Array.from(data), 'int32');
}

function describe(value: unknown): string {
  if (typeof value === 'string') return `the text '${value}'`;
  if (typeof value !== 'object' || value === null) return `the ${typeof value} ${String(value)}`;
  if (value instanceof Promise) return 'a promise, which must be awaited first: await …';
  return `an object of ${value.constructor?.name ?? 'no class'}`;
}

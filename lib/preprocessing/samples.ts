// Rows of whatever holds them: nested arrays, typed arrays, tensors.
import { tf } from '../tf.js';

/** @inline */
type TypedArray =
  | Float32Array
  | Float64Array
  | Int32Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Uint32Array;

/** Samples along the first axis. */
export type ArrayLikeData = readonly unknown[] | TypedArray | tf.Tensor;

export function count(data: ArrayLikeData): number {
  return data instanceof tf.Tensor ? data.shape[0]! : (data as ArrayLike<unknown>).length;
}

/** The samples at `places`, in a value of the same kind. */
export function take<D extends ArrayLikeData>(data: D, places: Int32Array): D {
  if (data instanceof tf.Tensor) {
    return tf.tidy(() => tf.gather(data as tf.Tensor, tf.tensor1d(places, 'int32'))) as unknown as D;
  }
  if (Array.isArray(data)) return Array.from(places, (place) => data[place]) as unknown as D;
  const typed = data as TypedArray;
  const Kind = typed.constructor as new (values: number[]) => TypedArray;
  return new Kind(Array.from(places, (place) => typed[place]!)) as unknown as D;
}

/** Numbers of any nesting as a new tensor of float32. */
export function toFloatTensor(data: tf.TensorLike | tf.Tensor): tf.Tensor {
  return tf.tidy(() => tf.cast(data instanceof tf.Tensor ? tf.clone(data) : tf.tensor(data), 'float32'));
}

/** A result in the kind of the question: tensor for tensor, arrays for arrays. */
export function likeGiven<D>(given: D, result: tf.Tensor): D {
  if (given instanceof tf.Tensor) return result as unknown as D;
  const arrays = result.arraySync();
  result.dispose();
  return arrays as unknown as D;
}

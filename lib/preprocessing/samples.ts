// Rows of whatever holds them: nested arrays, typed arrays, tensors.
import type { ArrayLikeData, TypedArray } from '../data/samples.js';
import { tf } from '../tf.js';

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

/** A result in the kind of the question: tensor for tensor, arrays for arrays. */
export function likeGiven<D>(given: D, result: tf.Tensor): D {
  if (given instanceof tf.Tensor) return result as unknown as D;
  const arrays = result.arraySync();
  result.dispose();
  return arrays as unknown as D;
}

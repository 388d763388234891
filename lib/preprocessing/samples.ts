// Rows of whatever holds them: nested arrays, typed arrays, tensors.
import { RowTable } from '../data/row-table.js';
import type { ArrayLikeData, TypedArray } from '../data/samples.js';
import { tf } from '../tf.js';

export function count(data: ArrayLikeData): number {
  if (data instanceof RowTable) return data.rowCount;
  return data instanceof tf.Tensor ? data.shape[0]! : (data as ArrayLike<unknown>).length;
}

/** The samples at `places`, in a value of the same kind. */
export function take<D extends ArrayLikeData>(data: D, places: Int32Array): D;
export function take(data: ArrayLikeData, places: Int32Array): ArrayLikeData {
  if (data instanceof RowTable) return data.takeRows(places);
  if (data instanceof tf.Tensor) return tf.tidy(() => tf.gather(data, tf.tensor1d(places, 'int32')));
  if (Array.isArray(data)) return Array.from(places, (place) => data[place]);
  const typed = data as TypedArray;
  const Kind = typed.constructor as new (values: number[]) => TypedArray;
  return new Kind(Array.from(places, (place) => typed[place]!));
}

/** A result in the kind of the question: tensor for tensor, table for table, arrays for arrays. */
export function likeGiven<D>(given: D, result: tf.Tensor): D;
export function likeGiven(given: unknown, result: tf.Tensor): unknown {
  if (given instanceof tf.Tensor) return result;
  const arrays = given instanceof RowTable ? given.withNumbers(result) : result.arraySync();
  result.dispose();
  return arrays;
}

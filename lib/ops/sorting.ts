// Order: sorted, the largest few, places among others, counts.

import { Constant } from '../operations/values.js';
import { type Result, run, type TensorInput } from './run.js';

/**
 * In order, from the smallest. Keras: `ops.sort`.
 * @example ops.sort([3, 1, 2]).print()
 */
export function sort<X extends TensorInput>(x: X, options: { axis?: number | null } = {}): Result<X> {
  return run('Sort', [x], options);
}

/**
 * The places of the numbers in order, from the smallest. Keras: `ops.argsort`.
 * @example ops.argsort([3, 1, 2]).print()
 */
export function argsort<X extends TensorInput>(x: X, options: { axis?: number | null } = {}): Result<X> {
  return run('Argsort', [x], options);
}

/**
 * The k largest along the last axis, and their places. Keras: `ops.top_k`.
 * @example
 * const [values, places] = ops.topK([3, 1, 2], 2);
 * values!.print();
 * places!.print()
 */
export function topK<X extends TensorInput>(
  x: X,
  k: number,
  options: { sorted?: boolean } = {},
): Result<X>[] {
  return run('TopK', [x], { k, ...options });
}

/**
 * Where values go among sorted numbers. Keras: `ops.searchsorted`.
 * @example ops.searchsorted([1, 3, 5], [2, 3]).print()
 */
export function searchsorted<X1 extends TensorInput, X2 extends TensorInput>(
  sortedSequence: X1,
  values: X2,
  options: { side?: 'left' | 'right' } = {},
): Result<X1 | X2> {
  return run('SearchSorted', [sortedSequence, values], options);
}

/**
 * In which of the ranges between sorted numbers each value lies. Keras: `ops.digitize`.
 * @example ops.digitize([0.5, 2.5], [1, 2, 3]).print()
 */
export function digitize<X extends TensorInput>(x: X, bins: readonly number[]): Result<X> {
  return run('Digitize', [x, new Constant([...bins], 'float32')]);
}

/**
 * How many numbers lie in each of equally wide ranges, and the edges of these. Keras: `ops.histogram`.
 * @example
 * const [counts, edges] = ops.histogram([1, 2, 2, 5], { bins: 4 });
 * counts!.print();
 * edges!.print()
 */
export function histogram<X extends TensorInput>(
  x: X,
  options: { bins?: number; range?: [number, number] } = {},
): Result<X>[] {
  return run('Histogram', [x], options);
}

/**
 * How often each whole number occurs, or the sum of its weights. Keras: `ops.bincount`.
 * @example ops.bincount(tf.tensor1d([0, 2, 2], 'int32')).print()
 */
export function bincount<X extends TensorInput>(
  x: X,
  options: { weights?: TensorInput; minlength?: number } = {},
): Result<X> {
  return run('Bincount', [x], options);
}

/**
 * Each number once, in order; if asked for with their first places, the place of each number among them, and
 * counts: a list then. Not on symbolic tensors: how many there are is not known. Keras: `ops.unique`.
 * @example ops.unique([3, 1, 3]);
 */
export function unique<X extends TensorInput>(
  x: X,
  options: {
    sorted?: boolean;
    returnIndex?: boolean;
    returnInverse?: boolean;
    returnCounts?: boolean;
    axis?: number;
    size?: number;
    fillValue?: number;
  } = {},
): Result<X> | Result<X>[] {
  return run('Unique', [x], options);
}

/**
 * For each axis, where numbers other than 0 are. Not on symbolic tensors: how many there are is not known.
 * Keras: `ops.nonzero`.
 * @example ops.nonzero([0, 3, 4])[0]!.print()
 */
export function nonzero<X extends TensorInput>(x: X): Result<X>[] {
  return run('Nonzero', [x]);
}

/**
 * Places along each axis for places in one row. Keras: `ops.unravel_index`.
 * @example ops.unravelIndex(tf.tensor1d([5], 'int32'), [2, 3]).map((x) => x.print());
 */
export function unravelIndex<X extends TensorInput>(indices: X, shape: number[]): Result<X>[] {
  return run('UnravelIndex', [indices], { shape });
}

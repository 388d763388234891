// The types of data that users pass.
import type { tf } from '../tf.js';
import type { RowTable } from './row-table.js';

/** @inline */
export type TypedArray =
  | Float32Array
  | Float64Array
  | Int32Array
  | Uint8Array
  | Uint8ClampedArray
  | Int8Array
  | Int16Array
  | Uint16Array
  | Uint32Array;

/** Numbers in arrays within arrays, as deep as a sample has axes; the innermost may be typed arrays. */
export type Nested = readonly (number | boolean | TypedArray | Nested)[];

/**
 * One array of samples: nested arrays, a typed array (one number a sample), or a tensor; first axis the sample. Or a table
 * of numbers, a sample a row.
 */
export type Samples = tf.Tensor | TypedArray | Nested | RowTable;

/** The same, holding whatever it may: texts, too. */
export type ArrayLikeData = readonly unknown[] | TypedArray | tf.Tensor | RowTable;

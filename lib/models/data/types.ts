// What fit, evaluate and predict take as data.
import type { tf } from '../../tf.js';

/** @inline */
type TypedArray = Float32Array | Float64Array | Int32Array | Uint8Array | Uint8ClampedArray;

/** Numbers in arrays within arrays, as deep as a sample has axes; the innermost may be typed arrays. */
type Nested = readonly (number | boolean | TypedArray | Nested)[];

/** One array of samples: nested arrays, a typed array (one number a sample), or a tensor; first axis the sample. */
export type Samples = tf.Tensor | TypedArray | Nested;

/** Samples for each input or output: one, a list in the model's order, or an object by name. */
export type Data = Samples | Samples[] | { [name: string]: Samples };

/** What a generator gives at each step: inputs, targets, and a weight for each sample if wanted. */
export type GeneratedBatch = readonly [Data, Data] | readonly [Data, Data, Samples] | { xs: Data; ys: Data };

/**
 * Batches one after the other: a generator or a function that starts one, one of our picture generators, or a data
 * set of `tf.data`.
 */
export type BatchStream =
  | AsyncIterable<unknown>
  | { iterator(): Promise<unknown> }
  | IterableIterator<unknown>
  | Iterable<GeneratedBatch>
  | (() => Iterator<unknown> | AsyncIterator<unknown>);

/**
 * What follows the samples in a call: their targets `y`, unless they are batches, which bring their own; then the
 * options.
 * @inline
 */
export type Targets<X, Args> = X extends BatchStream ? [args?: Args] : [y: Data, args?: Args];

/** Weights of classes in the loss: by class number. */
export type ClassWeight =
  | { [classNumber: number]: number }
  | { [output: string]: { [classNumber: number]: number } };

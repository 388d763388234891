// What fit, evaluate and predict take as data.
import type { tf } from '../../tf.js';

type Numbers = number[] | number[][] | number[][][] | number[][][][];

/** One array of samples: nested arrays, a typed array (one number a sample), or a tensor; first axis the sample. */
export type Samples = tf.Tensor | tf.TensorLike | Numbers;

/** Samples for each input or output: one, a list in the model's order, or an object by name. */
export type Data = Samples | Samples[] | { [name: string]: Samples };

/** What a generator gives at each step: inputs, targets, and a weight for each sample if wanted. */
export type GeneratedBatch = readonly [Data, Data] | readonly [Data, Data, Samples] | { xs: Data; ys: Data };

/** Batches one after the other: a generator, one of our picture generators, or a function that starts one. */
export type BatchStream =
  | AsyncIterable<unknown>
  | Iterable<GeneratedBatch>
  | (() => Iterator<GeneratedBatch> | AsyncIterator<unknown>);

/** Weights of classes in the loss: by class number. */
export type ClassWeight =
  | { [classNumber: number]: number }
  | { [output: string]: { [classNumber: number]: number } };

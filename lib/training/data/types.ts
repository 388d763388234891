// What fit, evaluate and predict take as data.

import type { Samples } from '../../data/samples.js';
import type { tf } from '../../tf.js';

export type { Samples };

/** Samples for each input or output: one, a list in the model's order, or an object by name. */
export type Data = Samples | Samples[] | { [name: string]: Samples };

/** What a generator gives at each step: inputs, targets, and weights of the samples if wanted. */
export type GeneratedBatch = readonly [Data, Data] | readonly [Data, Data, Data] | { xs: Data; ys: Data };

/**
 * Batches one after the other: a generator or a function that starts one, one of our image generators, or a data
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

/** How much each class counts in the loss, by class number; a class that is not named counts once. @inline */
export type ClassWeight =
  | { readonly [classNumber: number]: number | tf.Tensor }
  | ReadonlyMap<number, number | tf.Tensor>;

// Batches that a function changes as they come.
import { tf } from '../tf.js';
import { keepsNoBatch } from './fresh-batches.js';

/** A batch of a data set: inputs, and targets unless there are none. */
export type AnyBatch = readonly [x: tf.Tensor, targets: tf.Tensor] | readonly [x: tf.Tensor];

/** What becomes of a batch: other inputs, or inputs and targets. @inline */
export type Changed = tf.Tensor | readonly [x: tf.Tensor, targets: tf.Tensor] | readonly [x: tf.Tensor];

/** What batches come from, and how many there are in a pass. */
export interface BatchSource<B extends AnyBatch> extends AsyncIterable<B> {
  readonly batchSize: number;
  readonly length: number;
}

/** Batches changed by a function, anew in each pass; `fit` takes them as those that they come from. */
export class MappedBatches<B extends AnyBatch, C extends Changed> implements AsyncIterable<Batch<C>> {
  readonly batchSize: number;
  /** Batches in a pass. */
  readonly length: number;
  readonly #source: BatchSource<B>;
  readonly #change: (...batch: B) => C;

  constructor(source: BatchSource<B>, change: (...batch: B) => C) {
    if (typeof change !== 'function')
      throw new Error(
        `map: expected a function of a batch, such as (x, y) => [x, y]. Received: ${typeof change}.`,
      );
    this.batchSize = source.batchSize;
    this.length = source.length;
    this.#source = source;
    this.#change = change;
    keepsNoBatch(this);
  }

  /** These, changed once more. */
  map<D extends Changed>(change: (...batch: Batch<C>) => D): MappedBatches<Batch<C>, D> {
    return new MappedBatches<Batch<C>, D>(this, change);
  }

  /** The inputs of one pass, a tensor for each batch: what a layer's `adapt` takes. */
  inputs(): Promise<tf.Tensor[]> {
    return inputsOf(this);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Batch<C>, void, undefined> {
    for await (const batch of this.#source) {
      const made = tf.tidy(() => this.#change(...batch) as tf.Tensor) as C;
      const parts = (made instanceof tf.Tensor ? [made] : made) as Batch<C>;
      for (const one of batch) if (!(parts as AnyBatch).includes(one as never)) one.dispose();
      yield parts;
    }
  }
}

/** What a change leaves, as a batch. */
export type Batch<C extends Changed> = C extends tf.Tensor ? readonly [x: C] : C extends AnyBatch ? C : never;

/** The inputs of one pass; targets are let go. */
export async function inputsOf(batches: AsyncIterable<AnyBatch>): Promise<tf.Tensor[]> {
  const inputs: tf.Tensor[] = [];
  for await (const [x, targets] of batches) {
    inputs.push(x);
    targets?.dispose();
  }
  return inputs;
}

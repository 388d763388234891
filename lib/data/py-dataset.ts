// Batches by number, as a class of one's own reads or makes them.
import { received } from '../core/messages.js';
import { permutation } from '../random/random.js';

/**
 * Batches that a class of one's own makes one by one, by their numbers. `fit` takes them in random order unless
 * `shuffle: false`, each once an epoch; `evaluate` and `predict` in their order. A batch is made while the one before it
 * trains. Keras: `utils.PyDataset`, and `utils.Sequence` before it; its workers are not needed where `at` is asynchronous.
 * @example
 * class Squares extends utils.PyDataset {
 *   readonly length = 4;
 *   at(batch: number): [tf.Tensor, tf.Tensor] {
 *     const x = tf.range(8 * batch, 8 * batch + 8).reshape([8, 1]);
 *     return [x.div(32), x.div(32).square()];
 *   }
 * }
 * const net = sequential([layers.dense({ units: 1, inputShape: [1] })]);
 * net.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
 * await net.fit(new Squares(), { epochs: 2 });
 */
export abstract class PyDataset<Batch = unknown> implements AsyncIterable<Batch> {
  /** How many batches make an epoch. Keras: `__len__`. */
  abstract readonly length: number;

  /**
   * The batch of a number from 0 to `length` - 1: [x, y], or [x, y, sampleWeight]; for `predict` x alone will do. Keras:
   * `__getitem__`.
   */
  abstract at(index: number): Batch | Promise<Batch>;

  /** Called before an epoch's first batch. */
  onEpochBegin(): void {}

  /** Called after an epoch's last batch: where data are brought into another order. */
  onEpochEnd(): void {}

  async *[Symbol.asyncIterator](): AsyncGenerator<Batch, void, undefined> {
    yield* batchesOf(this, false);
  }
}

/** One pass over all of them. */
export async function* batchesOf<Batch>(
  dataset: PyDataset<Batch>,
  isShuffled: boolean,
): AsyncGenerator<Batch, void, undefined> {
  const { length } = dataset;
  if (!Number.isInteger(length) || length < 0)
    throw new Error(
      `${dataset.constructor.name}: length must be the number of batches. Received: ${received(length)}.`,
    );
  const order = isShuffled ? permutation(length) : undefined;
  for (let step = 0; step < length; step++) yield await dataset.at(order?.[step] ?? step);
}

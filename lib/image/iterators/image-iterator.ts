// Endless batches of transformed images, prepared ahead while the network trains on the last one.

import { checkWhole } from '../../core/messages.js';
import { keepsNoBatch } from '../../data/fresh-batches.js';
import { ImageError } from '../loading/errors.js';
import type { Batch, ImageFeed, IteratorOptions, Processing } from './batch.js';
import { BatchMaker, type Prepared } from './batch-maker.js';
import { BatchOrder } from './order.js';

/**
 * An endless stream of batches, one pass over the images after the other; `length` batches make a pass.
 * Iterate with `for await (const [x, y] of iterator)`, take one with `await iterator.batch()`, or give it to `fit`.
 */
export class ImageIterator<B extends Batch> implements AsyncIterableIterator<B> {
  /** Images in a pass. */
  readonly samples: number;
  readonly batchSize: number;
  /** Whether each pass takes the images in an order of its own. */
  readonly shuffles: boolean;
  /** [height, width, channels] of every image, or [channels, height, width]. */
  readonly imageShape: readonly [number, number, number];

  readonly #order: BatchOrder;
  readonly #maker: BatchMaker<B>;
  readonly #prefetch: number;
  #ahead: Promise<Prepared>[] = [];

  constructor(feed: ImageFeed, processing: Processing, options: IteratorOptions) {
    const { batchSize = 32, shuffle = true, seed, prefetch = 2 } = options;
    checkWhole('batches of images', 'batchSize', batchSize, 1);
    this.samples = feed.samples;
    this.batchSize = batchSize;
    this.shuffles = shuffle;
    const { height, width, channels } = feed;
    const channelsFirst = processing.layout.dataFormat === 'channelsFirst';
    this.imageShape = channelsFirst ? [channels, height, width] : [height, width, channels];
    this.#prefetch = Math.max(0, prefetch);
    this.#order = new BatchOrder({ samples: feed.samples, batchSize, shuffle, seed });
    this.#maker = new BatchMaker(feed, processing, batchSize, options);
    keepsNoBatch(this);
  }

  /** Batches in one pass over the images: what `fit` takes as `stepsPerEpoch` by default. */
  get length(): number {
    return this.#order.length;
  }

  /** Names of broken images left out so far. */
  get skipped(): readonly string[] {
    return this.#maker.skipped;
  }

  /** The next batch. The caller disposes its tensors. @throws ImageError for a broken image */
  async batch(): Promise<B> {
    for (let empty = 0; empty <= this.length; empty++) {
      const prepared = await this.#takePrepared();
      if (prepared.rows.length > 0) return this.#maker.toTensors(prepared);
      this.#maker.giveBack(prepared);
    }
    throw new ImageError('Every image', `all ${this.samples} are broken (${this.skipped[0]} …)`);
  }

  /** The next batch, as loops over iterators ask for it: there always is one. */
  async next(): Promise<IteratorYieldResult<B>> {
    return { done: false, value: await this.batch() };
  }

  /** Called where a loop over the batches is left: what was prepared ahead is given up. */
  async return(): Promise<IteratorReturnResult<undefined>> {
    this.reset();
    return { done: true, value: undefined };
  }

  /** Begins a new pass with the next batch. */
  reset(): void {
    for (const prepared of this.#ahead)
      prepared.then((unused) => this.#maker.giveBack(unused)).catch(() => {});
    this.#ahead = [];
    this.#order.reset();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  #takePrepared(): Promise<Prepared> {
    while (this.#ahead.length <= this.#prefetch) {
      const prepared = this.#maker.prepare(this.#order.next());
      prepared.catch(() => {}); // reported when its turn comes
      this.#ahead.push(prepared);
    }
    return this.#ahead.shift()!;
  }
}

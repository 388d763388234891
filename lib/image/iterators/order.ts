// The order in which a generator visits its images, and the random stream each batch draws from: Keras' own, so that
// a seed gives here what it gives there.
import { MersenneTwister } from '../../random/mersenne-twister.js';
import { nextSeed } from '../../random/random.js';
import { wholeNumbers } from '../../whole-numbers.js';

/** The rows of one batch and the stream that its transforms draw from, in the batch's order. */
export interface BatchPlan {
  readonly rows: Int32Array;
  readonly random: MersenneTwister;
}

export interface OrderOptions {
  readonly samples: number;
  readonly batchSize: number;
  readonly shuffle: boolean;
  /** Fixes order and transforms; without it both follow `random.setSeed`. */
  readonly seed: number | undefined;
}

export class BatchOrder {
  #batchIndex = 0;
  #batchesSeen = 0;
  #order: Int32Array = new Int32Array(0);
  readonly #stream: MersenneTwister | undefined;
  readonly #options: OrderOptions;

  constructor(options: OrderOptions) {
    this.#options = options;
    if (options.seed === undefined) this.#stream = new MersenneTwister(nextSeed());
  }

  /** Batches in one pass over the images. */
  get length(): number {
    return Math.ceil(this.#options.samples / this.#options.batchSize);
  }

  /** The next batch's plan; after the last of a pass comes the first of a new one. */
  next(): BatchPlan {
    const { batchSize } = this.#options;
    const random = this.#streamOf(this.#batchesSeen++);
    if (this.#batchIndex === 0) this.#order = this.#newOrder(random);
    const first = this.#batchIndex * batchSize;
    this.#batchIndex = (this.#batchIndex + 1) % this.length;
    return { rows: this.#order.slice(first, first + batchSize), random };
  }

  /** Begins a new pass. */
  reset(): void {
    this.#batchIndex = 0;
  }

  #streamOf(batch: number): MersenneTwister {
    return this.#stream ?? new MersenneTwister(this.#options.seed! + batch);
  }

  #newOrder(random: MersenneTwister): Int32Array {
    const { samples, shuffle } = this.#options;
    return shuffle ? random.permutation(samples) : wholeNumbers(samples);
  }
}

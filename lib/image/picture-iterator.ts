// Endless batches of transformed pictures, prepared ahead while the network trains on the last one.
import type { MersenneTwister } from '../mersenne-twister.js';
import { notice } from '../notice.js';
import { tf } from '../tf.js';
import { PictureError } from './errors.js';
import { BatchOrder, type BatchPlan } from './order.js';
import type { Outcome, PictureJob, PictureSource, Recipe } from './picture-job.js';
import { PixelCache } from './pixel-cache.js';
import type { Runner } from './runner.js';
import { savePicture } from './save-picture.js';
import { SharedBuffers } from './shared-buffers.js';
import { type Standardization, standardize } from './standardize.js';
import type { TransformParameters } from './transform-parameters.js';

/** Pictures [rows, height, width, channels], then, as asked for, targets and sample weights. */
export type Batch =
  | [x: tf.Tensor4D]
  | [x: tf.Tensor4D, y: tf.Tensor]
  | [x: tf.Tensor4D, y: tf.Tensor, weights: tf.Tensor];

/** Where an iterator's pictures and targets come from. */
export interface PictureFeed<B extends Batch> {
  readonly samples: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  source(row: number): PictureSource;
  /** As an error or a notice names it. */
  nameOf(row: number): string;
  /** A batch of the given rows; `x` holds their pictures. */
  batch(x: tf.Tensor4D, rows: Int32Array): B;
}

/** What the generator adds to the pictures. */
export interface Processing {
  readonly runner: Runner;
  readonly recipe: Recipe;
  readonly standardization: Standardization;
  readonly preprocessingFunction: ((picture: tf.Tensor3D) => tf.Tensor3D) | undefined;
  drawTransform(random: MersenneTwister, height: number, width: number): TransformParameters;
}

export interface IteratorOptions {
  /** Pictures a batch. Default: 32. */
  readonly batchSize?: number;
  /** A new order in every pass. Default: true. */
  readonly shuffle?: boolean;
  /** Fixes order and transforms, to Keras' own for this seed. Default: drawn, and fixed by `random.setSeed`. */
  readonly seed?: number;
  /** What a broken picture does: ends the pass with an error that names it, or is left out with a notice. Default: 'error'. */
  readonly onCorrupt?: 'error' | 'skip';
  /** Batches prepared ahead of the one in use. Default: 2. */
  readonly prefetch?: number;
  /** Megabytes of decoded pictures kept for the next pass. Default: 256. */
  readonly cacheMegabytes?: number;
  /** Also writes every picture made into this folder, to look at. */
  readonly saveToDir?: string;
  /** How the names of written pictures begin. Default: ''. */
  readonly savePrefix?: string;
  /** Default: 'png'. */
  readonly saveFormat?: 'png' | 'jpeg';
}

/** Pictures ready in memory, not yet a tensor. */
interface Prepared {
  readonly rows: Int32Array;
  /** Room for a whole batch; the rows' pictures come first. */
  readonly values: Float32Array;
}

/**
 * An endless stream of batches, one pass over the pictures after the other; `length` batches make a pass.
 * Iterate with `for await (const [x, y] of iterator)`, take one with `await iterator.batch()`, or give it to `fit`.
 */
export class PictureIterator<B extends Batch> implements AsyncIterableIterator<B> {
  /** Pictures in a pass. */
  readonly samples: number;
  readonly batchSize: number;
  /** [height, width, channels] of every picture. */
  readonly imageShape: readonly [number, number, number];
  /** Names of broken pictures left out so far. */
  readonly skipped: string[] = [];

  private readonly order: BatchOrder;
  private readonly cache: PixelCache;
  private readonly buffers = new SharedBuffers();
  private ahead: Promise<Prepared>[] = [];

  constructor(
    private readonly feed: PictureFeed<B>,
    private readonly processing: Processing,
    private readonly options: IteratorOptions,
  ) {
    this.samples = feed.samples;
    this.batchSize = options.batchSize ?? 32;
    this.imageShape = [feed.height, feed.width, feed.channels];
    requirePositive('batchSize', this.batchSize);
    this.order = new BatchOrder({
      samples: this.samples,
      batchSize: this.batchSize,
      shuffle: options.shuffle ?? true,
      seed: options.seed,
    });
    this.cache = new PixelCache((options.cacheMegabytes ?? 256) * 2 ** 20);
  }

  /** Batches in one pass over the pictures: what `fit` takes as `stepsPerEpoch` by default. */
  get length(): number {
    return this.order.length;
  }

  /** The next batch. The caller disposes its tensors. @throws PictureError for a broken picture */
  async batch(): Promise<B> {
    for (let empty = 0; empty <= this.length; empty++) {
      const prepared = await this.takePrepared();
      if (prepared.rows.length > 0) return this.toTensors(prepared);
      this.buffers.giveBack(prepared.values);
    }
    throw new PictureError('Every picture', `all ${this.samples} are broken (${this.skipped[0]} …)`);
  }

  async next(): Promise<IteratorResult<B, undefined>> {
    return { done: false, value: await this.batch() };
  }

  /** Called where a loop over the batches is left: what was prepared ahead is given up. */
  async return(): Promise<IteratorResult<B, undefined>> {
    this.reset();
    return { done: true, value: undefined };
  }

  /** Begins a new pass with the next batch. */
  reset(): void {
    for (const prepared of this.ahead)
      prepared.then(({ values }) => this.buffers.giveBack(values)).catch(() => {});
    this.ahead = [];
    this.order.reset();
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  private takePrepared(): Promise<Prepared> {
    const wanted = 1 + Math.max(0, this.options.prefetch ?? 2);
    while (this.ahead.length < wanted) {
      const prepared = this.prepare(this.order.next());
      prepared.catch(() => {}); // reported when its turn comes
      this.ahead.push(prepared);
    }
    return this.ahead.shift()!;
  }

  private async prepare(plan: BatchPlan): Promise<Prepared> {
    const size = this.pictureSize;
    const [height, width] = this.imageShape;
    const values = this.buffers.take(this.batchSize * size);
    const jobs = Array.from(
      plan.rows,
      (row, place): PictureJob => ({
        source: this.sourceOf(row),
        parameters: this.processing.drawTransform(plan.random, height, width),
        target: values.subarray(place * size, (place + 1) * size),
      }),
    );
    const { recipe, runner } = this.processing;
    const outcomes = await runner.run(recipe, jobs);
    const whole = outcomes.map((outcome, place) => this.accept(outcome, jobs[place]!, plan.rows[place]!));
    const prepared = { rows: closeGaps(plan.rows, values, size, whole), values };
    if (this.options.saveToDir) await this.save(prepared);
    return prepared;
  }

  private sourceOf(row: number): PictureSource {
    const pixels = this.cache.get(row);
    return pixels ? { pixels } : this.feed.source(row);
  }

  /** False where the picture is broken and to be left out. */
  private accept(outcome: Outcome, job: PictureJob, row: number): boolean {
    if ('broken' in outcome) {
      if (this.options.onCorrupt !== 'skip') throw outcome.broken;
      this.noteSkipped(this.feed.nameOf(row), outcome.broken);
      return false;
    }
    if ('path' in job.source) this.cache.offer(row, outcome.pixels);
    this.finish(job.target);
    return true;
  }

  /** The user's function, and what comes after it: on this thread, since it may use anything. */
  private finish(values: Float32Array): void {
    const { preprocessingFunction, standardization } = this.processing;
    if (!preprocessingFunction) return;
    values.set(callOnPicture(preprocessingFunction, values, this.imageShape));
    standardize(values, this.feed.channels, standardization);
  }

  private noteSkipped(name: string, error: PictureError): void {
    if (this.skipped.includes(name)) return;
    this.skipped.push(name);
    notice(`Left out: ${error.message}`);
  }

  private toTensors({ rows, values }: Prepared): B {
    const pictures = values.slice(0, rows.length * this.pictureSize);
    this.buffers.giveBack(values);
    return this.feed.batch(tf.tensor4d(pictures, [rows.length, ...this.imageShape]), rows);
  }

  private async save({ rows, values }: Prepared): Promise<void> {
    const { saveToDir, savePrefix = '', saveFormat = 'png' } = this.options;
    const size = this.pictureSize;
    await Promise.all(
      Array.from(rows, (row, place) => {
        const picture = values.subarray(place * size, (place + 1) * size);
        return savePicture(picture, this.imageShape, saveToDir!, `${savePrefix}_${row}`, saveFormat);
      }),
    );
  }

  private get pictureSize(): number {
    const [height, width, channels] = this.imageShape;
    return height * width * channels;
  }
}

/** Closes the gaps that left-out pictures would be; gives the rows that remain. */
function closeGaps(rows: Int32Array, values: Float32Array, size: number, whole: boolean[]): Int32Array {
  const kept = Array.from(rows.keys()).filter((place) => whole[place]);
  kept.forEach((place, to) => {
    if (place !== to) values.copyWithin(to * size, place * size, (place + 1) * size);
  });
  return Int32Array.from(kept, (place) => rows[place]!);
}

function callOnPicture(
  change: (picture: tf.Tensor3D) => tf.Tensor3D,
  values: Float32Array,
  shape: readonly [number, number, number],
): Float32Array {
  const changed = tf.tidy(() => change(tf.tensor3d(values.slice(), [...shape])));
  try {
    if (changed.shape.join() === shape.join()) return changed.dataSync() as Float32Array;
    throw new Error(
      `preprocessingFunction must keep the picture's shape. Expected [${shape}], received [${changed.shape}].`,
    );
  } finally {
    changed.dispose();
  }
}

function requirePositive(name: string, value: number): void {
  if (Number.isInteger(value) && value >= 1) return;
  throw new RangeError(`${name} is wrong. Expected a whole number from 1, received ${value}.`);
}

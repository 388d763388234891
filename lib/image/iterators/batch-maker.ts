// Makes batches in memory: plans jobs for their images, has them run, and deals with those that are broken.

import { notice } from '../../core/notice.js';
import { tensorOfCopy } from '../../engine/engine.js';
import { tf } from '../../tf.js';
import type { ImageError } from '../loading/errors.js';
import { saveImage } from '../loading/save-image.js';
import { asAskedFor } from '../transform/layout.js';
import { standardize } from '../transform/standardize.js';
import type { ImageJob, ImageSource, Outcome } from '../workers/image-job.js';
import { SharedBuffers } from '../workers/shared-buffers.js';
import type { Batch, ImageFeed, IteratorOptions, Processing } from './batch.js';
import type { BatchPlan } from './order.js';
import { PixelCache } from './pixel-cache.js';

/** Images ready in memory, not yet a tensor. */
export interface Prepared {
  readonly rows: Int32Array;
  /** Room for a whole batch; the rows' images come first. */
  readonly values: Float32Array;
}

const cacheMegabytes = 256;

export class BatchMaker<B extends Batch> {
  /** Names of broken images left out so far. */
  readonly skipped: string[] = [];
  readonly #shape: readonly [number, number, number];
  readonly #size: number;
  readonly #cache: PixelCache;
  readonly #buffers = new SharedBuffers();
  readonly #feed: ImageFeed;
  readonly #processing: Processing;
  readonly #batchSize: number;
  readonly #options: IteratorOptions;

  constructor(feed: ImageFeed, processing: Processing, batchSize: number, options: IteratorOptions) {
    this.#feed = feed;
    this.#processing = processing;
    this.#batchSize = batchSize;
    this.#options = options;
    this.#shape = [feed.height, feed.width, feed.channels];
    this.#size = feed.height * feed.width * feed.channels;
    this.#cache = new PixelCache((options.cacheMegabytes ?? cacheMegabytes) * 2 ** 20);
  }

  /** Random numbers are drawn before this first waits, so that batches asked for in order get theirs in order. */
  async prepare({ rows, random }: BatchPlan): Promise<Prepared> {
    const { recipe, runner, drawTransform } = this.#processing;
    const values = this.#buffers.take(this.#batchSize * this.#size);
    const jobs = Array.from(rows, (row): ImageJob => {
      const source = this.#sourceOf(row);
      return {
        source,
        parameters: drawTransform(random, this.#feed.height, this.#feed.width),
        keep: 'path' in source && this.#cache.hasRoomFor(this.#size),
      };
    });
    const outcomes = await runner.run(recipe, jobs, values.subarray(0, rows.length * this.#size));
    const whole = outcomes.map((outcome, place) =>
      this.#accept(outcome, rows[place]!, this.#imageAt(values, place)),
    );
    const prepared = { rows: this.#closeGaps(rows, values, whole), values };
    if (this.#options.saveToDir) await this.#save(prepared, this.#options.saveToDir);
    return prepared;
  }

  /** The batch as tensors; its memory is free for another. */
  toTensors(prepared: Prepared): B {
    const { rows, values } = prepared;
    const images = values.subarray(0, rows.length * this.#size);
    const x = tensorOfCopy(images, [rows.length, ...this.#shape]) as tf.Tensor4D;
    this.giveBack(prepared);
    // The maker's caller knows what the feed gives.
    return this.#feed.batch(asAskedFor(x, this.#processing.layout), rows) as B;
  }

  /** For batches that are no longer wanted. */
  giveBack({ values }: Prepared): void {
    this.#buffers.giveBack(values);
  }

  #sourceOf(row: number): ImageSource {
    const pixels = this.#cache.get(row);
    return pixels ? { pixels } : this.#feed.source(row);
  }

  /** False where the image is broken and to be left out. */
  #accept(outcome: Outcome, row: number, image: Float32Array): boolean {
    if ('broken' in outcome) {
      if (this.#options.onCorrupt !== 'skip') throw outcome.broken;
      this.#noteSkipped(this.#feed.nameOf(row), outcome.broken);
      return false;
    }
    if (outcome.pixels) this.#cache.offer(row, outcome.pixels);
    this.#finish(image);
    return true;
  }

  /** The user's function, and what comes after it: on this thread, since it may use anything. */
  #finish(values: Float32Array): void {
    const { preprocessingFunction, standardization } = this.#processing;
    if (!preprocessingFunction) return;
    values.set(callOnImage(preprocessingFunction, values, this.#shape));
    standardize(values, this.#feed.channels, standardization);
  }

  #noteSkipped(name: string, error: ImageError): void {
    if (this.skipped.includes(name)) return;
    this.skipped.push(name);
    notice(`Left out: ${error.message}`);
  }

  /** Closes the gaps that left-out images would be; gives the rows that remain. */
  #closeGaps(rows: Int32Array, values: Float32Array, whole: boolean[]): Int32Array {
    const kept = Array.from(rows.keys()).filter((place) => whole[place]);
    kept.forEach((place, to) => {
      if (place !== to) this.#imageAt(values, to).set(this.#imageAt(values, place));
    });
    return Int32Array.from(kept, (place) => rows[place]!);
  }

  async #save({ rows, values }: Prepared, folder: string): Promise<void> {
    const { savePrefix = '', saveFormat = 'png' } = this.#options;
    await Promise.all(
      Array.from(rows, (row, place) => {
        const image = this.#imageAt(values, place);
        return saveImage(image, this.#shape, folder, `${savePrefix}_${row}`, saveFormat);
      }),
    );
  }

  #imageAt(values: Float32Array, place: number): Float32Array {
    return values.subarray(place * this.#size, (place + 1) * this.#size);
  }
}

function callOnImage(
  change: (image: tf.Tensor3D) => tf.Tensor3D,
  values: Float32Array,
  shape: readonly [number, number, number],
): Float32Array {
  const changed = tf.tidy(() => change(tf.tensor3d(values.slice(), [...shape])));
  try {
    if (changed.shape.join() === shape.join()) return changed.dataSync() as Float32Array;
    throw new Error(
      `preprocessingFunction must keep the image's shape. Expected [${shape}], received [${changed.shape}].`,
    );
  } finally {
    changed.dispose();
  }
}

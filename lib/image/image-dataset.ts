// Keras' way of today from folders to batches: a data set that is passed over once an epoch.

import { join } from 'node:path';
import { checkWhole } from '../core/messages.js';
import { keepsNoBatch } from '../data/fresh-batches.js';
import { type BatchSource, type Changed, MappedBatches } from '../data/mapped-batches.js';
import type { tf } from '../tf.js';
import { type DatasetOptions, datasetLoading } from './dataset-options.js';
import type { ImagesOnly, WithTargets } from './image-data-generator.js';
import type { Batch, ImageFeed, Processing } from './iterators/batch.js';
import { ImageIterator } from './iterators/image-iterator.js';
import { batchesFrom, labelTargets } from './labelled-batches.js';
import { imageFiles, type LabelledFolder } from './labelled-files.js';
import { channelsOf } from './transform/pixels.js';
import { noStandardization } from './transform/standardize.js';
import { sharedRunner } from './workers/runner.js';

/**
 * Batches of images from a folder. Each `for await` passes over all images once, prepared ahead in worker threads;
 * `fit` makes a pass an epoch.
 */
export class ImageDataset<B extends Batch = Batch> implements AsyncIterable<B> {
  /** Class names, by class number. */
  readonly classNames: readonly string[];
  /** Every image's path. */
  readonly filePaths: readonly string[];
  readonly batchSize: number;
  /** Whether each pass takes the images in an order of its own. */
  readonly shuffles: boolean;
  /** Batches in a pass. */
  readonly length: number;
  readonly #batches: ImageIterator<B>;

  constructor(directory: string, files: LabelledFolder, options: DatasetOptions) {
    const { batchSize = 32, shuffle = true, seed, onCorrupt } = options;
    this.classNames = files.classNames;
    this.filePaths = files.filenames.map((name) => join(directory, name));
    this.batchSize = batchSize;
    this.shuffles = shuffle;
    const feed = feedOf(this.filePaths, files, options);
    const taking = {
      batchSize,
      shuffle,
      ...(seed !== undefined && { seed }),
      ...(onCorrupt && { onCorrupt }),
    };
    this.#batches = new ImageIterator(feed, processingOf(options), taking);
    this.length = this.#batches.length;
    keepsNoBatch(this);
  }

  /**
   * The first batches of a pass. The caller disposes their tensors.
   * @example
   * const { trainDir } = await datasets.catsAndDogs();
   * const [[x]] = await imageDatasetFromDirectory(trainDir, { imageSize: 64 }).take(1);
   * plot.images(x);
   */
  async take(count: number): Promise<B[]> {
    checkWhole('take', 'count', count, 0);
    const taken: B[] = [];
    if (count > 0)
      for await (const batch of this) {
        taken.push(batch);
        if (taken.length === count) break;
      }
    return taken;
  }

  /**
   * The batches changed by a function, as they come: it is given images and targets and gives other images, or both. It runs
   * in `tf.tidy`. Keras' data sets: `map`.
   * @example
   * const { trainDir } = await datasets.catsAndDogs();
   * const flipped = imageDatasetFromDirectory(trainDir, { imageSize: 64 }).map((x, y) => [tf.reverse(x, 2), y]);
   */
  map<C extends Changed>(change: (x: B[0], targets: tf.Tensor) => C): MappedBatches<[B[0], tf.Tensor], C> {
    return new MappedBatches(this as unknown as BatchSource<[B[0], tf.Tensor]>, change);
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<B, void, undefined> {
    let taken = 0;
    try {
      for (; taken < this.length; taken++) yield await this.#batches.batch();
    } finally {
      // What is prepared ahead after a whole pass belongs to the next one.
      if (taken < this.length) this.#batches.reset();
    }
  }
}

/**
 * Options that leave labels out.
 * @inline
 */
export type WithoutLabels = { readonly labels: null } | { readonly labelMode: null };

/**
 * Batches of images from a folder, as Keras' `image_dataset_from_directory`: images float32 [rows, height, width,
 * channels] with values from 0 to 255 and their class numbers, from one folder a class.
 *
 * Files, their labels and both sides of a split are Keras' for a seed; the order within a pass is our own, and JPEGs are
 * decoded exactly, where TensorFlow's data sets do it fast and up to 5 of 255 off. Put
 * `layers.rescaling` and the random layers into the model.
 *
 * @throws Error for a folder that is missing, has no class folders or no images, or an option of a value that it cannot have
 * @example
 * const { trainDir } = await datasets.catsAndDogs();
 * const options = { imageSize: [64, 64], labelMode: 'binary', validationSplit: 0.2, subset: 'both', seed: 1 } as const;
 * const [train, validation] = imageDatasetFromDirectory(trainDir, options);
 * console.log(train.classNames, train.length, validation.length); // [ 'cats', 'dogs' ] 50 13
 */
export function imageDatasetFromDirectory(
  directory: string,
  options: DatasetOptions & WithoutLabels & { readonly subset: 'both' },
): [training: ImageDataset<ImagesOnly>, validation: ImageDataset<ImagesOnly>];
export function imageDatasetFromDirectory(
  directory: string,
  options: DatasetOptions & { readonly subset: 'both' },
): [training: ImageDataset<WithTargets>, validation: ImageDataset<WithTargets>];
export function imageDatasetFromDirectory(
  directory: string,
  options: DatasetOptions & WithoutLabels,
): ImageDataset<ImagesOnly>;
export function imageDatasetFromDirectory(
  directory: string,
  options?: DatasetOptions,
): ImageDataset<WithTargets>;
export function imageDatasetFromDirectory(
  directory: string,
  options: DatasetOptions = {},
): ImageDataset | ImageDataset[] {
  const make = (files: LabelledFolder, chosen: DatasetOptions) => new ImageDataset(directory, files, chosen);
  return batchesFrom(directory, options, imageFiles, make);
}

function feedOf(
  paths: readonly string[],
  { labels, classNames }: LabelledFolder,
  options: DatasetOptions,
): ImageFeed {
  const { height, width, colorMode } = datasetLoading(options);
  return {
    samples: paths.length,
    height,
    width,
    channels: channelsOf[colorMode],
    source: (row) => ({ path: paths[row]! }),
    nameOf: (row) => paths[row]!,
    batch(x, rows) {
      if (classNames.length === 0) return [x];
      const numbers = rows.map((row) => labels[row]!);
      return [x, labelTargets(numbers, options.labelMode ?? 'int', classNames.length)];
    },
  };
}

function processingOf(options: DatasetOptions): Processing {
  return {
    runner: sharedRunner(),
    recipe: {
      loading: datasetLoading(options),
      filling: { fillMode: 'nearest', cval: 0, interpolationOrder: 1 },
    },
    standardization: noStandardization,
    preprocessingFunction: undefined,
    layout: { dataFormat: options.dataFormat ?? 'channelsLast', dtype: 'float32' },
    drawTransform: () => ({}),
  };
}

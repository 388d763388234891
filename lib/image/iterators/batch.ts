// What goes into an iterator of batches and what comes out of it.
import type { MersenneTwister } from '../../random/mersenne-twister.js';
import type { tf } from '../../tf.js';
import type { Layout } from '../transform/layout.js';
import type { Standardization } from '../transform/standardize.js';
import type { TransformParameters } from '../transform/transform-parameters.js';
import type { ImageSource, Recipe, Runner } from '../workers/image-job.js';

/** Images [rows, height, width, channels] (or channels first, where the generator was told so), then, as asked for, targets and sample weights. */
export type Batch =
  | [x: tf.Tensor4D]
  | [x: tf.Tensor4D, y: tf.Tensor]
  | [x: tf.Tensor4D, y: tf.Tensor, weights: tf.Tensor]
  | [x: tf.Tensor4D, y: tf.Tensor[]]
  | [x: tf.Tensor4D, y: tf.Tensor[], weights: tf.Tensor];

/** Where an iterator's images and targets come from. */
export interface ImageFeed {
  readonly samples: number;
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  source(row: number): ImageSource;
  /** As an error or a notice names it. */
  nameOf(row: number): string;
  /** A batch of the given rows; `x` holds their images. */
  batch(x: tf.Tensor4D, rows: Int32Array): Batch;
}

/** What the generator adds to the images. */
export interface Processing {
  readonly runner: Runner;
  readonly recipe: Recipe;
  readonly standardization: Standardization;
  /** Takes and gives channels last. */
  readonly preprocessingFunction: ((image: tf.Tensor3D) => tf.Tensor3D) | undefined;
  /** What batches are brought into at last. */
  readonly layout: Layout;
  drawTransform(random: MersenneTwister, height: number, width: number): TransformParameters;
}

/** What all images' iterators take: batch size, order, seed. */
export interface IteratorOptions {
  /** Images a batch. Default: 32. */
  readonly batchSize?: number;
  /** A new order in every pass. Default: true. */
  readonly shuffle?: boolean;
  /** Fixes order and transforms, to Keras' own for this seed. Default: drawn, and fixed by `random.setSeed`. */
  readonly seed?: number;
  /** What a broken image does: ends the pass with an error that names it, or is left out with a notice. Default: 'error'. */
  readonly onCorrupt?: 'error' | 'skip';
  /** Batches prepared ahead of the one in use. Default: 2. */
  readonly prefetch?: number;
  /** Megabytes of decoded images kept for the next pass. Default: 256. */
  readonly cacheMegabytes?: number;
  /** Also writes every image made into this folder, to look at. */
  readonly saveToDir?: string;
  /** How the names of written images begin. Default: ''. */
  readonly savePrefix?: string;
  /** Default: 'png'. */
  readonly saveFormat?: 'png' | 'jpeg';
}

// What goes into an iterator of batches and what comes out of it.
import type { MersenneTwister } from '../random/mersenne-twister.js';
import type { tf } from '../tf.js';
import type { Layout } from './layout.js';
import type { PictureSource, Recipe, Runner } from './picture-job.js';
import type { Standardization } from './standardize.js';
import type { TransformParameters } from './transform-parameters.js';

/** Pictures [rows, height, width, channels] (or channels first, where the generator was told so), then, as asked for, targets and sample weights. */
export type Batch =
  | [x: tf.Tensor4D]
  | [x: tf.Tensor4D, y: tf.Tensor]
  | [x: tf.Tensor4D, y: tf.Tensor, weights: tf.Tensor]
  | [x: tf.Tensor4D, y: tf.Tensor[]]
  | [x: tf.Tensor4D, y: tf.Tensor[], weights: tf.Tensor];

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
  /** Takes and gives channels last. */
  readonly preprocessingFunction: ((picture: tf.Tensor3D) => tf.Tensor3D) | undefined;
  /** What batches are brought into at last. */
  readonly layout: Layout;
  drawTransform(random: MersenneTwister, height: number, width: number): TransformParameters;
}

/** What all pictures' iterators take: batch size, order, seed. */
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

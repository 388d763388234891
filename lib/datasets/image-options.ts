// The options that data sets of small images share, and the step from their bytes to tensors.

import { oneHotRows } from '../data/one-hot.js';
import { tf } from '../tf.js';
import type { Split } from './data-set.js';

/** Options of the image data sets: `datasets.mnist`, `cifar10` and their siblings. */
export interface ImageOptions {
  /** Pixels from 0 to 1 in place of 0 to 255 (Keras' values). Default: false. */
  readonly normalize?: boolean;
  /** One row of pixels for each image, as a Dense layer takes it. Default: false. */
  readonly flatten?: boolean;
  /** A last axis for the one colour of grey images, as Conv2D takes it. Default: false. */
  readonly channel?: boolean;
  /** Labels as one-hot rows (float32), as categoricalCrossentropy takes them, not class numbers. Default: false. */
  readonly oneHot?: boolean;
  /** Only so many rows from the start of each split: for a quick look. Default: all. */
  readonly take?: number | { readonly train?: number; readonly test?: number };
}

/** The old name of `ImageOptions`. @deprecated */
export type PictureOptions = ImageOptions;

/** Images as bytes: `values` holds them one after the other, `shape` is one image's. */
export interface ImageBytes {
  readonly values: Uint8Array;
  readonly shape: readonly number[];
  readonly labels: Uint8Array;
}

/** The tensors of one split, shaped and scaled as asked for. */
export function imageSplit(
  images: ImageBytes,
  classes: number,
  options: ImageOptions,
  part: 'train' | 'test',
): Split {
  const rows = rowsToTake(options.take, part, images.labels.length);
  const size = images.shape.reduce((product, length) => product * length, 1);
  const pixels = toFloats(images.values.subarray(0, rows * size), options.normalize === true);
  const labels = new Int32Array(images.labels.subarray(0, rows));
  return {
    x: tf.tensor(pixels, [rows, ...imageShape(images.shape, size, options)], 'float32'),
    y: options.oneHot ? oneHotRows(labels, classes) : tf.tensor1d(labels, 'int32'),
  };
}

function imageShape(shape: readonly number[], size: number, options: ImageOptions): number[] {
  if (options.flatten) return [size];
  return options.channel && shape.length === 2 ? [...shape, 1] : [...shape];
}

function toFloats(bytes: Uint8Array, normalize: boolean): Float32Array {
  const floats = new Float32Array(bytes);
  if (!normalize) return floats;
  for (let i = 0; i < floats.length; i++) floats[i]! /= 255;
  return floats;
}

function rowsToTake(take: ImageOptions['take'], part: 'train' | 'test', all: number): number {
  const wanted = typeof take === 'object' ? take[part] : take;
  if (wanted === undefined) return all;
  if (!Number.isInteger(wanted) || wanted < 1) {
    throw new Error(`take must be a whole number of rows, from 1. Received: ${wanted}.`);
  }
  return Math.min(wanted, all);
}

// The options that data sets of small pictures share, and the step from their bytes to tensors.

import { oneHotRows } from '../data/one-hot.js';
import { tf } from '../tf.js';
import type { Split } from './data-set.js';

/** Options of the picture data sets: `datasets.mnist`, `cifar10` and their siblings. */
export interface PictureOptions {
  /** Pixels from 0 to 1 in place of 0 to 255 (Keras' values). Default: false. */
  readonly normalize?: boolean;
  /** One row of pixels a picture, as a Dense layer takes it. Default: false. */
  readonly flatten?: boolean;
  /** A last axis for the one colour of grey pictures, as Conv2D takes it. Default: false. */
  readonly channel?: boolean;
  /** Labels as one-hot rows (float32), as categoricalCrossentropy takes them, not class numbers. Default: false. */
  readonly oneHot?: boolean;
  /** Only so many rows from the start of each split: for a quick look. Default: all. */
  readonly take?: number | { readonly train?: number; readonly test?: number };
}

/** Pictures as bytes: `values` holds them one after the other, `shape` is one picture's. */
export interface PictureBytes {
  readonly values: Uint8Array;
  readonly shape: readonly number[];
  readonly labels: Uint8Array;
}

/** The tensors of one split, shaped and scaled as asked for. */
export function pictureSplit(
  pictures: PictureBytes,
  classes: number,
  options: PictureOptions,
  part: 'train' | 'test',
): Split {
  const rows = rowsToTake(options.take, part, pictures.labels.length);
  const size = pictures.shape.reduce((product, length) => product * length, 1);
  const pixels = toFloats(pictures.values.subarray(0, rows * size), options.normalize === true);
  const labels = new Int32Array(pictures.labels.subarray(0, rows));
  return {
    x: tf.tensor(pixels, [rows, ...pictureShape(pictures.shape, size, options)], 'float32'),
    y: options.oneHot ? oneHotRows(labels, classes) : tf.tensor1d(labels, 'int32'),
  };
}

function pictureShape(shape: readonly number[], size: number, options: PictureOptions): number[] {
  if (options.flatten) return [size];
  return options.channel && shape.length === 2 ? [...shape, 1] : [...shape];
}

function toFloats(bytes: Uint8Array, normalize: boolean): Float32Array {
  const floats = new Float32Array(bytes);
  if (!normalize) return floats;
  for (let i = 0; i < floats.length; i++) floats[i]! /= 255;
  return floats;
}

function rowsToTake(take: PictureOptions['take'], part: 'train' | 'test', all: number): number {
  const wanted = typeof take === 'object' ? take[part] : take;
  if (wanted === undefined) return all;
  if (!Number.isInteger(wanted) || wanted < 1) {
    throw new RangeError(
      `take says how many rows to keep. Expected a whole number from 1, received ${wanted}.`,
    );
  }
  return Math.min(wanted, all);
}

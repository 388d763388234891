// How images are read from files: the options that flowFromDirectory and flowFromDataframe share.

import { oneOf, wrongOption } from '../loading/errors.js';
import type { Loading } from '../loading/load-image.js';
import { type ColorMode, channelsOf, maxPixelsOf } from '../transform/pixels.js';
import { type Interpolation, interpolations } from '../transform/resample.js';
import type { IteratorOptions } from './batch.js';

/** How image files are read: size, colours, and what to do with a corrupt one. */
export interface LoadingOptions extends IteratorOptions {
  /** [height, width] that every image is brought to. Default: [256, 256]. */
  readonly targetSize?: readonly [number, number];
  /** Default: 'rgb'. */
  readonly colorMode?: ColorMode;
  /** An image file of more pixels is corrupt: decoded, it would exhaust the memory. Default: 89,478,485, Pillow's. */
  readonly maxPixels?: number;
  /** How pixels are chosen where the size changes. Default: 'nearest'. */
  readonly interpolation?: Interpolation;
  /** Crops about the middle to the target's proportions rather than distort. Default: false. */
  readonly keepAspectRatio?: boolean;
  /** Only one side of the generator's `validationSplit`. Default: all images. */
  readonly subset?: 'training' | 'validation';
}

const where = 'ImageDataGenerator';

/** Checks the options and fills in Keras' defaults. */
export function loadingOf(options: LoadingOptions): Loading {
  const { targetSize = [256, 256], colorMode = 'rgb', interpolation = 'nearest' } = options;
  const good = targetSize.length === 2 && targetSize.every((side) => Number.isInteger(side) && side > 0);
  if (!good) throw wrongOption(where, 'targetSize', '[height, width] in whole pixels', targetSize);
  if (!(colorMode in channelsOf))
    throw wrongOption(where, 'colorMode', oneOf(Object.keys(channelsOf)), colorMode);
  if (!interpolations.includes(interpolation)) {
    throw wrongOption(where, 'interpolation', oneOf(interpolations), interpolation);
  }
  const [height, width] = targetSize;
  const fit = options.keepAspectRatio ? 'crop' : 'stretch';
  const maxPixels = maxPixelsOf(where, options.maxPixels);
  return { colorMode, maxPixels, height, width, fit, resize: { as: 'Pillow', interpolation } };
}

/** The share of images, from and up to, that a subset takes; validation comes first, as in Keras. */
export function portionOf(subset: LoadingOptions['subset'], validationSplit: number): [number, number] {
  switch (subset) {
    case undefined:
      return [0, 1];
    case 'validation':
      if (validationSplit > 0) return [0, validationSplit];
      throw new Error("subset 'validation' is empty: give the ImageDataGenerator a validationSplit above 0.");
    case 'training':
      return [validationSplit, 1];
    default:
      throw wrongOption(where, 'subset', "'training' or 'validation'", subset);
  }
}

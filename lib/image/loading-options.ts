// How pictures are read from files: the options that flowFromDirectory and flowFromTable share.

import type { IteratorOptions } from './batch.js';
import { wrongOption } from './errors.js';
import type { Loading } from './load-picture.js';
import { CHANNELS, type ColorMode } from './pixels.js';
import { INTERPOLATIONS, type Interpolation } from './resample.js';

/** How picture files are read: size, colours, and what to do with a corrupt one. */
export interface LoadingOptions extends IteratorOptions {
  /** [height, width] that every picture is brought to. Default: [256, 256]. */
  readonly targetSize?: readonly [number, number];
  /** Default: 'rgb'. */
  readonly colorMode?: ColorMode;
  /** How pixels are chosen where the size changes. Default: 'nearest'. */
  readonly interpolation?: Interpolation;
  /** Crops about the middle to the target's proportions rather than distort. Default: false. */
  readonly keepAspectRatio?: boolean;
  /** Only one side of the generator's `validationSplit`. Default: all pictures. */
  readonly subset?: 'training' | 'validation';
}

/** Checks the options and fills in Keras' defaults. */
export function loadingOf(options: LoadingOptions): Loading {
  const { targetSize = [256, 256], colorMode = 'rgb', interpolation = 'nearest' } = options;
  const good = targetSize.length === 2 && targetSize.every((side) => Number.isInteger(side) && side > 0);
  if (!good) throw wrongOption('targetSize', '[height, width] in whole pixels', targetSize);
  if (!(colorMode in CHANNELS)) throw wrongOption('colorMode', Object.keys(CHANNELS).join(', '), colorMode);
  if (!INTERPOLATIONS.includes(interpolation)) {
    throw wrongOption('interpolation', INTERPOLATIONS.join(', '), interpolation);
  }
  const [height, width] = targetSize;
  const fit = options.keepAspectRatio ? 'crop' : 'stretch';
  return { colorMode, height, width, fit, resize: { as: 'Pillow', interpolation } };
}

/** The share of pictures, from and up to, that a subset takes; validation comes first, as in Keras. */
export function portionOf(subset: LoadingOptions['subset'], validationSplit: number): [number, number] {
  switch (subset) {
    case undefined:
      return [0, 1];
    case 'validation':
      if (validationSplit > 0) return [0, validationSplit];
      throw new RangeError(
        "subset 'validation' is empty: give the ImageDataGenerator a validationSplit above 0.",
      );
    case 'training':
      return [validationSplit, 1];
    default:
      throw wrongOption('subset', "'training' or 'validation'", subset);
  }
}

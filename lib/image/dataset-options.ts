// What `imageDatasetFromDirectory` can be told, and the check of it.
import type { DataFormat } from '../core/options.js';
import { oneOf, wrongOption } from './loading/errors.js';
import type { Loading } from './loading/load-image.js';
import { type ColorMode, channelsOf, maxPixelsOf } from './transform/pixels.js';
import { type ResizeMethod, resizeMethods } from './transform/resize-float.js';

/** Options of `imageDatasetFromDirectory`. */
export interface DatasetOptions {
  /** Class numbers by the names of folders, none (null), or one for each file in the order of the paths. Default: 'inferred'. */
  readonly labels?: 'inferred' | null | readonly number[];
  /** What y is: 'int' [rows] int32, 'binary' [rows, 1] float32, 'categorical' one-hot rows, null nothing. Default: 'int'. */
  readonly labelMode?: 'int' | 'categorical' | 'binary' | null;
  /** The classes' folders, in the order of their numbers; only with 'inferred' labels. Default: all, by name. */
  readonly classNames?: readonly string[];
  /** Default: 'rgb'. */
  readonly colorMode?: ColorMode;
  /** An image file of more pixels is corrupt: decoded, it would exhaust the memory. Default: 89,478,485, Pillow's. */
  readonly maxPixels?: number;
  /** Images a batch. Default: 32. */
  readonly batchSize?: number;
  /** [height, width] that every image is brought to, or one number for both. Default: [256, 256]. */
  readonly imageSize?: number | readonly [number, number];
  /** A new order in every pass; false: by path. Default: true. */
  readonly shuffle?: boolean;
  /** Fixes the order, and with it which files a subset has: Keras' own for this seed. */
  readonly seed?: number;
  /** The share of files kept for validation, taken from the end after shuffling. */
  readonly validationSplit?: number;
  /** Which side of the split; 'both' gives the two data sets. */
  readonly subset?: 'training' | 'validation' | 'both';
  /** How pixels are chosen where the size changes. Default: 'bilinear'. */
  readonly interpolation?: ResizeMethod;
  /** Also looks into folders that are links. Default: false. */
  readonly followLinks?: boolean;
  /** Cuts about the middle to the new proportions rather than distort. Default: false. */
  readonly cropToAspectRatio?: boolean;
  /** Sets the image on black rather than distort. Default: false. */
  readonly padToAspectRatio?: boolean;
  /** Default: 'channelsLast'. */
  readonly dataFormat?: DataFormat;
  /** What a broken image does: an error that names it, or left out with a notice. Default: 'error'. */
  readonly onCorrupt?: 'error' | 'skip';
  /** Says how many images and classes were found. Default: true. */
  readonly verbose?: boolean;
}

const where = 'imageDatasetFromDirectory';

/** Options on files and their labels, whatever the files hold. */
export type LabelOptions = Pick<
  DatasetOptions,
  'labels' | 'labelMode' | 'classNames' | 'validationSplit' | 'subset' | 'shuffle' | 'seed' | 'followLinks'
>;

/** Checks the options but for what only the files can tell. @throws Error naming the option */
export function checkLabelOptions(where: string, options: LabelOptions, things: string): void {
  const { labels = 'inferred', labelMode, classNames, validationSplit, subset, shuffle, seed } = options;
  if (labels !== 'inferred' && labels !== null && !Array.isArray(labels)) {
    throw wrongOption(where, 'labels', "'inferred', null or a class number for each file", labels);
  }
  if (classNames && labels !== 'inferred')
    throw wrongOption(where, 'classNames', "left out unless labels is 'inferred'", classNames);
  requireOneOf(where, 'labelMode', labelMode, ['int', 'categorical', 'binary', null]);
  requireOneOf(where, 'subset', subset, ['training', 'validation', 'both']);
  if (validationSplit !== undefined && !(validationSplit > 0 && validationSplit < 1)) {
    throw wrongOption(where, 'validationSplit', 'a share, 0 < share < 1', validationSplit);
  }
  if ((validationSplit === undefined) !== (subset === undefined)) {
    throw new Error(`${where}: validationSplit and subset only make sense together: give both, or neither.`);
  }
  if (validationSplit && shuffle !== false && seed === undefined) {
    throw new Error(
      `${where}: a shuffled split needs a seed: without one the training and the validation set would share ${things}.`,
    );
  }
}

/** How the options have files loaded. */
export function datasetLoading(options: DatasetOptions): Loading {
  const { imageSize = [256, 256], colorMode = 'rgb', interpolation = 'bilinear' } = options;
  const [height, width] = typeof imageSize === 'number' ? [imageSize, imageSize] : imageSize;
  const good = [height, width].every((side) => Number.isInteger(side) && side > 0);
  if (!good) throw wrongOption(where, 'imageSize', '[height, width] in whole pixels', imageSize);
  requireOneOf(where, 'colorMode', colorMode, Object.keys(channelsOf));
  requireOneOf(where, 'interpolation', interpolation, resizeMethods);
  return {
    colorMode,
    maxPixels: maxPixelsOf(where, options.maxPixels),
    height,
    width,
    fit: fitOf(options),
    resize: { as: 'TensorFlow', interpolation },
  };
}

function fitOf({ cropToAspectRatio = false, padToAspectRatio = false }: DatasetOptions): Loading['fit'] {
  if (cropToAspectRatio && padToAspectRatio) {
    throw new Error(`${where}: an image can be cropped or padded to its aspect ratio, not both.`);
  }
  if (cropToAspectRatio) return 'crop';
  return padToAspectRatio ? 'pad' : 'stretch';
}

function requireOneOf(where: string, name: string, value: unknown, allowed: readonly unknown[]): void {
  if (value === undefined || allowed.includes(value)) return;
  throw wrongOption(where, name, oneOf(allowed), value);
}

// What an ImageDataGenerator can be told, and the check of it.
import type { DataFormat } from '../core/options.js';
import type { tf } from '../tf.js';
import { oneOf, wrongOption } from './loading/errors.js';
import type { Filling, InterpolationOrder } from './transform/affine.js';
import { type FillMode, fillModes } from './transform/fill-mode.js';
import type { Layout } from './transform/layout.js';
import type { ShiftRange, TransformRanges } from './transform/transform-parameters.js';

/** Options of `new ImageDataGenerator`: Keras' arguments. */
export interface ImageDataGeneratorOptions {
  /** Takes from every pixel the mean of its channel over the images given to `fit`. Default: false. */
  readonly featurewiseCenter?: boolean;
  /** Takes from every image its own mean. Default: false. */
  readonly samplewiseCenter?: boolean;
  /** Divides every channel by its standard deviation over the images given to `fit`. Default: false. */
  readonly featurewiseStdNormalization?: boolean;
  /** Divides every image by its own standard deviation. Default: false. */
  readonly samplewiseStdNormalization?: boolean;
  /** Removes the correlation between pixels as measured by `fit`. Default: false. */
  readonly zcaWhitening?: boolean;
  /** Keeps the whitening from dividing by nothing. Default: 1e-6. */
  readonly zcaEpsilon?: number;
  /** Rotates by up to so many degrees either way. Default: 0. */
  readonly rotationRange?: number;
  /** Shifts sideways: below 1 a fraction of the width, a whole number n up to n − 1 pixels, a list one of its shifts. Default: 0. */
  readonly widthShiftRange?: ShiftRange;
  /** Shifts up or down: below 1 a fraction of the height, a whole number n up to n − 1 pixels, a list one of its shifts. Default: 0. */
  readonly heightShiftRange?: ShiftRange;
  /** Multiplies the brightness by a factor from this range, for example [0.8, 1.2]. Default: unchanged. */
  readonly brightnessRange?: readonly [number, number];
  /** Shears by up to so many degrees either way (degrees as in Keras, not radians). Default: 0. */
  readonly shearRange?: number;
  /** Zooms by a factor from [1 − z, 1 + z], or from the range given. Default: 0. */
  readonly zoomRange?: number | readonly [number, number];
  /** Adds up to so much to all values, either way. Default: 0. */
  readonly channelShiftRange?: number;
  /** What lies beyond the edge: `nearest` aaa|abcd|ddd, `reflect` cba|abcd|dcb, `wrap` repeats, `constant` is `cval`. Default: 'nearest'. */
  readonly fillMode?: FillMode;
  /** The value beyond the edge for `fillMode: 'constant'`. Default: 0. */
  readonly cval?: number;
  /** Mirrors every other image, left to right. Default: false. */
  readonly horizontalFlip?: boolean;
  /** Mirrors every other image, top to bottom. Default: false. */
  readonly verticalFlip?: boolean;
  /** Multiplies every value, after all transforms; 1/255 brings pixels to 0 … 1. Default: unchanged. */
  readonly rescale?: number;
  /** Called with each image [height, width, channels] after transforms, before rescaling; gives one of the same shape. */
  readonly preprocessingFunction?: (image: tf.Tensor3D) => tf.Tensor3D;
  /** The share of images kept for `subset: 'validation'`. Default: 0. */
  readonly validationSplit?: number;
  /** 0 takes the nearest pixel when transforming, 1 interpolates linearly, 2 to 5 by splines. Default: 1. */
  readonly interpolationOrder?: InterpolationOrder;
  /** Where images have their channels, as they come in and go out: [height, width, channels] or [channels, height, width]. Default: 'channelsLast'. */
  readonly dataFormat?: DataFormat;
  /** The type of the images made; 'int32' cuts fractions off. Default: 'float32'. */
  readonly dtype?: 'float32' | 'int32';
}

/** The options with every default in place. */
export interface Settings extends TransformRanges {
  readonly featurewiseCenter: boolean;
  readonly samplewiseCenter: boolean;
  readonly featurewiseStdNormalization: boolean;
  readonly samplewiseStdNormalization: boolean;
  readonly zcaWhitening: boolean;
  readonly zcaEpsilon: number;
  readonly filling: Filling;
  readonly rescale: number | undefined;
  readonly preprocessingFunction: ImageDataGeneratorOptions['preprocessingFunction'];
  readonly validationSplit: number;
  readonly layout: Layout;
}

/** Checks options and fills in Keras' defaults. @throws Error naming the option */
export function settingsOf(options: ImageDataGeneratorOptions): Settings {
  const zca = options.zcaWhitening ?? false;
  const featurewiseStd = (options.featurewiseStdNormalization ?? false) && !zca;
  const samplewiseStd = options.samplewiseStdNormalization ?? false;
  return {
    ...transformRanges(options),
    // As in Keras: dividing by the deviation and whitening only make sense about the mean.
    featurewiseCenter: options.featurewiseCenter || featurewiseStd || zca,
    samplewiseCenter: options.samplewiseCenter || samplewiseStd,
    featurewiseStdNormalization: featurewiseStd,
    samplewiseStdNormalization: samplewiseStd,
    zcaWhitening: zca,
    zcaEpsilon: finite('zcaEpsilon', options.zcaEpsilon ?? 1e-6),
    filling: {
      fillMode: chosen('fillMode', options.fillMode ?? 'nearest', fillModes),
      cval: finite('cval', options.cval ?? 0),
      interpolationOrder: chosen('interpolationOrder', options.interpolationOrder ?? 1, [0, 1, 2, 3, 4, 5]),
    },
    rescale: options.rescale === undefined ? undefined : finite('rescale', options.rescale),
    preprocessingFunction: options.preprocessingFunction,
    validationSplit: share('validationSplit', options.validationSplit ?? 0),
    layout: {
      dataFormat: chosen('dataFormat', options.dataFormat ?? 'channelsLast', [
        'channelsLast',
        'channelsFirst',
      ]),
      dtype: chosen('dtype', options.dtype ?? 'float32', ['float32', 'int32']),
    },
  };
}

function transformRanges(options: ImageDataGeneratorOptions): TransformRanges {
  const { zoomRange = 0, brightnessRange } = options;
  return {
    rotationRange: finite('rotationRange', options.rotationRange ?? 0),
    widthShiftRange: shifts('widthShiftRange', options.widthShiftRange ?? 0),
    heightShiftRange: shifts('heightShiftRange', options.heightShiftRange ?? 0),
    shearRange: finite('shearRange', options.shearRange ?? 0),
    zoomRange: typeof zoomRange === 'number' ? zoomAbout1(zoomRange) : pair('zoomRange', zoomRange),
    horizontalFlip: options.horizontalFlip ?? false,
    verticalFlip: options.verticalFlip ?? false,
    channelShiftRange: finite('channelShiftRange', options.channelShiftRange ?? 0),
    brightnessRange: brightnessRange && pair('brightnessRange', brightnessRange),
  };
}

function zoomAbout1(zoom: number): [number, number] {
  finite('zoomRange', zoom);
  return [1 - zoom, 1 + zoom];
}

function finite(name: string, value: number): number {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  throw wrong(name, 'a finite number', value);
}

function share(name: string, value: number): number {
  if (value >= 0 && value < 1) return value;
  throw wrong(name, 'a share of the images, 0 ≤ share < 1', value);
}

function pair(name: string, value: readonly number[]): [number, number] {
  if (Array.isArray(value) && value.length === 2 && value.every(Number.isFinite))
    return [value[0]!, value[1]!];
  throw wrong(name, 'two numbers [least, greatest]', value);
}

function shifts(name: string, value: ShiftRange): ShiftRange {
  const numbers = typeof value === 'number' ? [value] : value;
  const good = Array.isArray(numbers) && numbers.every((shift) => Number.isFinite(shift));
  if (good && (typeof value !== 'number' || value >= 0)) return value;
  throw wrong(name, 'a fraction of the side, a whole number of pixels or a list of shifts', value);
}

function chosen<T>(name: string, value: T, allowed: readonly T[]): T {
  if (allowed.includes(value)) return value;
  throw wrong(name, oneOf(allowed), value);
}

const wrong = (name: string, expected: string, value: unknown): Error =>
  wrongOption('ImageDataGenerator', name, expected, value);

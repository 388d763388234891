// Images: patches, sizes, colours. Each takes [images, height, width, channels] or one image without the first axis.
import { type DataFormat, type Result, run, type TensorInput } from './run.js';

export {
  affineTransform,
  type Between,
  type ExtractPatches3dOptions,
  elasticTransform,
  extractPatches3d,
  mapCoordinates,
  perspectiveTransform,
  type ScaleMethod,
  scaleAndTranslate,
  sobelEdges,
  ssim,
} from './image-places.js';

/** How patches lie. */
export interface ExtractPatchesOptions {
  /** Rows and columns from one patch to the next. Default: the size, so that they do not overlap. */
  strides?: number | [number, number];
  /** Default 1. */
  dilationRate?: number | [number, number];
  /** Default `valid`: only where the patch fits. */
  padding?: 'valid' | 'same';
  dataFormat?: DataFormat;
}

/**
 * Patches of images, each as one row of its numbers: [images, rows, columns, size · size · channels]. Keras:
 * `ops.image.extract_patches`.
 * @example ops.image.extractPatches(tf.ones([2, 8, 8, 3]), 4).shape // [2, 2, 2, 48]
 */
export function extractPatches<X extends TensorInput>(
  images: X,
  size: number | [number, number],
  options: ExtractPatchesOptions = {},
): Result<X> {
  return run('ExtractPatches', [images], {
    size: typeof size === 'number' ? [size, size] : size,
    ...options,
  });
}

/** Options of `ops.image.resize`. */
export interface ResizeOptions extends ImageOptions {
  /** How pixels between pixels are made up. Default: 'bilinear'. */
  interpolation?: 'bilinear' | 'nearest' | 'bicubic' | 'lanczos3' | 'lanczos5';
  /** Blurs first where images get smaller. Default: false. */
  antialias?: boolean;
  /** Cuts about the middle to the new proportions rather than distort. Default: false. */
  cropToAspectRatio?: boolean;
  /** Puts a margin on both sides of what is too short rather than distort. Default: false. */
  padToAspectRatio?: boolean;
  /** What the margin holds. Default, and all there is: 'constant', the fill value. */
  fillMode?: 'constant';
  /** The margin's value; a whole number for images of whole numbers. Default: 0. */
  fillValue?: number;
}

/**
 * Images of another size. Keras: `ops.image.resize`.
 * @param images [images, height, width, channels], or one image
 * @param size [height, width]
 * @throws Error for whole numbers, but by `nearest`, and where both a cut and a margin are asked for
 * @example ops.image.resize(tf.ones([2, 8, 8, 3]), [4, 6], { padToAspectRatio: true }).shape // [2, 4, 6, 3]
 */
export function resize<X extends TensorInput>(
  images: X,
  size: [number, number],
  options: ResizeOptions = {},
): Result<X> {
  return run('Resize', [images], { size, ...options });
}

/** Where the channels are. */
export interface ImageOptions {
  dataFormat?: DataFormat;
}

/**
 * Images in grey, one channel, by how bright red, green and blue look. Keras: `ops.image.rgb_to_grayscale`.
 * @example ops.image.rgbToGrayscale(tf.ones([2, 4, 4, 3])).shape // [2, 4, 4, 1]
 */
export function rgbToGrayscale<X extends TensorInput>(images: X, options: ImageOptions = {}): Result<X> {
  return run('RGBToGrayscale', [images], options);
}

/**
 * Red, green and blue from 0 to 1 as hue, saturation and value from 0 to 1. Keras: `ops.image.rgb_to_hsv`.
 * @example ops.image.rgbToHsv([[[1, 0, 0]]]).print() // 0, 1, 1
 */
export function rgbToHsv<X extends TensorInput>(images: X, options: ImageOptions = {}): Result<X> {
  return run('RGBToHSV', [images], options);
}

/**
 * Hue, saturation and value from 0 to 1 as red, green and blue. Keras: `ops.image.hsv_to_rgb`.
 * @example ops.image.hsvToRgb([[[0, 1, 1]]]).print() // 1, 0, 0
 */
export function hsvToRgb<X extends TensorInput>(images: X, options: ImageOptions = {}): Result<X> {
  return run('HSVToRGB', [images], options);
}

/** Of top, bottom and height two are told, and so of left, right and width. */
export interface CropOptions {
  topCropping?: number;
  leftCropping?: number;
  bottomCropping?: number;
  rightCropping?: number;
  targetHeight?: number;
  targetWidth?: number;
  dataFormat?: DataFormat;
}

/**
 * Images without some of their rows and columns. Keras: `ops.image.crop_images`.
 * @throws Error where other than two of three are told, or nothing would be left
 * @example
 * const options = { topCropping: 1, leftCropping: 2, targetHeight: 4, targetWidth: 4 };
 * ops.image.cropImages(tf.ones([2, 8, 8, 3]), options).shape // [2, 4, 4, 3]
 */
export function cropImages<X extends TensorInput>(images: X, options: CropOptions): Result<X> {
  return run('CropImages', [images], options);
}

/** Of top, bottom and height two are told, and so of left, right and width. */
export interface PadOptions {
  topPadding?: number;
  leftPadding?: number;
  bottomPadding?: number;
  rightPadding?: number;
  targetHeight?: number;
  targetWidth?: number;
  dataFormat?: DataFormat;
}

/**
 * Images with zeros around them. Keras: `ops.image.pad_images`.
 * @throws Error where other than two of three are told
 * @example
 * const options = { topPadding: 1, leftPadding: 2, targetHeight: 12, targetWidth: 12 };
 * ops.image.padImages(tf.ones([2, 8, 8, 3]), options).shape // [2, 12, 12, 3]
 */
export function padImages<X extends TensorInput>(images: X, options: PadOptions): Result<X> {
  return run('PadImages', [images], options);
}

/**
 * Images out of focus, by a bell curve. Keras: `ops.image.gaussian_blur`.
 * @example ops.image.gaussianBlur(tf.ones([2, 8, 8, 3]), { kernelSize: [5, 5], sigma: [2, 2] }).shape // [2, 8, 8, 3]
 */
export function gaussianBlur<X extends TensorInput>(
  images: X,
  options: {
    /** Rows and columns that flow together. Default [3, 3]. */
    kernelSize?: [number, number];
    /** Default [1, 1]. */
    sigma?: [number, number];
    dataFormat?: DataFormat;
  } = {},
): Result<X> {
  return run('GaussianBlur', [images], options);
}

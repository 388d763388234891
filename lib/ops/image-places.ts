// Images at other places: turned, seen from elsewhere, drawn out, scaled; and what they are beside each other.
import type { Seed } from '../random/seed-generator.js';
import { type DataFormat, type Result, run, type TensorInput } from './run.js';

/** What a pixel between pixels is: the nearest one, or between the nearest. */
export type Between = 'nearest' | 'bilinear';

/** How blocks lie. */
export interface ExtractPatches3dOptions {
  /** Places from one block to the next, along depth, height and width. Default: the size. */
  strides?: number | [number, number, number];
  /** Default 1. */
  dilationRate?: number | [number, number, number];
  /** Default `valid`: only where the block fits. */
  padding?: 'valid' | 'same';
  dataFormat?: DataFormat;
}

/**
 * Blocks of volumes, each as one row of its numbers: [volumes, depths, rows, columns, size · size · size · channels]. Keras:
 * `ops.image.extract_patches_3d`.
 * @throws Error where no block fits
 * @example ops.image.extractPatches3d(tf.ones([2, 4, 8, 8, 3]), 4).shape // [2, 1, 2, 2, 192]
 */
export function extractPatches3d<X extends TensorInput>(
  volumes: X,
  size: number | [number, number, number],
  options: ExtractPatches3dOptions = {},
): Result<X> {
  const each = typeof size === 'number' ? [size, size, size] : size;
  return run('ExtractPatches', [volumes], { size: each, ...options });
}

/**
 * Images moved by a matrix: pixel (x, y) is read at ((a0·x + a1·y + a2) / k, (b0·x + b1·y + b2) / k), k = c0·x + c1·y + 1.
 * Keras: `ops.image.affine_transform`.
 * @param transform [a0, a1, a2, b0, b1, b2, c0, c1], or one such row an image
 * @param options `fillMode`: what lies beyond the edge, `constant` (the `fillValue`, 0) by default
 * @throws Error for other shapes and names, and for whole numbers, but by `nearest`
 * @example
 * const oneRight = [1, 0, -1, 0, 1, 0, 0, 0];
 * ops.image.affineTransform(tf.ones([2, 4, 4, 3]), oneRight).shape // [2, 4, 4, 3]
 */
export function affineTransform<X extends TensorInput>(
  images: X,
  transform: TensorInput,
  options: {
    /** Default `bilinear`. */
    interpolation?: Between;
    /** Default `constant`. */
    fillMode?: 'constant' | 'nearest' | 'wrap' | 'reflect';
    /** Default 0. */
    fillValue?: number;
    dataFormat?: DataFormat;
  } = {},
): Result<X> {
  return run('AffineTransform', [images, transform], options);
}

/**
 * Images as seen from elsewhere: four points come to lie where four others are told. Keras:
 * `ops.image.perspective_transform`.
 * @param startPoints [4, 2], each (x, y), or [images, 4, 2]
 * @param endPoints where they go, of the same shape
 * @throws Error for other shapes, and for whole numbers, but by `nearest`
 * @example
 * const corners = [[0, 0], [3, 0], [0, 3], [3, 3]];
 * const narrower = [[1, 0], [2, 0], [0, 3], [3, 3]];
 * ops.image.perspectiveTransform(tf.ones([2, 4, 4, 3]), corners, narrower).shape // [2, 4, 4, 3]
 */
export function perspectiveTransform<X extends TensorInput>(
  images: X,
  startPoints: TensorInput,
  endPoints: TensorInput,
  options: {
    /** Default `bilinear`. */
    interpolation?: Between;
    /** Default 0. */
    fillValue?: number;
    dataFormat?: DataFormat;
  } = {},
): Result<X> {
  return run('PerspectiveTransform', [images, startPoints, endPoints], options);
}

/**
 * A tensor's numbers at places between its own. Keras: `ops.image.map_coordinates`.
 * @param coordinates [axes of the inputs, ...]: for each number of the output its place along each axis
 * @param order 0: the nearest number; 1: between the two nearest along each axis
 * @param options `fillMode`: what lies beyond the edge, `constant` (the `fillValue`, 0) by default; `mirror` turns on the last
 * number, `reflect` behind it
 * @throws Error for other orders, and coordinates of another shape
 * @example ops.image.mapCoordinates([10, 20, 30], [[0.5, 2]], 1).print() // 15, 30
 */
export function mapCoordinates<X extends TensorInput>(
  inputs: X,
  coordinates: TensorInput,
  order: 0 | 1,
  options: {
    /** Default `constant`. */
    fillMode?: 'constant' | 'nearest' | 'wrap' | 'mirror' | 'reflect';
    /** Default 0. */
    fillValue?: number;
  } = {},
): Result<X> {
  return run('MapCoordinates', [inputs, coordinates], { order, ...options });
}

/**
 * Images drawn out and pressed together at random, as rubber. Keras: `ops.image.elastic_transform`.
 * @param options `alpha`: how far, 20 by default; `sigma`: how far pixels move together, 5 by default
 * @throws Error for images of whole numbers
 * @example ops.image.elasticTransform(tf.ones([2, 8, 8, 3]), { alpha: 4, sigma: 2, seed: 1 }).shape // [2, 8, 8, 3]
 */
export function elasticTransform<X extends TensorInput>(
  images: X,
  options: {
    /** Default 20. */
    alpha?: number;
    /** Default 5. */
    sigma?: number;
    /** Default `bilinear`. */
    interpolation?: Between;
    /** Default `reflect`. */
    fillMode?: 'constant' | 'nearest' | 'wrap' | 'reflect';
    /** Default 0. */
    fillValue?: number;
    /** A whole number, which fixes the draw; else `random.setSeed` does. */
    seed?: Seed;
    dataFormat?: DataFormat;
  } = {},
): Result<X> {
  return run('ElasticTransform', [images], options);
}

/** The curve by which pixels count; names beside each other mean one. */
export type ScaleMethod =
  | 'linear'
  | 'bilinear'
  | 'trilinear'
  | 'cubic'
  | 'bicubic'
  | 'tricubic'
  | 'lanczos3'
  | 'lanczos5';

/**
 * Images scaled, then shifted, along some axes. Keras: `ops.image.scale_and_translate`.
 * @param outputShape the whole shape, of as many axes as the images have
 * @param scale one number for each of `spatialDims`
 * @param translation one number for each of `spatialDims`, in pixels of the output
 * @param options `antialias`: blurs first where images get smaller. Default true
 * @throws Error where sizes do not fit together, and for whole numbers
 * @example
 * const image = tf.ones([8, 8, 3]);
 * ops.image.scaleAndTranslate(image, [4, 4, 3], [0.5, 0.5], [0, 0], [0, 1], 'linear').shape // [4, 4, 3]
 */
export function scaleAndTranslate<X extends TensorInput>(
  images: X,
  outputShape: number[],
  scale: TensorInput,
  translation: TensorInput,
  spatialDims: number[],
  method: ScaleMethod,
  options: { antialias?: boolean } = {},
): Result<X> {
  return run('ScaleAndTranslate', [images, outputShape, scale, translation], {
    spatialDims,
    method,
    ...options,
  });
}

/**
 * How images change downwards and across, by Sobel's two kernels: [images, height, width, channels, 2]. Keras:
 * `ops.image.sobel_edges`.
 * @throws Error for one image without the axis of images, and for whole numbers
 * @example ops.image.sobelEdges(tf.ones([2, 8, 8, 3])).shape // [2, 8, 8, 3, 2]
 */
export function sobelEdges<X extends TensorInput>(
  images: X,
  options: { dataFormat?: DataFormat } = {},
): Result<X> {
  return run('SobelEdges', [images], options);
}

/**
 * How alike two images look, at most 1: the structural similarity, one number for each pair. Keras: `ops.image.ssim`.
 * @throws Error for images of other shapes, or smaller than the filter
 * @example ops.image.ssim(tf.ones([2, 16, 16, 3]), tf.ones([2, 16, 16, 3])).print() // 1, 1
 */
export function ssim<X extends TensorInput, Y extends TensorInput>(
  image1: X,
  image2: Y,
  options: {
    /** The largest value that a pixel can have. Default 1. */
    maxVal?: number;
    /** Rows and columns that are compared together, an odd number. Default 11. */
    filterSize?: number;
    /** Default 1.5. */
    filterSigma?: number;
    /** Default 0.01. */
    k1?: number;
    /** Default 0.03. */
    k2?: number;
    dataFormat?: DataFormat;
  } = {},
): Result<X | Y> {
  return run('SSIM', [image1, image2], options);
}

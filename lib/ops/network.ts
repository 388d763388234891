// What networks are made of: convolutions, pooling, norms, losses, attention.
import {
  type Axes,
  type DataFormat,
  type Result,
  run,
  sizesFor,
  type TensorInput,
  type WindowPadding,
} from './run.js';

/**
 * A convolution. Inputs [samples, places …, channels], kernel [sizes …, channels, filters]. Keras:
 * `ops.conv`.
 * @example ops.conv(tf.ones([1, 4, 4, 1]), tf.ones([2, 2, 1, 3])).shape
 */
export function conv<X1 extends TensorInput, X2 extends TensorInput>(
  inputs: X1,
  kernel: X2,
  options: {
    strides?: number | number[];
    padding?: WindowPadding;
    dataFormat?: DataFormat;
    dilationRate?: number | number[];
  } = {},
): Result<X1 | X2> {
  return run('Conv', [inputs, kernel], options);
}

/**
 * The transpose of a convolution. The kernel is [sizes …, filters, channels]. Keras: `ops.conv_transpose`.
 * @example ops.convTranspose(tf.ones([1, 2, 2, 1]), tf.ones([2, 2, 3, 1]), { strides: 2 }).shape
 */
export function convTranspose<X1 extends TensorInput, X2 extends TensorInput>(
  inputs: X1,
  kernel: X2,
  options: {
    strides?: number | number[];
    padding?: WindowPadding;
    dataFormat?: DataFormat;
    dilationRate?: number | number[];
    outputPadding?: number | number[];
  } = {},
): Result<X1 | X2> {
  return run('ConvTranspose', [inputs, kernel], options);
}

/**
 * A convolution of each channel by itself. The kernel is [sizes …, channels, filters for each]. Keras:
 * `ops.depthwise_conv`.
 * @example ops.depthwiseConv(tf.ones([1, 4, 4, 2]), tf.ones([2, 2, 2, 1])).shape
 */
export function depthwiseConv<X1 extends TensorInput, X2 extends TensorInput>(
  inputs: X1,
  kernel: X2,
  options: {
    strides?: number | number[];
    padding?: WindowPadding;
    dataFormat?: DataFormat;
    dilationRate?: number | number[];
  } = {},
): Result<X1 | X2> {
  return run('DepthwiseConv', [inputs, kernel], options);
}

/**
 * A convolution of each channel by itself, and a mix of the channels. Keras: `ops.separable_conv`.
 * @example ops.separableConv(tf.ones([1, 4, 4, 2]), tf.ones([2, 2, 2, 1]), tf.ones([1, 1, 2, 3])).shape
 */
export function separableConv<X1 extends TensorInput, X2 extends TensorInput, X3 extends TensorInput>(
  inputs: X1,
  depthwiseKernel: X2,
  pointwiseKernel: X3,
  options: {
    strides?: number | number[];
    padding?: WindowPadding;
    dataFormat?: DataFormat;
    dilationRate?: number | number[];
  } = {},
): Result<X1 | X2 | X3> {
  return run('SeparableConv', [inputs, depthwiseKernel, pointwiseKernel], options);
}

/**
 * The greatest of each window. Keras: `ops.max_pool`.
 * @example ops.maxPool(tf.ones([1, 4, 4, 1]), 2).shape
 */
export function maxPool<X extends TensorInput>(
  inputs: X,
  poolSize: number | number[],
  options: { strides?: number | number[]; padding?: WindowPadding; dataFormat?: DataFormat } = {},
): Result<X> {
  return run('MaxPool', [inputs], { poolSize, ...options });
}

/**
 * The mean of each window. Keras: `ops.average_pool`.
 * @example ops.averagePool(tf.ones([1, 4, 4, 1]), 2).shape
 */
export function averagePool<X extends TensorInput>(
  inputs: X,
  poolSize: number | number[],
  options: { strides?: number | number[]; padding?: WindowPadding; dataFormat?: DataFormat } = {},
): Result<X> {
  return run('AveragePool', [inputs], { poolSize, ...options });
}

/**
 * The greatest of each of so many windows. Keras: `ops.adaptive_max_pool`.
 * @example ops.adaptiveMaxPool(tf.ones([1, 5, 5, 1]), 2).shape
 */
export function adaptiveMaxPool<X extends TensorInput>(
  inputs: X,
  outputSize: number | number[],
  options: { dataFormat?: DataFormat } = {},
): Result<X> {
  return run('AdaptiveMaxPool', [inputs], { outputSize: sizesFor(inputs, outputSize), ...options });
}

/**
 * The mean of each of so many windows. Keras: `ops.adaptive_average_pool`.
 * @example ops.adaptiveAveragePool(tf.ones([1, 5, 5, 1]), 2).shape
 */
export function adaptiveAveragePool<X extends TensorInput>(
  inputs: X,
  outputSize: number | number[],
  options: { dataFormat?: DataFormat } = {},
): Result<X> {
  return run('AdaptiveAveragePool', [inputs], { outputSize: sizesFor(inputs, outputSize), ...options });
}

/**
 * Less the mean, over the root of the variance, scaled and shifted. Keras: `ops.batch_normalization`.
 * @example ops.batchNormalization([[1], [3]], [2], [1], -1).print()
 */
export function batchNormalization<X1 extends TensorInput, X2 extends TensorInput, X3 extends TensorInput>(
  x: X1,
  mean: X2,
  variance: X3,
  axis: number,
  options: { offset?: TensorInput; scale?: TensorInput; epsilon?: number } = {},
): Result<X1 | X2 | X3> {
  const { offset, scale, ...settings } = options;
  return run('BatchNorm', [x, mean, variance, offset, scale], { axis, ...settings });
}

/**
 * Each sample to mean 0 and variance 1, scaled by gamma and shifted by beta. Keras:
 * `ops.layer_normalization`.
 * @example ops.layerNormalization([[1, 3]]).print()
 */
export function layerNormalization<X extends TensorInput>(
  x: X,
  options: { gamma?: TensorInput; beta?: TensorInput; axis?: Axes; epsilon?: number } = {},
): Result<X> {
  const { gamma, beta, ...settings } = options;
  return run('LayerNorm', [x, gamma, beta], settings);
}

/**
 * Each sample over the root of its mean square, scaled. Keras: `ops.rms_normalization`.
 * @example ops.rmsNormalization([[3, 4]]).print()
 */
export function rmsNormalization<X extends TensorInput>(
  x: X,
  options: { scale?: TensorInput; axis?: Axes; epsilon?: number } = {},
): Result<X> {
  const { scale, ...settings } = options;
  return run('RMSNorm', [x, scale], settings);
}

/**
 * Cross-entropy of yes or no, number by number. Keras: `ops.binary_crossentropy`.
 * @example ops.binaryCrossentropy([1, 0], [0.9, 0.2]).print()
 */
export function binaryCrossentropy<X1 extends TensorInput, X2 extends TensorInput>(
  target: X1,
  output: X2,
  options: { fromLogits?: boolean } = {},
): Result<X1 | X2> {
  return run('BinaryCrossentropy', [target, output], options);
}

/**
 * Cross-entropy of one-hot classes. Keras: `ops.categorical_crossentropy`.
 * @example ops.categoricalCrossentropy([[1, 0]], [[0.9, 0.1]]).print()
 */
export function categoricalCrossentropy<X1 extends TensorInput, X2 extends TensorInput>(
  target: X1,
  output: X2,
  options: { fromLogits?: boolean; axis?: number } = {},
): Result<X1 | X2> {
  return run('CategoricalCrossentropy', [target, output], options);
}

/**
 * Cross-entropy of class numbers. Keras: `ops.sparse_categorical_crossentropy`.
 * @example ops.sparseCategoricalCrossentropy(tf.tensor1d([0], 'int32'), [[0.9, 0.1]]).print()
 */
export function sparseCategoricalCrossentropy<X1 extends TensorInput, X2 extends TensorInput>(
  target: X1,
  output: X2,
  options: { fromLogits?: boolean; axis?: number } = {},
): Result<X1 | X2> {
  return run('SparseCategoricalCrossentropy', [target, output], options);
}

/**
 * How like two images are: peak signal to noise, in decibels. Keras: `ops.psnr`.
 * @example ops.psnr([[0.5]], [[0.4]], 1).print()
 */
export function psnr<X1 extends TensorInput, X2 extends TensorInput>(
  x1: X1,
  x2: X2,
  maxVal: number,
): Result<X1 | X2> {
  return run('PSNR', [x1, x2], { maxVal });
}

/**
 * Attention of queries to keys, all [samples, steps, heads, numbers]. Keras: `ops.dot_product_attention`.
 * @example
 * const heads = tf.ones([1, 3, 2, 4]);
 * ops.dotProductAttention(heads, heads, heads).shape
 */
export function dotProductAttention<X1 extends TensorInput, X2 extends TensorInput, X3 extends TensorInput>(
  query: X1,
  key: X2,
  value: X3,
  options: { bias?: TensorInput; mask?: TensorInput; scale?: number; isCausal?: boolean } = {},
): Result<X1 | X2 | X3> {
  const { bias, mask, scale, ...settings } = options;
  return run('DotProductAttention', [query, key, value, bias, mask, scale], settings);
}

/**
 * Channels become places: a block of each pixel's. Keras: `ops.depth_to_space`.
 * @example ops.depthToSpace(tf.ones([1, 2, 2, 4]), 2).shape
 */
export function depthToSpace<X extends TensorInput>(
  x: X,
  blockSize: number,
  options: { dataFormat?: DataFormat } = {},
): Result<X> {
  return run('DepthToSpace', [x], { blockSize, ...options });
}

/**
 * Places become channels: a block to each pixel. Keras: `ops.space_to_depth`.
 * @example ops.spaceToDepth(tf.ones([1, 4, 4, 1]), 2).shape
 */
export function spaceToDepth<X extends TensorInput>(
  x: X,
  blockSize: number,
  options: { dataFormat?: DataFormat } = {},
): Result<X> {
  return run('SpaceToDepth', [x], { blockSize, ...options });
}

/**
 * Sums of the rows that have one number. Keras: `ops.segment_sum`.
 * @example ops.segmentSum([1, 2, 3], tf.tensor1d([0, 0, 1], 'int32')).print()
 */
export function segmentSum<X1 extends TensorInput, X2 extends TensorInput>(
  data: X1,
  segmentIds: X2,
  options: { numSegments?: number; sorted?: boolean } = {},
): Result<X1 | X2> {
  return run('SegmentSum', [data, segmentIds], options);
}

/**
 * The greatest of the rows that have one number. Keras: `ops.segment_max`.
 * @example ops.segmentMax([1, 2, 3], tf.tensor1d([0, 0, 1], 'int32')).print()
 */
export function segmentMax<X1 extends TensorInput, X2 extends TensorInput>(
  data: X1,
  segmentIds: X2,
  options: { numSegments?: number; sorted?: boolean } = {},
): Result<X1 | X2> {
  return run('SegmentMax', [data, segmentIds], options);
}

/**
 * The smallest of the rows that have one number. Keras: `ops.segment_min`.
 * @example ops.segmentMin([1, 2, 3], tf.tensor1d([0, 0, 1], 'int32')).print()
 */
export function segmentMin<X1 extends TensorInput, X2 extends TensorInput>(
  data: X1,
  segmentIds: X2,
  options: { numSegments?: number; sorted?: boolean } = {},
): Result<X1 | X2> {
  return run('SegmentMin', [data, segmentIds], options);
}

/**
 * Products of the rows that have one number. Keras: `ops.segment_prod`.
 * @example ops.segmentProd([1, 2, 3], tf.tensor1d([0, 0, 1], 'int32')).print()
 */
export function segmentProd<X1 extends TensorInput, X2 extends TensorInput>(
  data: X1,
  segmentIds: X2,
  options: { numSegments?: number; sorted?: boolean } = {},
): Result<X1 | X2> {
  return run('SegmentProd', [data, segmentIds], options);
}

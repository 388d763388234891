// Convolutions and what changes a picture's size.
import { tf } from '../tf.js';
import {
  build,
  type Constraining,
  type Initializing,
  type KernelArgs,
  type LayerArgs,
  type Regularizing,
} from './args.js';
import type { Layer } from './layer.js';

/** `channelsLast`: [height, width, channels], the default; `channelsFirst`: [channels, height, width]. */
export type DataFormat = 'channelsLast' | 'channelsFirst';
/** `valid`: no padding; `same`: as many outputs as inputs (at stride 1). */
export type Padding = 'valid' | 'same';

export interface ConvolutionArgs extends KernelArgs {
  /** Number of filters, which is the number of output channels. */
  filters: number;
  /** Size of a filter: one number, or one for each axis. */
  kernelSize: number | number[];
  /** Steps of the filter. Default 1. */
  strides?: number | number[];
  /** Default `valid`. */
  padding?: Padding;
  /** Gaps between a filter's cells. Default 1. */
  dilationRate?: number | number[];
  dataFormat?: DataFormat;
}

/** Arguments of `layers.depthwiseConv2d`. */
export interface DepthwiseArgs
  extends Omit<ConvolutionArgs, 'filters' | 'kernelInitializer' | 'kernelRegularizer' | 'kernelConstraint'> {
  /** Outputs for each input channel. Default 1. */
  depthMultiplier?: number;
  depthwiseInitializer?: Initializing;
  depthwiseRegularizer?: Regularizing;
  depthwiseConstraint?: Constraining;
}

const glorot = { kernelInitializer: 'glorotUniform' } as const;

/**
 * Convolution over time: [samples, steps, channels]. Keras: `Conv1D`.
 * @example layers.conv1d({ filters: 16, kernelSize: 3, inputShape: [100, 8] }) // [100, 8] → [98, 16]
 */
export function conv1d(args: Omit<ConvolutionArgs, 'padding'> & { padding?: Padding | 'causal' }): Layer {
  return build(tf.layers.conv1d, args, glorot);
}

/**
 * Convolution over pictures: [samples, height, width, channels]. Keras: `Conv2D`.
 * @example layers.conv2d({ filters: 32, kernelSize: 3, activation: 'relu', inputShape: [28, 28, 1] })
 */
export function conv2d(args: ConvolutionArgs): Layer {
  return build(tf.layers.conv2d, args, glorot);
}

/**
 * Convolution over volumes. Keras: `Conv3D`.
 * @example
 * layers.conv3d({ filters: 8, kernelSize: 3, inputShape: [16, 16, 16, 1] }) // [16, 16, 16, 1] → [14, 14, 14, 8]
 */
export function conv3d(args: ConvolutionArgs): Layer {
  return build(tf.layers.conv3d, args, glorot);
}

/**
 * Convolution backwards: makes pictures larger. Keras: `Conv2DTranspose`.
 * @example
 * layers.conv2dTranspose({ filters: 8, kernelSize: 2, strides: 2, inputShape: [7, 7, 16] }) // [7, 7, 16] → [14, 14, 8]
 */
export function conv2dTranspose(args: ConvolutionArgs): Layer {
  return build(tf.layers.conv2dTranspose, args, glorot);
}

/**
 * {@link conv2dTranspose} for volumes. Keras: `Conv3DTranspose`.
 * @example
 * layers.conv3dTranspose({ filters: 4, kernelSize: 2, strides: 2, inputShape: [4, 4, 4, 8] }) // [4, 4, 4, 8] → [8, 8, 8, 4]
 */
export function conv3dTranspose(args: ConvolutionArgs): Layer {
  return build(tf.layers.conv3dTranspose, args, glorot);
}

/**
 * Each channel convolved by its own filters. Keras: `DepthwiseConv2D`.
 * @example
 * layers.depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2, inputShape: [28, 28, 3] }) // [28, 28, 3] → [26, 26, 6]
 */
export function depthwiseConv2d(args: DepthwiseArgs): Layer {
  return build(tf.layers.depthwiseConv2d, args, { depthwiseInitializer: 'glorotUniform' });
}

/**
 * Depthwise, then 1 × 1 over the channels: fewer weights than a full convolution. Keras: `SeparableConv2D`.
 * @example
 * layers.separableConv2d({ filters: 16, kernelSize: 3, inputShape: [28, 28, 3] }) // [28, 28, 3] → [26, 26, 16]
 */
export function separableConv2d(
  args: DepthwiseArgs & {
    filters: number;
    pointwiseInitializer?: Initializing;
    pointwiseRegularizer?: Regularizing;
  },
): Layer {
  const defaults = { depthwiseInitializer: 'glorotUniform', pointwiseInitializer: 'glorotUniform' } as const;
  return build(tf.layers.separableConv2d, args, defaults);
}

/**
 * Rows and columns repeated. Keras: `UpSampling2D`.
 * @example layers.upSampling2d({ size: 2, inputShape: [7, 7, 3] }) // [7, 7, 3] → [14, 14, 3]
 */
export function upSampling2d(
  args: LayerArgs & {
    /** How many times over: height and width, or both. Default 2. */
    size?: number | [number, number];
    interpolation?: 'nearest' | 'bilinear';
    dataFormat?: DataFormat;
  } = {},
): Layer {
  const { size } = args;
  return build(tf.layers.upSampling2d, typeof size === 'number' ? { ...args, size: [size, size] } : args);
}

/**
 * Frames pictures with zeros. Keras: `ZeroPadding2D`.
 * @example layers.zeroPadding2d({ padding: 2, inputShape: [28, 28, 1] }) // [28, 28, 1] → [32, 32, 1]
 */
export function zeroPadding2d(
  args: LayerArgs & {
    padding?: number | [number, number] | [[number, number], [number, number]];
    dataFormat?: DataFormat;
  } = {},
): Layer {
  return build(tf.layers.zeroPadding2d, args);
}

/**
 * Cuts rows and columns off. Keras: `Cropping2D`.
 * @example layers.cropping2d({ cropping: 2, inputShape: [28, 28, 1] }) // [28, 28, 1] → [24, 24, 1]
 */
export function cropping2d(
  args: LayerArgs & {
    cropping: number | [number, number] | [[number, number], [number, number]];
    dataFormat?: DataFormat;
  },
): Layer {
  return build(tf.layers.cropping2D, args);
}

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

export interface DepthwiseArgs
  extends Omit<ConvolutionArgs, 'filters' | 'kernelInitializer' | 'kernelRegularizer' | 'kernelConstraint'> {
  /** Outputs for each input channel. Default 1. */
  depthMultiplier?: number;
  depthwiseInitializer?: Initializing;
  depthwiseRegularizer?: Regularizing;
  depthwiseConstraint?: Constraining;
}

const glorot = { kernelInitializer: 'glorotUniform' } as const;

/** Convolution over time: [samples, steps, channels]. Keras: `Conv1D`. */
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

/** Convolution over volumes. Keras: `Conv3D`. */
export function conv3d(args: ConvolutionArgs): Layer {
  return build(tf.layers.conv3d, args, glorot);
}

/** Convolution backwards: makes pictures larger. Keras: `Conv2DTranspose`. */
export function conv2dTranspose(args: ConvolutionArgs): Layer {
  return build(tf.layers.conv2dTranspose, args, glorot);
}

/** {@link conv2dTranspose} for volumes. Keras: `Conv3DTranspose`. */
export function conv3dTranspose(args: ConvolutionArgs): Layer {
  return build(tf.layers.conv3dTranspose, args, glorot);
}

/** Each channel convolved by its own filters. Keras: `DepthwiseConv2D`. */
export function depthwiseConv2d(args: DepthwiseArgs): Layer {
  return build(tf.layers.depthwiseConv2d, args, { depthwiseInitializer: 'glorotUniform' });
}

/** Depthwise, then 1 × 1 over the channels: fewer weights than a full convolution. Keras: `SeparableConv2D`. */
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

/** Rows and columns repeated. Keras: `UpSampling2D`. */
export function upSampling2d(
  args: LayerArgs & {
    size?: [number, number];
    interpolation?: 'nearest' | 'bilinear';
    dataFormat?: DataFormat;
  } = {},
): Layer {
  return build(tf.layers.upSampling2d, args);
}

/** Frames pictures with zeros. Keras: `ZeroPadding2D`. */
export function zeroPadding2d(
  args: LayerArgs & {
    padding?: number | [number, number] | [[number, number], [number, number]];
    dataFormat?: DataFormat;
  } = {},
): Layer {
  return build(tf.layers.zeroPadding2d, args);
}

/** Cuts rows and columns off. Keras: `Cropping2D`. */
export function cropping2d(
  args: LayerArgs & {
    cropping: number | [number, number] | [[number, number], [number, number]];
    dataFormat?: DataFormat;
  },
): Layer {
  return build(tf.layers.cropping2D, args);
}

// Convolutions over time beside the plain one.
import { build, type Constraining, type Initializing, type KernelArgs, named } from './args.js';
import type { ConvolutionArgs, DepthwiseArgs } from './convolution.js';
import type { Layer } from './layer.js';
import { DepthwiseConv1D, SeparableConv1D } from './line-convolution-layers.js';
import { Conv1DTranspose } from './line-transpose-layer.js';

/** @inline */
type LineArgs<Args> = Omit<Args, 'dataFormat' | 'kernelSize' | 'strides' | 'dilationRate'> & {
  /** Steps that a filter sees. */
  kernelSize: number;
  /** Steps from one place of the filter to the next. Default 1. */
  strides?: number;
  /** Gaps between a filter's cells. Default 1. */
  dilationRate?: number;
};

/**
 * Depthwise over time, then a mix of the channels: fewer weights than {@link conv1d}. [steps, channels] becomes
 * [new steps, filters]. Keras: `SeparableConv1D`.
 * @example layers.separableConv1d({ filters: 16, kernelSize: 3, inputShape: [100, 8] }) // [100, 8] → [98, 16]
 */
export function separableConv1d(
  args: LineArgs<DepthwiseArgs> & {
    filters: number;
    pointwiseInitializer?: Initializing;
    pointwiseRegularizer?: KernelArgs['kernelRegularizer'];
    pointwiseConstraint?: Constraining;
  },
): Layer {
  return build(
    named('separableConv1d', (given) => new SeparableConv1D(given)),
    args,
    {
      depthwiseInitializer: 'glorotUniform',
      pointwiseInitializer: 'glorotUniform',
    },
  );
}

/**
 * Each channel convolved over time by its own filters. [steps, channels] becomes
 * [new steps, channels × depthMultiplier]. Keras: `DepthwiseConv1D`.
 * @example layers.depthwiseConv1d({ kernelSize: 3, depthMultiplier: 2, inputShape: [100, 8] }) // [100, 8] → [98, 16]
 */
export function depthwiseConv1d(args: LineArgs<DepthwiseArgs>): Layer {
  return build(
    named('depthwiseConv1d', (given) => new DepthwiseConv1D(given)),
    args,
    {
      depthwiseInitializer: 'glorotUniform',
    },
  );
}

/**
 * Convolution over time backwards: makes lines longer. [steps, channels] becomes [steps × strides, filters] with
 * padding `same`. Keras: `Conv1DTranspose`.
 * @example layers.conv1dTranspose({ filters: 4, kernelSize: 2, strides: 2, inputShape: [50, 8] }) // [50, 8] → [100, 4]
 */
export function conv1dTranspose(args: Omit<LineArgs<ConvolutionArgs>, 'dilationRate'>): Layer {
  return build(
    named('conv1dTranspose', (given) => new Conv1DTranspose(given)),
    args,
    {
      kernelInitializer: 'glorotUniform',
    },
  );
}

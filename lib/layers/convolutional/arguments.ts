// Options that convolutions share, and the arguments by which they are given.
import type { DataFormat } from '../../core/options.js';
import { choice, dataFormat, flag, type Option, sizes } from '../../core/options.js';
import type { Constraining, Initializing, KernelArgs, Regularizing } from '../base/layer.js';
import { activation, regularizer, weightOptions } from '../base/weight-options.js';
import type { Padding } from '../pooling/window.js';

export type { DataFormat } from '../../core/options.js';
export type { Padding } from '../pooling/window.js';

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
  /** Whether channels are the last axis of a sample or its first. Default: 'channelsLast'. */
  dataFormat?: DataFormat;
}

/** Arguments of `layers.depthwiseConv2d`. */
export interface DepthwiseArgs
  extends Omit<ConvolutionArgs, 'filters' | 'kernelInitializer' | 'kernelRegularizer' | 'kernelConstraint'> {
  /** Outputs for each input channel. Default 1. */
  depthMultiplier?: number;
  /** Default `glorotUniform`. */
  depthwiseInitializer?: Initializing;
  /** Charges the depthwise kernel in the loss. Default: none. */
  depthwiseRegularizer?: Regularizing;
  /** What the depthwise kernel has to keep to after each step. Default: none. */
  depthwiseConstraint?: Constraining;
}

/** For convolutions over time. @inline */
export type OverTime<Args> = Omit<Args, 'kernelSize' | 'strides' | 'dilationRate' | 'dataFormat'> & {
  /** Steps that a filter sees. */
  kernelSize: number | number[];
  /** Steps from one place of the filter to the next. Default 1. */
  strides?: number | number[];
  /** Gaps between a filter's cells. Default 1. */
  dilationRate?: number | number[];
  /** `channelsLast`: [steps, channels], the default; `channelsFirst`: [channels, steps]. */
  dataFormat?: DataFormat;
};

/** How the kernel moves. @param rank number of axes that it moves along */
export const windowOptions = (rank: number) => ({
  kernelSize: sizes(rank),
  strides: sizes(rank, 1),
  padding: padding(['valid', 'same']),
  dataFormat: dataFormat(),
  dilationRate: sizes(rank, 1),
});

/** What is done to the result. */
export const finishOptions = () => ({
  activation: activation(),
  useBias: flag(true),
  ...weightOptions('bias', 'zeros'),
  activityRegularizer: regularizer(),
});

/** A name of a padding, in letters of any case; the first by default. */
export function padding<Name extends string>(names: readonly [Name, ...Name[]]): Option<Name> {
  const inner = choice(names, names[0]);
  return {
    ...inner,
    read: (given, layer, name) =>
      inner.read(typeof given === 'string' ? given.toLowerCase() : given, layer, name),
  };
}

/** Throws where both steps and gaps are larger than 1: Keras computes no such convolution. */
export function checkSteps(
  maker: string,
  { strides, dilationRate }: { strides: readonly number[]; dilationRate: readonly number[] },
): void {
  if (Math.max(...strides) === 1 || Math.max(...dilationRate) === 1) return;
  throw new Error(
    `${maker}: strides and dilationRate must not both be larger than 1, expected one of them to be 1. ` +
      `Received: strides [${strides}], dilationRate [${dilationRate}]. Leave one of them out.`,
  );
}

/** Throws where the groups cannot be of equal size. */
export function checkGroups(maker: string, what: string, count: number, groups: number): void {
  if (count % groups === 0) return;
  throw new Error(
    `${maker}: ${what} must be a multiple of groups, expected a multiple of ${groups}. Received: ${count}.`,
  );
}

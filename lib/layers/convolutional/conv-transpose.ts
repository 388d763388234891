// Conv1DTranspose, Conv2DTranspose and Conv3DTranspose: convolutions backwards, which make their inputs larger.

import { checkWhole, received } from '../../core/messages.js';
import { type LayerBase, layerOf, type Option, option, optional, size } from '../../core/options.js';
import { registerLayer } from '../../core/registry.js';
import { knownSize, type Shape } from '../../core/shape.js';
import type { LayerVariable } from '../../core/variable.js';
import type { tf } from '../../tf.js';
import type { Layer } from '../base/layer.js';
import { settingsOf, weightOptions } from '../base/weight-options.js';
import {
  type ConvolutionArgs,
  checkSteps,
  finishOptions,
  type OverTime,
  windowOptions,
} from './arguments.js';
import { channelAxis, convolved, convolvedShape } from './finish.js';
import { transposedLength } from './output-length.js';
import { along } from './planes.js';
import { transposedConvolution } from './transposed-ops.js';

const options = (rank: number) => ({
  filters: size(),
  ...windowOptions(rank),
  outputPadding: outputPadding(rank),
  ...finishOptions(),
  ...weightOptions('kernel', 'glorotUniform'),
});

function outputPadding(rank: number): Option<number[] | null> {
  return optional(
    option((given, layer, name) => {
      const list: unknown[] = Array.isArray(given) ? given : Array.from({ length: rank }, () => given);
      for (const one of list) checkWhole(layer, name, one, 0);
      if (list.length === rank) return list as number[];
      throw new Error(
        `${layer}: ${name} must be one number or one for each axis, expected ${rank}. Received: ${received(given)}.`,
      );
    }),
  );
}

/** @param rank number of axes that the filters move along */
function transposeLayer(
  className: string,
  maker: string,
  rank: number,
): LayerBase<ReturnType<typeof options>> {
  abstract class Transpose extends layerOf(className, maker, options(rank)) {
    kernel!: LayerVariable;
    bias: LayerVariable | null = null;

    constructor(args: object) {
      super(args);
      checkSteps(maker, this);
      checkOutputPadding(maker, this);
      this.inputSpec = { ndim: rank + 2 };
    }

    override build(inputShape: Shape): void {
      const axis = channelAxis(this.dataFormat);
      const channels = knownSize(inputShape, axis, maker);
      const kernelShape = [...this.kernelSize, this.filters, channels];
      this.kernel = this.addVariable('kernel', kernelShape, settingsOf(this, 'kernel'));
      if (this.useBias) this.bias = this.addVariable('bias', [this.filters], settingsOf(this, 'bias'));
      this.inputSpec = { ndim: rank + 2, axes: { [axis]: channels } };
    }

    override call(input: tf.Tensor): tf.Tensor {
      return convolved(this, input, (x) => {
        const lengths = x.shape.slice(1, -1).map((length, axis) => this.lengthOf(length, axis));
        return transposedConvolution(x, this.kernel.read(), this, lengths);
      });
    }

    override computeOutputShape(inputShape: Shape): Shape {
      return convolvedShape(inputShape, this.dataFormat, this.filters, (length, axis) =>
        this.lengthOf(length, axis),
      );
    }

    lengthOf(length: number, axis: number): number {
      return transposedLength(length, along(axis, this.kernelSize, this), this.outputPadding?.[axis] ?? null);
    }
  }
  return Transpose;
}

interface Padded {
  readonly kernelSize: readonly number[];
  readonly strides: readonly number[];
  readonly dilationRate: readonly number[];
  readonly padding: string;
  readonly outputPadding: readonly number[] | null;
}

function checkOutputPadding(maker: string, layer: Padded): void {
  layer.outputPadding?.forEach((extra, axis) => {
    const [kernel, stride, rate] = [layer.kernelSize[axis]!, layer.strides[axis]!, layer.dilationRate[axis]!];
    if (extra >= stride)
      throw new Error(
        `${maker}: outputPadding must be smaller than strides, expected at most ${stride - 1} for axis ${axis}. Received: ${extra}.`,
      );
    // The output would be shorter than what the input came from: TensorFlow has no such transpose.
    const isEven = ((kernel - 1) * rate + 1) % 2 === 0;
    if (layer.padding === 'same' && isEven && extra === 0)
      throw new Error(
        `${maker}: outputPadding must be at least 1 where padding is 'same' and kernelSize is even, expected more for axis ${axis}. ` +
          'Received: 0. Leave outputPadding out for an output of input × strides.',
      );
  });
}

export class Conv1DTranspose extends transposeLayer('Conv1DTranspose', 'conv1dTranspose', 1) {}
export class Conv2DTranspose extends transposeLayer('Conv2DTranspose', 'conv2dTranspose', 2) {}
export class Conv3DTranspose extends transposeLayer('Conv3DTranspose', 'conv3dTranspose', 3) {}
registerLayer(Conv1DTranspose, Conv2DTranspose, Conv3DTranspose);

/** @inline */
interface Extended {
  /**
   * Makes the output longer by as much, less than strides, from the smallest length that it may have.
   * Default: input × strides with padding `same`, and room for the whole kernel with `valid`.
   */
  outputPadding?: number | number[];
}

/**
 * Convolution over time backwards: makes lines longer. [steps, channels] becomes [steps × strides, filters] with
 * padding `same`. Keras: `Conv1DTranspose`.
 * @example layers.conv1dTranspose({ filters: 4, kernelSize: 2, strides: 2, inputShape: [50, 8] }) // [50, 8] → [100, 4]
 */
export function conv1dTranspose(args: OverTime<ConvolutionArgs> & Extended): Layer {
  return new Conv1DTranspose(args);
}

/**
 * Convolution backwards: makes images larger. Keras: `Conv2DTranspose`.
 * @example
 * layers.conv2dTranspose({ filters: 8, kernelSize: 2, strides: 2, inputShape: [7, 7, 16] }) // [7, 7, 16] → [14, 14, 8]
 */
export function conv2dTranspose(args: ConvolutionArgs & Extended): Layer {
  return new Conv2DTranspose(args);
}

/**
 * {@link conv2dTranspose} for volumes. Keras: `Conv3DTranspose`.
 * @example
 * layers.conv3dTranspose({ filters: 4, kernelSize: 2, strides: 2, inputShape: [4, 4, 4, 8] }) // [4, 4, 4, 8] → [8, 8, 8, 4]
 */
export function conv3dTranspose(args: ConvolutionArgs & Extended): Layer {
  return new Conv3DTranspose(args);
}

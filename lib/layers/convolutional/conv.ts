// Conv1D, Conv2D and Conv3D: filters that move over lines, images and volumes.
import { type ComputingLayer, type LayerBase, layerOf, size } from '../../core/options.js';
import { registerLayer } from '../../core/registry.js';
import { knownSize, type Shape } from '../../core/shape.js';
import type { tf } from '../../tf.js';
import type { AdaptableLayer, LoraArgs } from '../base/layer.js';
import { AdaptedLayer, loraOptions } from '../base/lora.js';
import { settingsOf, weightOptions } from '../base/weight-options.js';
import {
  type ConvolutionArgs,
  checkGroups,
  checkSteps,
  finishOptions,
  type OverTime,
  type Padding,
  padding,
  windowOptions,
} from './arguments.js';
import { convolution } from './convolution-ops.js';
import { channelAxis, convolved, convolvedShape, finished, withChannelsLast } from './finish.js';
import { outputLength } from './output-length.js';
import { along } from './planes.js';

const options = (rank: number) => ({
  filters: size(),
  ...windowOptions(rank),
  ...(rank === 1 ? { padding: padding(['valid', 'same', 'causal']) } : {}),
  groups: size(1),
  ...finishOptions(),
  ...weightOptions('kernel', 'glorotUniform'),
  ...loraOptions(),
});

/** @param rank number of axes that the filters move along */
function convolutionLayer(
  className: string,
  maker: string,
  rank: number,
): LayerBase<ReturnType<typeof options>, ComputingLayer & AdaptedLayer> {
  abstract class Convolution extends layerOf(className, maker, options(rank), {}, AdaptedLayer) {
    kernel!: tf.Variable;
    bias: tf.Variable | null = null;

    constructor(args: object) {
      super(args);
      checkSteps(maker, this);
      checkGroups(maker, 'filters', this.filters, this.groups);
      this.inputSpec = { ndim: rank + 2 };
    }

    override build(inputShape: Shape): void {
      const axis = channelAxis(this.dataFormat);
      const channels = knownSize(inputShape, axis, maker);
      checkGroups(maker, "the input's channels", channels, this.groups);
      this.computeOutputShape(inputShape);
      const kernelShape = [...this.kernelSize, channels / this.groups, this.filters];
      this.kernel = this.addBase('kernel', kernelShape, settingsOf(this, 'kernel')).read();
      if (this.useBias) this.bias = this.addVariable('bias', [this.filters], settingsOf(this, 'bias')).read();
      this.inputSpec = { ndim: rank + 2, axes: { [axis]: channels } };
      this.adaptAsTold();
    }

    override call(input: tf.Tensor): tf.Tensor {
      this.computeOutputShape(input.shape); // refuses inputs that are too small
      if (this.convolutionOp !== Convolution.prototype.convolutionOp)
        return finished(this, this.convolutionOp(input, this.adapted()));
      return convolved(this, input, (x) => convolution(x, this.adapted(), this, this.groups));
    }

    /** The convolution by itself, without bias and activation. */
    convolutionOp(inputs: tf.Tensor, kernel: tf.Tensor): tf.Tensor {
      return withChannelsLast(this.dataFormat, inputs, (x) => convolution(x, kernel, this, this.groups));
    }

    override computeOutputShape(inputShape: Shape): Shape {
      return convolvedShape(inputShape, this.dataFormat, this.filters, (length, axis) =>
        outputLength(length, along(axis, this.kernelSize, this), maker),
      );
    }
  }
  return Convolution;
}

export class Conv1D extends convolutionLayer('Conv1D', 'conv1d', 1) {}
export class Conv2D extends convolutionLayer('Conv2D', 'conv2d', 2) {}
export class Conv3D extends convolutionLayer('Conv3D', 'conv3d', 3) {}
registerLayer(Conv1D, Conv2D, Conv3D);

/** @inline */
interface Grouped {
  /** Groups of channels, each with filters of its own. Default 1. */
  groups?: number;
}

/** What `conv2d` and `conv3d` take. */
export type GroupedConvolutionArgs = ConvolutionArgs & Grouped & LoraArgs;

/** What `conv1d` takes. */
export type TimeConvolutionArgs = Omit<OverTime<ConvolutionArgs>, 'padding'> &
  Grouped &
  LoraArgs & {
    /** Default `valid`. */
    padding?: Padding | 'causal';
  };

/**
 * Convolution over time: [samples, steps, channels]. With padding `causal` no output sees a later step.
 * Keras: `Conv1D`.
 * @example layers.conv1d({ filters: 16, kernelSize: 3, inputShape: [100, 8] }) // [100, 8] → [98, 16]
 */
export function conv1d(args: TimeConvolutionArgs): AdaptableLayer {
  return new Conv1D(args);
}

/**
 * Convolution over images: [samples, height, width, channels]. Keras: `Conv2D`.
 * @example layers.conv2d({ filters: 32, kernelSize: 3, activation: 'relu', inputShape: [28, 28, 1] })
 */
export function conv2d(args: GroupedConvolutionArgs): AdaptableLayer {
  return new Conv2D(args);
}

/**
 * Convolution over volumes: [samples, depth, height, width, channels]. Keras: `Conv3D`.
 * @example
 * layers.conv3d({ filters: 8, kernelSize: 3, inputShape: [16, 16, 16, 1] }) // [16, 16, 16, 1] → [14, 14, 14, 8]
 */
export function conv3d(args: GroupedConvolutionArgs): AdaptableLayer {
  return new Conv3D(args);
}

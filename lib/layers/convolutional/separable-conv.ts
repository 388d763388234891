// SeparableConv1D and SeparableConv2D: each channel by filters of its own, then a mix of the channels.
import { type LayerBase, layerOf, size } from '../../core/options.js';
import { registerLayer } from '../../core/registry.js';
import { knownSize, type Shape } from '../../core/shape.js';
import type { LayerVariable } from '../../core/variable.js';
import type { tf } from '../../tf.js';
import type { Constraining, Initializing, Layer, Regularizing } from '../base/layer.js';
import { settingsOf, weightOptions } from '../base/weight-options.js';
import { type DepthwiseArgs, finishOptions, type OverTime, windowOptions } from './arguments.js';
import { separableConvolution } from './convolution-ops.js';
import { channelAxis, convolved, convolvedShape } from './finish.js';
import { outputLength } from './output-length.js';
import { along } from './planes.js';

const options = (rank: number) => ({
  filters: size(),
  depthMultiplier: size(1),
  ...windowOptions(rank),
  ...finishOptions(),
  ...weightOptions('depthwise', 'glorotUniform'),
  ...weightOptions('pointwise', 'glorotUniform'),
});

/** @param rank number of axes that the filters move along */
function separableLayer(
  className: string,
  maker: string,
  rank: number,
): LayerBase<ReturnType<typeof options>> {
  abstract class Separable extends layerOf(className, maker, options(rank)) {
    depthwiseKernel!: LayerVariable;
    pointwiseKernel!: LayerVariable;
    bias: LayerVariable | null = null;

    constructor(args: object) {
      super(args);
      this.inputSpec = { ndim: rank + 2 };
    }

    override build(inputShape: Shape): void {
      const axis = channelAxis(this.dataFormat);
      const channels = knownSize(inputShape, axis, maker);
      this.computeOutputShape(inputShape);
      const { filters, kernelSize, depthMultiplier } = this;
      const depthwise = [...kernelSize, channels, depthMultiplier];
      const pointwise = [...kernelSize.map(() => 1), channels * depthMultiplier, filters];
      this.depthwiseKernel = this.addVariable('depthwise_kernel', depthwise, settingsOf(this, 'depthwise'));
      this.pointwiseKernel = this.addVariable('pointwise_kernel', pointwise, settingsOf(this, 'pointwise'));
      if (this.useBias) this.bias = this.addVariable('bias', [filters], settingsOf(this, 'bias'));
      this.inputSpec = { ndim: rank + 2, axes: { [axis]: channels } };
    }

    override call(input: tf.Tensor): tf.Tensor {
      this.computeOutputShape(input.shape); // refuses inputs that are too small
      return convolved(this, input, (x) =>
        separableConvolution(x, this.depthwiseKernel.read(), this.pointwiseKernel.read(), this),
      );
    }

    override computeOutputShape(inputShape: Shape): Shape {
      return convolvedShape(inputShape, this.dataFormat, this.filters, (length, axis) =>
        outputLength(length, along(axis, this.kernelSize, this), maker),
      );
    }
  }
  return Separable;
}

export class SeparableConv1D extends separableLayer('SeparableConv1D', 'separableConv1d', 1) {}
export class SeparableConv2D extends separableLayer('SeparableConv2D', 'separableConv2d', 2) {}
registerLayer(SeparableConv1D, SeparableConv2D);

/** @inline */
interface Mixed {
  /** Number of filters, which is the number of output channels. */
  filters: number;
  /** Default `glorotUniform`. */
  pointwiseInitializer?: Initializing;
  /** Charges the pointwise kernel in the loss. Default: none. */
  pointwiseRegularizer?: Regularizing;
  /** What the pointwise kernel has to keep to after each step. Default: none. */
  pointwiseConstraint?: Constraining;
}

/**
 * Depthwise over time, then a mix of the channels: fewer weights than `conv1d`. [steps, channels] becomes
 * [new steps, filters]. Keras: `SeparableConv1D`.
 * @example layers.separableConv1d({ filters: 16, kernelSize: 3, inputShape: [100, 8] }) // [100, 8] → [98, 16]
 */
export function separableConv1d(args: OverTime<DepthwiseArgs> & Mixed): Layer {
  return new SeparableConv1D(args);
}

/**
 * Depthwise, then 1 × 1 over the channels: fewer weights than a full convolution. Keras: `SeparableConv2D`.
 * @example
 * layers.separableConv2d({ filters: 16, kernelSize: 3, inputShape: [28, 28, 3] }) // [28, 28, 3] → [26, 26, 16]
 */
export function separableConv2d(args: DepthwiseArgs & Mixed): Layer {
  return new SeparableConv2D(args);
}

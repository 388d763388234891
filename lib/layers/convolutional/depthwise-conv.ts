// DepthwiseConv1D and DepthwiseConv2D: each channel by filters of its own.
import { type LayerBase, layerOf, size } from '../../core/options.js';
import { registerLayer } from '../../core/registry.js';
import { knownSize, type Shape } from '../../core/shape.js';
import type { LayerVariable } from '../../core/variable.js';
import type { tf } from '../../tf.js';
import type { Layer } from '../base/layer.js';
import { settingsOf, weightOptions } from '../base/weight-options.js';
import { type DepthwiseArgs, finishOptions, type OverTime, windowOptions } from './arguments.js';
import { depthwiseConvolution } from './convolution-ops.js';
import { channelAxis, convolved, convolvedShape } from './finish.js';
import { outputLength } from './output-length.js';
import { along } from './planes.js';

const options = (rank: number) => ({
  depthMultiplier: size(1),
  ...windowOptions(rank),
  ...finishOptions(),
  ...weightOptions('depthwise', 'glorotUniform'),
});

/** @param rank number of axes that the filters move along */
function depthwiseLayer(
  className: string,
  maker: string,
  rank: number,
): LayerBase<ReturnType<typeof options>> {
  abstract class Depthwise extends layerOf(className, maker, options(rank)) {
    kernel!: LayerVariable;
    bias: LayerVariable | null = null;

    constructor(args: object) {
      super(args);
      this.inputSpec = { ndim: rank + 2 };
    }

    override build(inputShape: Shape): void {
      const axis = channelAxis(this.dataFormat);
      const channels = knownSize(inputShape, axis, maker);
      this.computeOutputShape(inputShape);
      const kernelShape = [...this.kernelSize, channels, this.depthMultiplier];
      this.kernel = this.addVariable('kernel', kernelShape, settingsOf(this, 'depthwise'));
      const outputs = channels * this.depthMultiplier;
      if (this.useBias) this.bias = this.addVariable('bias', [outputs], settingsOf(this, 'bias'));
      this.inputSpec = { ndim: rank + 2, axes: { [axis]: channels } };
    }

    override call(input: tf.Tensor): tf.Tensor {
      this.computeOutputShape(input.shape); // refuses inputs that are too small
      return convolved(this, input, (x) => depthwiseConvolution(x, this.kernel.read(), this));
    }

    override computeOutputShape(inputShape: Shape): Shape {
      const channels = knownSize(inputShape, channelAxis(this.dataFormat), maker);
      return convolvedShape(inputShape, this.dataFormat, channels * this.depthMultiplier, (length, axis) =>
        outputLength(length, along(axis, this.kernelSize, this), maker),
      );
    }
  }
  return Depthwise;
}

export class DepthwiseConv1D extends depthwiseLayer('DepthwiseConv1D', 'depthwiseConv1d', 1) {}
export class DepthwiseConv2D extends depthwiseLayer('DepthwiseConv2D', 'depthwiseConv2d', 2) {}
registerLayer(DepthwiseConv1D, DepthwiseConv2D);

/**
 * Each channel convolved over time by its own filters. [steps, channels] becomes
 * [new steps, channels × depthMultiplier]. Keras: `DepthwiseConv1D`.
 * @example layers.depthwiseConv1d({ kernelSize: 3, depthMultiplier: 2, inputShape: [100, 8] }) // [100, 8] → [98, 16]
 */
export function depthwiseConv1d(args: OverTime<DepthwiseArgs>): Layer {
  return new DepthwiseConv1D(args);
}

/**
 * Each channel convolved by its own filters. Keras: `DepthwiseConv2D`.
 * @example
 * layers.depthwiseConv2d({ kernelSize: 3, depthMultiplier: 2, inputShape: [28, 28, 3] }) // [28, 28, 3] → [26, 26, 6]
 */
export function depthwiseConv2d(args: DepthwiseArgs): Layer {
  return new DepthwiseConv2D(args);
}

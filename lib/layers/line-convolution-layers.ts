// The layers of convolutions over time that tfjs has for pictures only: a line is a picture of height 1.
import { tf } from '../tf.js';
import type { Padding } from './convolution.js';
import { type Inputs, one, type Shape, single, sizeOf } from './own-layer.js';
import { register } from './tfjs-bases.js';
import { type WeightSettings, weightSettings } from './weight-settings.js';

interface Variable {
  read(): tf.Tensor;
}

/** What the convolutions of tfjs keep. */
interface Kept {
  filters: number;
  kernelSize: number[];
  strides: number[];
  padding: Padding;
  dilationRate: number[];
  useBias: boolean;
  bias: Variable | null;
  activation: { apply(x: tf.Tensor): tf.Tensor } | null;
  kernelInitializer: unknown;
  kernelRegularizer: unknown;
  kernelConstraint: unknown;
  biasInitializer: unknown;
  biasRegularizer: unknown;
  biasConstraint: unknown;
  built: boolean;
  addWeight(...args: unknown[]): Variable;
}
type Class = new (...args: never[]) => tf.layers.Layer & Kept;

const parentOf = (made: object, steps: number): Class => {
  let prototype = Object.getPrototypeOf(made) as object;
  for (let i = 0; i < steps; i++) prototype = Object.getPrototypeOf(prototype) as object;
  return prototype.constructor as Class;
};

export const Conv1D = parentOf(tf.layers.conv1d({ filters: 1, kernelSize: 1 }), 0) as new (
  args: object,
) => tf.layers.Layer & Kept;
/** Of any number of axes. */
const SeparableConv = parentOf(tf.layers.separableConv2d({ filters: 1, kernelSize: 1 }), 1) as new (
  rank: number,
  args: object,
) => tf.layers.Layer & Kept & { depthwiseKernel: Variable; pointwiseKernel: Variable };

export const asPicture = (line: tf.Tensor): tf.Tensor4D => tf.expandDims(line, 1);
export const asLine = (picture: tf.Tensor): tf.Tensor3D => tf.squeeze(picture, [1]);

export function finish(layer: Kept, output: tf.Tensor): tf.Tensor {
  const shifted = layer.bias ? tf.add(output, layer.bias.read()) : output;
  return layer.activation ? layer.activation.apply(shifted) : shifted;
}

export class SeparableConv1D extends SeparableConv {
  static readonly className = 'SeparableConv1D';

  constructor(args: object) {
    super(1, args);
  }

  override call(inputs: Inputs): tf.Tensor {
    return tf.tidy(() => {
      const kernel = asKernel(this.depthwiseKernel);
      const pointwise = asKernel(this.pointwiseKernel);
      const [stride, dilation] = [this.strides[0]!, this.dilationRate[0]!];
      const picture = depthwise(asPicture(one(inputs)), kernel, stride, this.padding, dilation);
      return finish(this, asLine(tf.conv2d(picture, pointwise, 1, 'valid')));
    });
  }
}
register(SeparableConv1D);

export const asKernel = (kernel: Variable): tf.Tensor4D => tf.expandDims(kernel.read(), 0);

function depthwise(
  picture: tf.Tensor4D,
  kernel: tf.Tensor4D,
  stride: number,
  padding: Padding,
  dilation: number,
): tf.Tensor4D {
  // TensorFlow's op takes one stride for both axes; a line loses nothing by it.
  return tf.depthwiseConv2d(picture, kernel, [stride, stride], padding, 'NHWC', [1, dilation]);
}

export class DepthwiseConv1D extends Conv1D {
  static readonly className = 'DepthwiseConv1D';
  readonly depthMultiplier: number;
  private readonly settings: WeightSettings;
  private depthwiseKernel: Variable | undefined;

  constructor(args: { depthMultiplier?: number }) {
    super({ ...args, filters: 1 });
    this.depthMultiplier = args.depthMultiplier ?? 1;
    this.settings = weightSettings(args, 'depthwise', 'glorotUniform');
  }

  override build(inputShape: Shape | Shape[]): void {
    const channels = sizeOf(single(inputShape), -1, 'depthwiseConv1d');
    const { initializer, regularizer, constraint } = this.settings;
    const shape = [this.kernelSize[0]!, channels, this.depthMultiplier];
    this.depthwiseKernel = this.addWeight('kernel', shape, null, initializer, regularizer, true, constraint);
    this.bias = biasOf(this, channels * this.depthMultiplier);
    this.built = true;
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    const [samples, steps] = super.computeOutputShape(inputShape) as Shape;
    const channels = single(inputShape).at(-1);
    return [samples!, steps!, channels ? channels * this.depthMultiplier : null];
  }

  override call(inputs: Inputs): tf.Tensor {
    return tf.tidy(() => {
      const kernel = asKernel(this.depthwiseKernel!);
      const [stride, dilation] = [this.strides[0]!, this.dilationRate[0]!];
      return finish(this, asLine(depthwise(asPicture(one(inputs)), kernel, stride, this.padding, dilation)));
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { filters: _f, ...config } = super.getConfig();
    for (const what of ['Initializer', 'Regularizer', 'Constraint']) delete config[`kernel${what}`];
    return { ...config, ...(this.settings.config() as object), depthMultiplier: this.depthMultiplier };
  }
}
register(DepthwiseConv1D);

export const biasOf = (layer: Kept, size: number): Variable | null =>
  layer.useBias
    ? layer.addWeight(
        'bias',
        [size],
        null,
        layer.biasInitializer,
        layer.biasRegularizer,
        true,
        layer.biasConstraint,
      )
    : null;

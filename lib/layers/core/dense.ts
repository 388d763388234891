// Dense: the fully connected layer.

import { flag, layerOf, size } from '../../core/options.js';
import { registerLayer } from '../../core/registry.js';
import { knownSize, type Shape } from '../../core/shape.js';
import type { LayerVariable } from '../../core/variable.js';
import { tf } from '../../tf.js';
import type { KernelArgs, Layer } from '../base/layer.js';
import { activation, regularizer, settingsOf, weightOptions } from '../base/weight-options.js';

const options = {
  units: size(),
  activation: activation(),
  useBias: flag(true),
  ...weightOptions('kernel', 'glorotUniform'),
  ...weightOptions('bias', 'zeros'),
  activityRegularizer: regularizer(),
};

export class Dense extends layerOf('Dense', 'dense', options) {
  kernel!: LayerVariable;
  bias: LayerVariable | null = null;

  constructor(args: object) {
    super(args);
    this.supportsMasking = true;
    this.inputSpec = { minNDim: 2 };
  }

  override build(inputShape: Shape): void {
    const features = knownSize(inputShape, -1, 'dense');
    this.kernel = this.addVariable('kernel', [features, this.units], settingsOf(this, 'kernel'));
    if (this.useBias) this.bias = this.addVariable('bias', [this.units], settingsOf(this, 'bias'));
    this.inputSpec = { minNDim: 2, axes: { [-1]: features } };
  }

  override call(input: tf.Tensor): tf.Tensor {
    const { shape } = input;
    const rows = tf.cast(shape.length === 2 ? input : tf.reshape(input, [-1, shape.at(-1)!]), 'float32');
    const product = tf.matMul(rows as tf.Tensor2D, this.kernel.read() as tf.Tensor2D);
    const sum = this.bias ? tf.add(product, this.bias.read()) : product;
    return this.activation.apply(
      shape.length === 2 ? sum : tf.reshape(sum, [...shape.slice(0, -1), this.units]),
    );
  }

  override computeOutputShape(inputShape: Shape): Shape {
    return [...inputShape.slice(0, -1), this.units];
  }
}
registerLayer(Dense);

/**
 * Fully connected layer: `activation(x · kernel + bias)`. Keras: `Dense`.
 * @example layers.dense({ units: 512, activation: 'relu', inputShape: [784] })
 */
export function dense(
  args: KernelArgs & {
    /** How many outputs. */
    units: number;
  },
): Layer {
  return new Dense(args);
}

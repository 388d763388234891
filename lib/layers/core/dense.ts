// Dense: the fully connected layer.

import { flag, layerOf, size } from '../../core/options.js';
import { registerLayer } from '../../core/registry.js';
import { knownSize, type Shape } from '../../core/shape.js';
import type { LayerVariable } from '../../core/variable.js';
import { absMaxQuantize } from '../../quantizers/abs-max.js';
import { throughWholeNumbers, wholeProduct } from '../../quantizers/whole-products.js';
import { tf } from '../../tf.js';
import type { AdaptableLayer, KernelArgs, LoraArgs } from '../base/layer.js';
import { loraOptions } from '../base/lora.js';
import { type Quantized, QuantizedLayer } from '../base/quantized.js';
import { activation, regularizer, settingsOf, weightOptions } from '../base/weight-options.js';

const options = {
  units: size(),
  activation: activation(),
  useBias: flag(true),
  ...weightOptions('kernel', 'glorotUniform'),
  ...weightOptions('bias', 'zeros'),
  activityRegularizer: regularizer(),
  ...loraOptions(),
};

export class Dense extends layerOf('Dense', 'dense', options, {}, QuantizedLayer) {
  kernel!: tf.Variable;
  bias: tf.Variable | null = null;

  constructor(args: object) {
    super(args);
    this.supportsMasking = true;
    this.inputSpec = { minNDim: 2 };
  }

  override build(inputShape: Shape): void {
    const features = knownSize(inputShape, -1, 'dense');
    this.kernel = this.addBase('kernel', [features, this.units], settingsOf(this, 'kernel')).read();
    if (this.useBias) this.bias = this.addVariable('bias', [this.units], settingsOf(this, 'bias')).read();
    this.inputSpec = { minNDim: 2, axes: { [-1]: features } };
    this.adaptAsTold();
  }

  override call(input: tf.Tensor): tf.Tensor {
    const { shape } = input;
    const rows = tf.cast(shape.length === 2 ? input : tf.reshape(input, [-1, shape.at(-1)!]), 'float32');
    const product = this.quantizationMode ? this.#wholeProduct(rows) : tf.matMul(rows, this.adapted());
    const sum = this.bias ? tf.add(product, this.bias) : product;
    return this.activation.apply(
      shape.length === 2 ? sum : tf.reshape(sum, [...shape.slice(0, -1), this.units]),
    );
  }

  #wholeProduct(rows: tf.Tensor): tf.Tensor {
    const product = throughWholeNumbers(
      rows,
      (x) => {
        const [values, inputScale] = absMaxQuantize(x, -1);
        const whole = wholeProduct(tf.cast(values, 'float32'), this.wholeNumbers());
        return tf.div(whole, tf.mul(this.scale, inputScale));
      },
      (upstream) => tf.matMul(upstream, this.floats(), false, true),
    );
    return this.withAdapters(product, (a) => tf.matMul(rows, a));
  }

  override get canBeQuantized(): boolean {
    return this.getClassName() === 'Dense';
  }

  protected override quantized(weight: tf.Tensor): Quantized {
    const [values, scale] = absMaxQuantize(weight, 0);
    return [values, tf.squeeze(scale, [0])];
  }

  protected override dequantized(values: tf.Tensor, scale: tf.Tensor): tf.Tensor {
    return tf.div(values, scale);
  }

  protected override scaleShape(shape: readonly number[]): number[] {
    return shape.slice(-1);
  }

  protected override holdBase(base: LayerVariable): void {
    this.kernel = base.read();
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
  args: KernelArgs &
    LoraArgs & {
      /** How many outputs. */
      units: number;
    },
): AdaptableLayer {
  return new Dense(args);
}

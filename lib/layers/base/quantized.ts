// Layers whose large weight can be held in whole numbers of 8 bits, and what its scale is.
import { checkMode, type QuantizationMode } from '../../core/quantization.js';
import type { LayerVariable, VariableSettings } from '../../core/variable.js';
import { Ones, Zeros } from '../../initializers/constant.js';
import { tf } from '../../tf.js';
import { AdaptedLayer } from './lora.js';

/** The large weight as whole numbers, with their scale. */
export type Quantized = readonly [values: tf.Tensor, scale: tf.Tensor];

/** A layer that computes with whole numbers once it is quantized. */
export abstract class QuantizedLayer extends AdaptedLayer {
  #scale: LayerVariable | undefined;

  /** The large weight in whole numbers. */
  protected abstract quantized(weight: tf.Tensor): Quantized;

  /** The large weight in floats again. */
  protected abstract dequantized(values: tf.Tensor, scale: tf.Tensor): tf.Tensor;

  /** The shape of the scale for a weight. */
  protected abstract scaleShape(shape: readonly number[]): number[];

  /** Keeps the weight that was made in the place of another. */
  protected abstract holdBase(base: LayerVariable): void;

  /** Throws where this layer cannot be quantized, however it was made. */
  protected checkQuantizable(_where: string): void {}

  override checkQuantize(mode: QuantizationMode): void {
    const where = `quantize of ${this.getClassName()} '${this.name}'`;
    if (!this.canBeQuantized) super.checkQuantize(mode);
    checkMode(where, mode);
    if (!this.isMade) this.checkBuilt(where);
    if (this.dtypePolicy.name !== 'float32')
      throw new Error(
        `${where}: it is available for layers that compute in float32. Received: the policy '${this.dtypePolicy.name}'.`,
      );
    if (this.quantizationMode)
      throw new Error(`${where}: it is quantized already, as '${this.quantizationMode}'.`);
    this.checkQuantizable(where);
  }

  override quantize(mode: QuantizationMode): void {
    this.checkQuantize(mode);
    tf.tidy(() => {
      const [values, scale] = this.quantized(this.base.read());
      const { shape } = this.base;
      const settings = this.baseSettings;
      this.removeVariable(this.base);
      this.quantizationMode = mode;
      this.addBase(this.baseName, shape, settings);
      this.holdBase(this.base);
      this.base.write(values);
      this.#scale!.write(scale);
    });
  }

  protected override makeBase(name: string, shape: number[], settings: VariableSettings): LayerVariable {
    if (!this.quantizationMode) return super.makeBase(name, shape, settings);
    this.checkQuantizable(`${this.getClassName()} '${this.name}'`);
    const [base, scale] = this.addWhole(name, shape, this.scaleShape(shape));
    this.#scale = scale;
    return base;
  }

  /** Variables for whole numbers and their scale, as Keras makes and names them. */
  protected addWhole(
    name: string,
    shape: number[],
    scaleShape: number[],
  ): [values: LayerVariable, scale: LayerVariable] {
    return [
      this.addVariable(name, shape, { ...kept, initializer: new Zeros(), dtype: 'int32', fileType: 'int8' }),
      this.addVariable(`${name}_scale`, scaleShape, { ...kept, initializer: new Ones() }),
    ];
  }

  protected get scale(): tf.Variable {
    return this.#scale!.read();
  }

  /** The whole numbers as floats, which products are made of. */
  protected wholeNumbers(): tf.Tensor {
    return tf.cast(this.base.read(), 'float32');
  }

  /** What the whole numbers stand for. */
  protected floats(): tf.Tensor {
    return this.dequantized(this.wholeNumbers(), this.scale);
  }

  // Files hold the weight first and its scale last, as Keras does.

  override get storedWeights(): LayerVariable[] {
    const scale = this.#scale;
    if (!scale) return super.storedWeights;
    return [this.base, ...super.storedWeights.filter((one) => one !== this.base && one !== scale), scale];
  }

  override storedValue(weight: LayerVariable): tf.Tensor {
    if (!this.#scale || !this.loraEnabled || !(weight === this.base || weight === this.#scale))
      return super.storedValue(weight);
    const [values, scale] = this.quantized(tf.add(this.floats(), this.addition()));
    return weight === this.base ? values : scale;
  }
}

const kept = { trainable: false };

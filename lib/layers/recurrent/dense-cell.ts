// What SimpleRNN, LSTM and GRU cells share: a kernel for the input, one for the state, a bias, and dropout before both.
import { knownSize, oneShape, type Shape } from '../../core/shape.js';
import type { LayerVariable, VariableSettings } from '../../core/variable.js';
import * as random from '../../random/random.js';
import type { tf } from '../../tf.js';
import { settingsOf } from '../base/weight-options.js';
import { drawsFor } from '../regularization/draws.js';
import type { Draws } from '../regularization/drop.js';
import { RecurrentCell } from './cell.js';
import { dropoutMasks } from './dropout-masks.js';
import { type Product, product } from './products.js';

export abstract class DenseCell extends RecurrentCell {
  declare readonly units: number;
  declare readonly useBias: boolean;
  declare readonly dropout: number;
  declare readonly recurrentDropout: number;
  declare readonly seed: number | null;
  kernel!: LayerVariable;
  recurrentKernel!: LayerVariable;
  bias: LayerVariable | null = null;
  #draws: Draws = random;

  /** How many parts of `units` columns the kernels have. */
  protected abstract get gates(): number;
  /** How many masks dropout draws: one, or one for each gate. */
  protected abstract get masks(): number;

  abstract override get stateSize(): number | number[];

  get outputSize(): number {
    return this.units;
  }

  override build(inputShape: Shape | Shape[]): void {
    const columns = this.gates * this.units;
    const features = knownSize(oneShape(inputShape), -1, this.getClassName());
    this.kernel = this.addVariable('kernel', [features, columns], settingsOf(this, 'kernel'));
    this.recurrentKernel = this.addVariable(
      'recurrent_kernel',
      [this.units, columns],
      settingsOf(this, 'recurrent'),
    );
    if (this.useBias) this.bias = this.addVariable('bias', this.biasShape(), this.biasSettings());
    this.#draws = drawsFor(this.seed);
    this.inputSpec = [{ ndim: 2, axes: { [-1]: features } }];
  }

  protected biasShape(): number[] {
    return [this.gates * this.units];
  }

  protected biasSettings(): VariableSettings {
    return settingsOf(this, 'bias');
  }

  override stateShapes([samples = null]: Shape): Shape[] {
    return [this.stateSize].flat().map((size) => [samples, size]);
  }

  override outputShapeFor([samples = null]: Shape): Shape {
    return [samples, this.units];
  }

  /** The product with the inputs, after dropout. */
  protected inputProduct(training: boolean, stepShape: readonly number[]): Product {
    const masks = this.#masksOf(this.dropout, training, [...stepShape]);
    return product(this.kernel.read(), masks);
  }

  /** The masks of dropout for the state. */
  protected stateMasks(training: boolean, [samples]: readonly number[]): tf.Tensor[] {
    return this.#masksOf(this.recurrentDropout, training, [samples!, this.units]);
  }

  /** The product with the state, after dropout. */
  protected stateProduct(training: boolean, stepShape: readonly number[]): Product {
    return product(this.recurrentKernel.read(), this.stateMasks(training, stepShape));
  }

  #masksOf(rate: number, training: boolean, shape: number[]): tf.Tensor[] {
    return training ? dropoutMasks(this.#draws, rate, this.masks, shape) : [];
  }
}

// GRU in Keras' default form, `reset_after`: the reset gate is applied after the recurrent product, which then has a
// bias of its own. tfjs has the first form only; its classes learn the second one here.
import { tf } from '../tf.js';
import { register } from './tfjs-bases.js';

interface Weight {
  read(): tf.Tensor;
}
interface Activation {
  apply(x: tf.Tensor): tf.Tensor;
}
interface Cell {
  resetAfter?: boolean;
  units: number;
  useBias: boolean;
  kernel: Weight;
  recurrentKernel: Weight;
  bias: Weight | null;
  activation: Activation;
  recurrentActivation: Activation;
  dropout: number;
  recurrentDropout: number;
  dropoutFunc: (ones: tf.Tensor, rate: number) => tf.Tensor;
  dropoutMask: tf.Tensor[] | null;
  recurrentDropoutMask: tf.Tensor[] | null;
  biasInitializer: unknown;
  biasRegularizer: unknown;
  biasConstraint: unknown;
  weights: Weight[];
  addWeight(...args: unknown[]): Weight;
  build(shape: unknown): void;
  call(inputs: tf.Tensor[], kwargs: { training?: boolean }): tf.Tensor[];
}

const cellPrototype = Object.getPrototypeOf(tf.layers.gruCell({ units: 1 })) as Cell;
const original = { build: cellPrototype.build, call: cellPrototype.call };

cellPrototype.build = function (this: Cell, shape) {
  const withBias = this.useBias;
  if (!this.resetAfter || !withBias) return original.build.call(this, shape);
  this.useBias = false;
  original.build.call(this, shape);
  this.useBias = true;
  const { biasInitializer, biasRegularizer, biasConstraint } = this;
  const rows = [2, 3 * this.units]; // for the input and for the state
  this.bias = this.addWeight('bias', rows, null, biasInitializer, biasRegularizer, true, biasConstraint);
};

cellPrototype.call = function (this: Cell, inputs, kwargs) {
  if (!this.resetAfter) return original.call.call(this, inputs, kwargs);
  return tf.tidy(() => {
    const state = stepOf(this, inputs as [tf.Tensor2D, tf.Tensor2D], kwargs.training ?? false);
    return [state, state];
  });
};

function stepOf(cell: Cell, [input, before]: [tf.Tensor2D, tf.Tensor2D], training: boolean): tf.Tensor {
  const { units, activation, recurrentActivation } = cell;
  const x = masked(cell, 'dropout', input, training);
  const h = masked(cell, 'recurrentDropout', before, training);
  const [inputBias, stateBias] = cell.bias ? tf.unstack(cell.bias.read()) : [];
  const product = (values: tf.Tensor, kernel: Weight, bias: tf.Tensor | undefined): tf.Tensor[] => {
    const sum = tf.matMul(values as tf.Tensor2D, kernel.read() as tf.Tensor2D);
    return tf.split(bias ? tf.add(sum, bias) : sum, [units, units, units], 1);
  };
  const [xUpdate, xReset, xNew] = product(x, cell.kernel, inputBias);
  const [hUpdate, hReset, hNew] = product(h, cell.recurrentKernel, stateBias);
  const update = recurrentActivation.apply(tf.add(xUpdate!, hUpdate!));
  const reset = recurrentActivation.apply(tf.add(xReset!, hReset!));
  const candidate = activation.apply(tf.add(xNew!, tf.mul(reset, hNew!)));
  return tf.add(tf.mul(update, before), tf.mul(tf.sub(1, update), candidate));
}

/** One mask for all steps of a sequence; the layer throws it away before the next. */
function masked(
  cell: Cell,
  which: 'dropout' | 'recurrentDropout',
  values: tf.Tensor,
  training: boolean,
): tf.Tensor {
  const rate = cell[which];
  if (!training || rate === 0) return values;
  cell[`${which}Mask`] ??= [tf.keep(cell.dropoutFunc(tf.onesLike(values), rate))];
  return tf.mul(values, cell[`${which}Mask`]![0]!);
}

type GruArgs = Parameters<typeof tf.layers.gru>[0] & { resetAfter?: boolean };

const Base = tf.layers.gru({ units: 1 }).constructor as new (args: GruArgs) => tf.layers.RNN & { cell: Cell };

export class GRU extends Base {
  static readonly className = 'GRU';

  constructor({ resetAfter = false, ...args }: GruArgs) {
    super(args as GruArgs);
    this.cell.resetAfter = resetAfter;
  }

  override getConfig(): tf.serialization.ConfigDict {
    return { ...super.getConfig(), resetAfter: this.cell.resetAfter ?? false };
  }
}
register(GRU);

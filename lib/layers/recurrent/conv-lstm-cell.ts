// The cell of convolutional LSTM layers, over one to three axes, with the channels last.
import type { Activation } from '../../activations/activations.js';
import type { BaseLayerArgs, Layer } from '../../core/layer.js';
import { knownSize, oneShape, type Shape } from '../../core/shape.js';
import type { LayerVariable } from '../../core/variable.js';
import * as random from '../../random/random.js';
import { tf } from '../../tf.js';
import { settingsOf } from '../base/weight-options.js';
import { convolution } from '../convolutional/convolution-ops.js';
import { outputLength } from '../convolutional/output-length.js';
import { along, type Window } from '../convolutional/planes.js';
import { drawsFor } from '../regularization/draws.js';
import type { Draws } from '../regularization/drop.js';
import { type Pass, RecurrentCell } from './cell.js';
import { dropoutMasks } from './dropout-masks.js';
import { forgetting, lstmStep } from './lstm-step.js';
import { product } from './products.js';

/** What the layer says. */
export interface ConvLstmSettings extends Window, Layer {
  readonly filters: number;
  readonly kernelSize: readonly number[];
  readonly activation: Activation;
  readonly recurrentActivation: Activation;
  readonly useBias: boolean;
  readonly unitForgetBias: boolean;
  readonly dropout: number;
  readonly recurrentDropout: number;
  readonly seed: number | null;
}

export class ConvLSTMCell extends RecurrentCell {
  static override readonly className = 'ConvLSTMCell';
  kernel!: LayerVariable;
  recurrentKernel!: LayerVariable;
  bias: LayerVariable | null = null;
  readonly #settings: ConvLstmSettings;
  #draws: Draws = random;

  constructor(settings: ConvLstmSettings, args: BaseLayerArgs) {
    super(args);
    this.#settings = settings;
  }

  override get stateSize(): number[] {
    const { filters } = this.#settings;
    return [filters, filters];
  }

  override build(inputShape: Shape | Shape[]): void {
    const settings = this.#settings;
    const { filters, kernelSize, useBias, unitForgetBias } = settings;
    this.#draws = drawsFor(settings.seed);
    const channels = knownSize(oneShape(inputShape), -1, settings.getClassName());
    const columns = 4 * filters;
    this.kernel = this.addVariable(
      'kernel',
      [...kernelSize, channels, columns],
      settingsOf(settings, 'kernel'),
    );
    const recurrent = settingsOf(settings, 'recurrent');
    this.recurrentKernel = this.addVariable('recurrent_kernel', [...kernelSize, filters, columns], recurrent);
    const bias = settingsOf(settings, 'bias');
    if (useBias) this.bias = this.addVariable('bias', [columns], unitForgetBias ? forgetting(bias) : bias);
  }

  override stateShapes(stepShape: Shape): Shape[] {
    const shape = this.outputShapeFor(stepShape);
    return [shape, shape];
  }

  override outputShapeFor([samples = null, ...sizes]: Shape): Shape {
    const settings = this.#settings;
    const length = (size: number | null, axis: number): number | null =>
      size === null
        ? null
        : outputLength(size, along(axis, settings.kernelSize, settings), settings.getClassName());
    const lengths = sizes.slice(0, -1).map(length);
    return [samples, ...lengths, settings.filters];
  }

  override begin(training: boolean, stepShape: readonly number[]): Pass {
    const settings = this.#settings;
    const { bias } = this;
    const draw = (rate: number, shape: readonly number[]): tf.Tensor[] =>
      training ? dropoutMasks(this.#draws, rate, 4, [...shape]) : [];
    const inputMasks = draw(settings.dropout, stepShape);
    const stateMasks = draw(settings.recurrentDropout, this.outputShapeFor([...stepShape]) as number[]);
    const rank = stepShape.length;
    const ofInput = product(this.kernel.read(), inputMasks, (x, kernel) =>
      onSteps(x, rank, (step) => convolution(step, kernel, settings, 1)),
    );
    const window = staying(settings.kernelSize);
    const ofState = product(this.recurrentKernel.read(), stateMasks, (state, kernel) =>
      convolution(state, kernel, window, 1),
    );
    return {
      project: (x) => (bias ? tf.add(ofInput(x), bias.read()) : ofInput(x)),
      step: (projected, [state, carry]) => lstmStep(settings, tf.add(projected, ofState(state!)), carry!),
    };
  }
}

/** All steps at once, as if they were so many samples. */
function onSteps(x: tf.Tensor, rank: number, run: (x: tf.Tensor) => tf.Tensor): tf.Tensor {
  if (x.rank === rank) return run(x);
  const [steps, samples, ...sizes] = x.shape as [number, number, ...number[]];
  const output = run(tf.reshape(x, [steps * samples, ...sizes]));
  return tf.reshape(output, [steps, samples, ...output.shape.slice(1)]);
}

/** A window that leaves the sizes as they are. */
const staying = (kernelSize: readonly number[]): Window => {
  const ones = kernelSize.map(() => 1);
  return { strides: ones, padding: 'same', dilationRate: ones };
};

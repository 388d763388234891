// The cell of long short-term memory.
import { toActivation } from '../../activations/activations.js';
import { layerOf } from '../../core/options.js';
import { registerLayer } from '../../core/registry.js';
import type { VariableSettings } from '../../core/variable.js';
import { blockLstm, canBlockLstm } from '../../engine/kernels/block-lstm.js';
import { tf } from '../../tf.js';
import type { CellLayer, LstmCellArgs } from './arguments.js';
import type { Pass, WholeSequence } from './cell.js';
import { lstmCellOptions, withoutDefaultImplementation } from './cell-options.js';
import { DenseCell } from './dense-cell.js';
import { forgetting, lstmStep } from './lstm-step.js';
import { lastStep } from './step-masks.js';

export class LSTMCell extends layerOf('LSTMCell', 'lstmCell', lstmCellOptions, {}, DenseCell) {
  protected override get gates(): number {
    return 4;
  }

  protected override get masks(): number {
    return this.implementation === 1 || this.recurrentDropout > 0 ? 4 : 1;
  }

  override get stateSize(): number[] {
    return [this.units, this.units];
  }

  protected override biasSettings(): VariableSettings {
    const settings = super.biasSettings();
    return this.unitForgetBias ? forgetting(settings) : settings;
  }

  override begin(training: boolean, stepShape: readonly number[]): Pass {
    const { bias } = this;
    const ofInput = this.inputProduct(training, stepShape);
    const ofState = this.stateProduct(training, stepShape);
    return {
      whole: (x, states) => this.#whole(x, states, training),
      project: (x) => (bias ? tf.add(ofInput(x), bias.read()) : ofInput(x)),
      step: (projected, [state, carry]) => lstmStep(this, tf.add(projected, ofState(state!)), carry!),
    };
  }

  /** In one op, where nothing is drawn at the steps and the activations are the usual ones. */
  #whole(x: tf.Tensor, [state, carry]: readonly tf.Tensor[], training: boolean): WholeSequence | undefined {
    const { kernel, recurrentKernel, bias, units } = this;
    const draws = training && (this.dropout > 0 || this.recurrentDropout > 0);
    if (draws || !hasUsualActivations(this) || !canBlockLstm(x, units)) return undefined;
    const { states, carries } = blockLstm({
      x,
      state: state!,
      carry: carry!,
      kernel: tf.concat([kernel.read(), recurrentKernel.read()], 0),
      bias: bias ? bias.read() : tf.zeros([4 * units]),
    });
    return { outputs: states, states: [lastStep(states), lastStep(carries)] };
  }

  override getConfig(): Record<string, unknown> {
    return withoutDefaultImplementation(super.getConfig());
  }
}
registerLayer(LSTMCell);

const [tanh, sigmoid] = [toActivation('tanh'), toActivation('sigmoid')];

const hasUsualActivations = ({ activation, recurrentActivation }: LSTMCell): boolean =>
  activation.apply === tanh.apply && recurrentActivation.apply === sigmoid.apply;

/**
 * One step of long short-term memory, for `layers.rnn` or for loops of one's own: `apply([input, state, carry])` gives
 * the output, the new state and the new carry. Keras: `LSTMCell`.
 * @example layers.rnn({ cell: layers.lstmCell({ units: 32 }), inputShape: [20, 8] }) // [20, 8] → [32]
 */
export function lstmCell(args: LstmCellArgs): CellLayer {
  return new LSTMCell(args);
}

// The cell of the plain recurrent network.
import { layerOf } from '../../core/options.js';
import { registerLayer } from '../../core/registry.js';
import { tf } from '../../tf.js';
import type { CellLayer, RecurrentCellArgs } from './arguments.js';
import type { Pass } from './cell.js';
import { simpleCellOptions } from './cell-options.js';
import { DenseCell } from './dense-cell.js';
import { gate } from './products.js';

export class SimpleRNNCell extends layerOf(
  'SimpleRNNCell',
  'simpleRNNCell',
  simpleCellOptions,
  {},
  DenseCell,
) {
  protected override get gates(): number {
    return 1;
  }

  protected override get masks(): number {
    return 1;
  }

  override get stateSize(): number {
    return this.units;
  }

  override begin(training: boolean, stepShape: readonly number[]): Pass {
    const { bias } = this;
    const ofInput = this.inputProduct(training, stepShape);
    const ofState = this.stateProduct(training, stepShape);
    const activate = gate(this.activation);
    return {
      project: (x) => (bias ? tf.add(ofInput(x), bias.read()) : ofInput(x)),
      step: (projected, [state]) => {
        const output = activate(tf.add(projected, ofState(state!)));
        return [output, output];
      },
    };
  }
}
registerLayer(SimpleRNNCell);

/**
 * One step of the plain recurrent network, for `layers.rnn` or for loops of one's own: `apply([input, state])` gives
 * the output and the new state. Keras: `SimpleRNNCell`.
 * @example layers.rnn({ cell: layers.simpleRNNCell({ units: 32 }), inputShape: [20, 8] }) // [20, 8] → [32]
 */
export function simpleRNNCell(args: RecurrentCellArgs): CellLayer {
  return new SimpleRNNCell(args);
}

// SimpleRNN: the plain recurrent network.
import { layerOf } from '../../core/options.js';
import { registerLayer } from '../../core/registry.js';
import type { Layer } from '../base/layer.js';
import type { RecurrentArgs } from './arguments.js';
import { cellArgs, sequenceOptions, simpleCellOptions } from './cell-options.js';
import { Recurrent } from './recurrent.js';
import { SimpleRNNCell } from './simple-rnn-cell.js';

const options = { ...simpleCellOptions, ...sequenceOptions };

export class SimpleRNN extends layerOf('SimpleRNN', 'simpleRNN', options, {}, Recurrent) {
  constructor(args: object) {
    super(args);
    this.cell = new SimpleRNNCell(cellArgs(this, simpleCellOptions, 'simple_rnn_cell'));
    this.inputSpec = { ndim: 3 };
  }
}
registerLayer(SimpleRNN);

/**
 * The plain recurrent network. Keras: `SimpleRNN`.
 * @example layers.simpleRNN({ units: 32, inputShape: [20, 8] }) // [20, 8] → [32]
 */
export function simpleRNN(args: RecurrentArgs): Layer {
  return new SimpleRNN(args);
}

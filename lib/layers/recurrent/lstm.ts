// LSTM: long short-term memory.
import { layerOf } from '../../core/options.js';
import { registerLayer } from '../../core/registry.js';
import type { Layer } from '../base/layer.js';
import type { LstmArgs } from './arguments.js';
import { cellArgs, lstmCellOptions, sequenceOptions, withoutDefaultImplementation } from './cell-options.js';
import { LSTMCell } from './lstm-cell.js';
import { Recurrent } from './recurrent.js';

const options = { ...lstmCellOptions, ...sequenceOptions };

export class LSTM extends layerOf('LSTM', 'lstm', options, {}, Recurrent) {
  constructor(args: object) {
    super(args);
    this.cell = new LSTMCell(cellArgs(this, lstmCellOptions, 'lstm_cell'));
    this.inputSpec = { ndim: 3 };
  }

  override getConfig(): Record<string, unknown> {
    return withoutDefaultImplementation(super.getConfig());
  }
}
registerLayer(LSTM);

/**
 * Long short-term memory (Hochreiter & Schmidhuber, 1997). Keras: `LSTM`.
 * @example layers.lstm({ units: 32, inputShape: [20, 8] }) // [20, 8] → [32]
 */
export function lstm(args: LstmArgs): Layer {
  return new LSTM(args);
}

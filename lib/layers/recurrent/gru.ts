// GRU: the gated recurrent unit.
import { layerOf } from '../../core/options.js';
import { registerLayer } from '../../core/registry.js';
import type { Layer } from '../base/layer.js';
import type { GruArgs } from './arguments.js';
import { cellArgs, gruCellOptions, sequenceOptions, withoutDefaultImplementation } from './cell-options.js';
import { GRUCell } from './gru-cell.js';
import { Recurrent } from './recurrent.js';

const options = { ...gruCellOptions, ...sequenceOptions };

export class GRU extends layerOf('GRU', 'gru', options, {}, Recurrent) {
  constructor(args: object) {
    super(args);
    this.cell = new GRUCell(cellArgs(this, gruCellOptions, 'gru_cell'));
    this.inputSpec = { ndim: 3 };
  }

  override getConfig(): Record<string, unknown> {
    return withoutDefaultImplementation(super.getConfig());
  }
}
registerLayer(GRU);

/**
 * Gated recurrent unit (Cho et al., 2014). Keras: `GRU`.
 * @param args.resetAfter applies the reset gate after the recurrent product, Keras' default; false is the first form.
 * @example layers.gru({ units: 32, returnSequences: true, inputShape: [20, 8] }) // [20, 8] → [20, 32]
 */
export function gru(args: GruArgs): Layer {
  return new GRU(args);
}

// RNN: reads sequences by any cell.
import { layerOf, option } from '../../core/options.js';
import { registerLayer } from '../../core/registry.js';
import { serialize } from '../../core/serializable.js';
import type { Layer, LayerArgs } from '../base/layer.js';
import type { CellLayer, SequenceArgs } from './arguments.js';
import type { Cell } from './cell.js';
import { sequenceOptions } from './cell-options.js';
import { Recurrent } from './recurrent.js';
import { toCell } from './stacked-rnn-cells.js';

const options = {
  cell: { ...option((given, layer) => toCell(given, layer)), write: (cell: Cell) => serialize(cell) },
  ...sequenceOptions,
};

export class RNN extends layerOf('RNN', 'rnn', options, {}, Recurrent) {}
registerLayer(RNN);

/**
 * Reads sequences by any cell: one of `layers.lstmCell` and its siblings, a list of them on top of each other, or a layer
 * of one's own with a `stateSize` whose `call([input, ...states])` gives [output, ...new states]. With `returnState`, it
 * gives the output and all states in one list. Keras: `RNN`.
 * @example
 * const cell = [layers.gruCell({ units: 16 }), layers.gruCell({ units: 8 })];
 * layers.rnn({ cell, returnSequences: true, inputShape: [20, 4] }) // [20, 4] → [20, 8]
 */
export function rnn(
  args: LayerArgs &
    SequenceArgs & {
      /** What computes one step; several stand one on the other. */
      cell: CellLayer | CellLayer[];
    },
): Layer {
  return new RNN(args);
}

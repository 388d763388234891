// The cell of the gated recurrent unit.
import { layerOf } from '../../core/options.js';
import { registerLayer } from '../../core/registry.js';
import { tf } from '../../tf.js';
import type { CellLayer, GruCellArgs } from './arguments.js';
import type { Pass } from './cell.js';
import { gruCellOptions, withoutDefaultImplementation } from './cell-options.js';
import { DenseCell } from './dense-cell.js';
import { gate, product } from './products.js';

type Gates = [update: tf.Tensor, reset: tf.Tensor, candidate: tf.Tensor];

export class GRUCell extends layerOf('GRUCell', 'gruCell', gruCellOptions, {}, DenseCell) {
  protected override get gates(): number {
    return 3;
  }

  protected override get masks(): number {
    return this.implementation === 1 || this.recurrentDropout > 0 ? 3 : 1;
  }

  override get stateSize(): number {
    return this.units;
  }

  /** Where the reset gate comes after the product, that has a bias of its own. */
  protected override biasShape(): number[] {
    return this.resetAfter ? [2, 3 * this.units] : [3 * this.units];
  }

  override begin(training: boolean, stepShape: readonly number[]): Pass {
    return this.resetAfter ? this.#resetAfter(training, stepShape) : this.#resetBefore(training, stepShape);
  }

  #resetAfter(training: boolean, stepShape: readonly number[]): Pass {
    const ofInput = this.inputProduct(training, stepShape);
    const ofState = this.stateProduct(training, stepShape);
    const [activate, open] = [gate(this.activation), gate(this.recurrentActivation)];
    const [inputBias, stateBias] = this.bias ? tf.unstack(this.bias.read()) : [];
    return {
      project: (x) => (inputBias ? tf.add(ofInput(x), inputBias) : ofInput(x)),
      step: (projected, [state]) => {
        const fromState = stateBias ? tf.add(ofState(state!), stateBias) : ofState(state!);
        const [update, reset, candidate] = tf.split(projected, 3, 1) as Gates;
        const [stateUpdate, stateReset, stateCandidate] = tf.split(fromState, 3, 1) as Gates;
        const share = open(tf.add(update, stateUpdate));
        const kept = tf.mul(open(tf.add(reset, stateReset)), stateCandidate);
        return twice(mixed(share, state!, activate(tf.add(candidate, kept))));
      },
    };
  }

  #resetBefore(training: boolean, stepShape: readonly number[]): Pass {
    const { units, bias } = this;
    const ofInput = this.inputProduct(training, stepShape);
    const masks = this.stateMasks(training, stepShape);
    const [gateKernel, candidateKernel] = tf.split(this.recurrentKernel.read(), [2 * units, units], 1);
    const ofGates = product(gateKernel!, masks.slice(0, 2));
    const ofCandidate = product(candidateKernel!, []);
    const [activate, open] = [gate(this.activation), gate(this.recurrentActivation)];
    return {
      project: (x) => (bias ? tf.add(ofInput(x), bias.read()) : ofInput(x)),
      step: (projected, [state]) => {
        const [update, reset, candidate] = tf.split(projected, 3, 1) as Gates;
        const [stateUpdate, stateReset] = tf.split(ofGates(state!), 2, 1) as [tf.Tensor, tf.Tensor];
        const share = open(tf.add(update, stateUpdate));
        const before = masks[2] ? tf.mul(state!, masks[2]) : state!;
        const kept = tf.mul(open(tf.add(reset, stateReset)), before);
        return twice(mixed(share, state!, activate(tf.add(candidate, ofCandidate(kept)))));
      },
    };
  }

  override getConfig(): Record<string, unknown> {
    return withoutDefaultImplementation(super.getConfig());
  }
}
registerLayer(GRUCell);

/** `share` of what was before, the rest of the candidate. */
const mixed = (share: tf.Tensor, before: tf.Tensor, candidate: tf.Tensor): tf.Tensor =>
  tf.add(candidate, tf.mul(share, tf.sub(before, candidate)));

const twice = (state: tf.Tensor): tf.Tensor[] => [state, state];

/**
 * One step of the gated recurrent unit, for `layers.rnn` or for loops of one's own: `apply([input, state])` gives the
 * output and the new state. Keras: `GRUCell`.
 * @example layers.rnn({ cell: layers.gruCell({ units: 32 }), inputShape: [20, 8] }) // [20, 8] → [32]
 */
export function gruCell(args: GruCellArgs): CellLayer {
  return new GRUCell(args);
}

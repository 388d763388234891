// The sequential model: layers one after the other.
import { Layer } from '../core/layer.js';
import { received } from '../core/messages.js';
import { registerLayer } from '../core/registry.js';
import { SymbolicTensor } from '../core/symbolic-tensor.js';
import type { Layer as AnyLayer } from '../layers/base/layer.js';
import type { tf } from '../tf.js';
import type { Model as AnyModel } from '../training/model.js';
import { Model } from './model.js';

/**
 * What a sequential model is made of.
 * @inline
 */
export type Addable = AnyLayer | AnyModel | tf.layers.Layer | tf.SymbolicTensor;

/** A model whose layers stand one after the other, as `sequential` gives it. */
export interface SequentialModel extends AnyModel {
  /**
   * Adds a layer at the end. Where the first one has no `inputShape`, and no `layers.input` before it, the model is built
   * for the data that it is first used on, or by `build([null, 4])`.
   */
  add(layer: Addable): void;
  /** Takes the last layer off. */
  pop(): void;
  /**
   * Makes the weights for a shape of input, where neither a layer nor data told it.
   * @param inputShape with the samples first: null
   * @example sequential([layers.dense({ units: 2 })]).build([null, 4])
   */
  build(inputShape: (number | null)[]): void;
}

/** Keras: `Sequential`. */
export class Sequential extends Model {
  static override readonly className = 'Sequential';

  constructor(layers: readonly Addable[] = [], options: { name?: string; trainable?: boolean } = {}) {
    super(options);
    for (const layer of layers) this.add(layer);
  }

  add(given: Addable): void {
    this.push(this.#checked(given));
  }

  pop(): void {
    this.stack!.pop();
  }

  /** The layer to add: for what `layers.input` gave, the layer behind it. */
  #checked(given: unknown): Layer {
    const layer = given instanceof SymbolicTensor ? given.operation : given;
    if (!(layer instanceof Layer)) {
      const remedy =
        typeof layer === 'function' ? ` Call it: layers.${(layer as { name: string }).name}(…).` : '';
      throw new Error(
        `sequential: expected layers, such as layers.dense({ units: 10 }). Received: ${received(layer)}.${remedy}`,
      );
    }
    if (this.layers.some(({ name }) => name === layer.name)) {
      throw new Error(
        `sequential: there is a layer named '${layer.name}' already; each needs a name of its own. ` +
          'A layer stands in a sequential model once only.',
      );
    }
    return layer;
  }
}
registerLayer(Sequential);

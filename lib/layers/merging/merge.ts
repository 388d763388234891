// The base of layers that compute one tensor of several, element by element.
import type { CallOptions } from '../../core/layer.js';
import type { Mask, Masks } from '../../core/masks.js';
import { type LayerBase, layerOf } from '../../core/options.js';
import { type Shape, shapesOf } from '../../core/shape.js';
import { leavesOf, type Structure } from '../../core/structure.js';
import type { SymbolicTensor } from '../../core/symbolic-tensor.js';
import type { tf } from '../../tf.js';
import { anyMask, broadcastShape, checkCount, checkSamples, joinedType, withRank } from './joined.js';

/** How inputs become one. */
export interface Merging {
  /** Inputs of one rank, and for each its mask. */
  readonly join: (inputs: tf.Tensor[], masks: Mask[]) => tf.Tensor;
  /** How many inputs it takes; any number by default. */
  readonly count?: number;
  /** Whether it gives floats for integers. */
  readonly givesFloats?: boolean;
}

/** The base of a class of merging layers. */
export function mergeLayer(
  className: string,
  maker: string,
  { join, count, givesFloats = false }: Merging,
): LayerBase<object> {
  abstract class Merge extends layerOf(className, maker, {}) {
    constructor(args: object = {}) {
      super(args);
      this.takesSeveral = true;
    }

    override checkInputs(inputs: Structure<tf.Tensor | SymbolicTensor>): void {
      super.checkInputs(inputs);
      const given = leavesOf(inputs) as (tf.Tensor | SymbolicTensor)[];
      checkCount(maker, given.length, count);
      broadcastShape(
        maker,
        given.map(({ shape }) => [...shape]),
      );
      if (given.some(({ dtype }) => dtype !== 'bool')) return;
      throw new Error(
        `${maker}: inputs must be numbers. Received: bool. Cast one of them before: tf.cast(x, 'float32').`,
      );
    }

    override build(inputShape: Shape | Shape[]): void {
      checkSamples(maker, shapesOf(inputShape));
    }

    override computeOutputShape(inputShape: Shape | Shape[]): Shape {
      return broadcastShape(maker, shapesOf(inputShape));
    }

    override computeOutputType(types: tf.DataType[]): tf.DataType {
      return givesFloats ? 'float32' : joinedType(types);
    }

    override call(given: tf.Tensor | tf.Tensor[], { mask }: CallOptions): tf.Tensor {
      const inputs = [given].flat();
      const masks = [mask ?? null].flat();
      const rank = Math.max(...inputs.map((input) => input.rank));
      return join(
        inputs.map((input) => withRank(input, rank)),
        // As in Keras, the mask of an input with fewer axes does not choose among values.
        inputs.map((input, i) => (input.rank === rank ? (masks[i] ?? null) : null)),
      );
    }

    override computeMask(_inputs: tf.Tensor | tf.Tensor[], mask: Masks = null): Mask {
      return anyMask([mask].flat());
    }
  }
  return Merge;
}

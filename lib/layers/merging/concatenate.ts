// Several inputs side by side.
import type { Mask, Masks } from '../../core/masks.js';
import { layerOf } from '../../core/options.js';
import { registerLayer } from '../../core/registry.js';
import { positiveAxis, type Shape, shapesOf, shapeText } from '../../core/shape.js';
import { leavesOf, type Structure } from '../../core/structure.js';
import type { SymbolicTensor } from '../../core/symbolic-tensor.js';
import { tf } from '../../tf.js';
import type { Layer, LayerArgs } from '../base/layer.js';
import { axis } from '../base/number-options.js';
import { checkCount, joinedType, maskWithRank } from './joined.js';

export class Concatenate extends layerOf('Concatenate', 'concatenate', { axis: axis(-1) }) {
  constructor(args: object = {}) {
    super(args);
    this.takesSeveral = true;
  }

  override checkInputs(inputs: Structure<tf.Tensor | SymbolicTensor>): void {
    super.checkInputs(inputs);
    this.check(leavesOf(inputs).map((input) => [...(input as tf.Tensor).shape]));
  }

  private check(shapes: Shape[]): void {
    const said = (what: string): Error =>
      new Error(`concatenate: ${what}. Received: ${shapes.map(shapeText).join(' and ')}.`);
    checkCount('concatenate', shapes.length);
    const [first] = shapes as [Shape];
    if (shapes.some(({ length }) => length !== first.length))
      throw said(`inputs must have as many axes as each other, expected ${first.length}`);
    const along = positiveAxis(this.axis, first.length);
    if (along < 0 || along >= first.length)
      throw said(`axis must be one of the inputs' axes, which ${this.axis} is not`);
    first.forEach((_, i) => {
      const sizes = new Set(shapes.map((shape) => shape[i]).filter((size) => size != null));
      if (i === along || sizes.size <= 1) return;
      throw said(`inputs must have the same sizes but along axis ${this.axis}, expected so along axis ${i}`);
    });
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    const shapes = shapesOf(inputShape);
    const [first] = shapes as [Shape];
    const along = positiveAxis(this.axis, first.length);
    const sizes = shapes.map((shape) => shape[along] ?? null);
    const sum = (total: number | null, size: number | null): number | null =>
      total === null || size === null ? null : total + size;
    return first.with(along, sizes.reduce(sum, 0));
  }

  override computeOutputType(types: tf.DataType[]): tf.DataType {
    return joinedType(types);
  }

  override call(given: tf.Tensor | tf.Tensor[]): tf.Tensor {
    const inputs = [given].flat();
    const type = joinedType(inputs.map(({ dtype }) => dtype));
    const alike = inputs.map((input) => (input.dtype === type ? input : tf.cast(input, type)));
    return tf.concat(alike, positiveAxis(this.axis, alike[0]!.rank));
  }

  /** Masks side by side, as the inputs are; along the last axis, steps that count in any input. */
  override computeMask(given: tf.Tensor | tf.Tensor[], mask: Masks = null): Mask {
    const inputs = [given].flat();
    const masks = [mask].flat();
    if (masks.every((one) => one === null)) return null;
    const { rank } = inputs[0]!;
    const depth = Math.min(rank - 1, Math.max(...masks.map((one) => one?.rank ?? 0)));
    const alike = inputs.map((input, i) => stepsOf(input, masks[i] ?? null, depth));
    const along = positiveAxis(this.axis, rank);
    return along < depth ? tf.concat(alike, along) : alike.reduce((a, b) => tf.logicalOr(a, b));
  }
}
registerLayer(Concatenate);

/** Which steps of an input count, along its first `depth` axes. */
function stepsOf({ shape, rank }: tf.Tensor, mask: Mask, depth: number): tf.Tensor {
  const sizes = shape.slice(0, depth);
  if (!mask) return tf.ones(sizes, 'bool');
  const bool = maskWithRank(mask, depth);
  const steps = mask.rank === rank ? tf.any(bool, -1) : bool;
  return steps.shape.join() === sizes.join() ? steps : tf.logicalOr(steps, tf.zeros(sizes, 'bool'));
}

/**
 * Side by side along an axis, the last by default. Keras: `Concatenate`.
 * @example layers.concatenate().apply([tf.tensor([[1, 2]]), tf.tensor([[3]])]) // [[1, 2, 3]]
 */
export function concatenate(
  args: LayerArgs & {
    /** The axis that grows. Default: -1. */
    axis?: number;
  } = {},
): Layer {
  return new Concatenate(args);
}

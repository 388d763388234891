// Samples in other shapes of as many values.
import { received } from '../../core/messages.js';
import { layerOf, type Option, option } from '../../core/options.js';
import { registerLayer } from '../../core/registry.js';
import { numbersIn, type Shape, shapeText } from '../../core/shape.js';
import { tf } from '../../tf.js';
import type { Layer, LayerArgs } from '../base/layer.js';

/** Sizes, one of which may be open: -1. */
const targetShape = (): Option<number[]> =>
  option((given, layer, name) => {
    const shape: unknown[] = Array.isArray(given) ? given.map((size: unknown) => size ?? -1) : [];
    if (Array.isArray(given) && shape.every(isSize)) return shape;
    throw wrongTarget(layer, name, given);
  });

const wrongTarget = (layer: string, name: string, given: unknown): Error =>
  new Error(
    `${layer}: ${name} must be a list of sizes, one of which may be open (-1 or null), expected such as [28, 28, 1] or [-1, 8]. ` +
      `Received: ${Array.isArray(given) ? `[${given.map((size) => size ?? 'null')}]` : received(given)}.`,
  );

const isSize = (size: unknown): size is number => Number.isInteger(size) && (size as number) >= -1;

export class Reshape extends layerOf('Reshape', 'reshape', { targetShape: targetShape() }) {
  override computeOutputShape(inputShape: Shape): Shape {
    const [samples, ...rest] = inputShape;
    const open = this.targetShape.indexOf(-1);
    // Keras says so when the layer is built, not when it is made.
    if (this.targetShape.lastIndexOf(-1) !== open)
      throw wrongTarget('reshape', 'targetShape', this.targetShape);
    if (rest.includes(null))
      return [samples ?? null, ...this.targetShape.map((size) => (size < 0 ? null : size))];
    const missing = numbersIn(rest) / numbersIn(this.targetShape.filter((size) => size >= 0));
    if (open < 0 ? numbersIn(rest) !== numbersIn(this.targetShape) : !Number.isInteger(missing))
      throw this.unfit(inputShape);
    return [samples ?? null, ...(open < 0 ? this.targetShape : this.targetShape.with(open, missing))];
  }

  private unfit(inputShape: Shape): Error {
    const target = shapeText(this.targetShape).replaceAll('-1', 'any');
    return new Error(
      `reshape: targetShape must hold as many values as a sample, expected ${numbersIn(inputShape.slice(1))}. ` +
        `Received: ${target}, for an input of ${shapeText(inputShape)}. Let one size be -1 to have it worked out.`,
    );
  }

  override computeOutputType([type]: tf.DataType[]): tf.DataType {
    return type!;
  }

  override call(input: tf.Tensor): tf.Tensor {
    return tf.reshape(input, this.computeOutputShape(input.shape) as number[]);
  }
}
registerLayer(Reshape);

/**
 * Each sample in another shape of as many values; one size may be open, -1 or `null`. Keras: `Reshape`.
 * @example layers.reshape({ targetShape: [28, 28, 1], inputShape: [784] }) // [784] → [28, 28, 1]
 */
export function reshape(
  args: LayerArgs & {
    /** The new shape of a sample; one size may be -1, which the others tell. */
    targetShape: (number | null)[];
  },
): Layer {
  return new Reshape(args);
}

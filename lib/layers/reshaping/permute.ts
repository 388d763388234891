// The axes of samples in another order.

import { received } from '../../core/messages.js';
import { layerOf, type Option, option } from '../../core/options.js';
import { registerLayer } from '../../core/registry.js';
import type { Shape } from '../../core/shape.js';
import { tf } from '../../tf.js';
import type { Layer, LayerArgs } from '../base/layer.js';

/** The axes from 1, each once. */
const axesInOrder = (): Option<number[]> =>
  option((given, layer, name) => {
    const axes: unknown[] = Array.isArray(given) ? given : [];
    if (Array.isArray(given) && axes.every((_, i) => axes.includes(i + 1))) return [...given] as number[];
    throw new Error(
      `${layer}: ${name} must name each axis of a sample once, counted from 1, expected such as [2, 1]. ` +
        `Received: ${Array.isArray(given) ? `[${given}]` : received(given)}.`,
    );
  });

export class Permute extends layerOf('Permute', 'permute', { dims: axesInOrder() }) {
  constructor(args: object) {
    super(args);
    this.inputSpec = { ndim: this.dims.length + 1 };
  }

  override computeOutputShape(inputShape: Shape): Shape {
    return [0, ...this.dims].map((axis) => inputShape[axis]!);
  }

  override computeOutputType([type]: tf.DataType[]): tf.DataType {
    return type!;
  }

  override call(input: tf.Tensor): tf.Tensor {
    return tf.transpose(input, [0, ...this.dims]);
  }
}
registerLayer(Permute);

/**
 * Axes of a sample in another order, counted from 1. Keras: `Permute`.
 * @example layers.permute({ dims: [2, 1], inputShape: [10, 64] }) // [10, 64] → [64, 10]
 */
export function permute(
  args: LayerArgs & {
    /** The sample's axes in their new order, from 1. */
    dims: number[];
  },
): Layer {
  return new Permute(args);
}

// A vector repeated as the steps of a sequence.
import { layerOf, size } from '../../core/options.js';
import { registerLayer } from '../../core/registry.js';
import type { Shape } from '../../core/shape.js';
import { tf } from '../../tf.js';
import type { Layer, LayerArgs } from '../base/layer.js';

export class RepeatVector extends layerOf('RepeatVector', 'repeatVector', { n: size() }) {
  constructor(args: object) {
    super(args);
    this.inputSpec = { ndim: 2 };
  }

  override computeOutputShape([samples, features]: Shape): Shape {
    return [samples ?? null, this.n, features ?? null];
  }

  override computeOutputType([type]: tf.DataType[]): tf.DataType {
    return type!;
  }

  override call(input: tf.Tensor): tf.Tensor {
    return tf.tile(tf.expandDims(input, 1), [1, this.n, 1]);
  }
}
registerLayer(RepeatVector);

/**
 * Repeats a vector `n` times: [samples, features] becomes [samples, n, features]. Keras: `RepeatVector`.
 * @example layers.repeatVector({ n: 3, inputShape: [32] }) // [32] → [3, 32]
 */
export function repeatVector(
  args: LayerArgs & {
    /** How often. */
    n: number;
  },
): Layer {
  return new RepeatVector(args);
}

// Each sample as one long vector.
import { type DataFormat, dataFormat, layerOf } from '../../core/options.js';
import { registerLayer } from '../../core/registry.js';
import { numbersIn, type Shape } from '../../core/shape.js';
import { tf } from '../../tf.js';
import type { Layer, LayerArgs } from '../base/layer.js';
import { toChannelsLast } from '../base/spatial-axes.js';

export class Flatten extends layerOf('Flatten', 'flatten', { dataFormat: dataFormat() }) {
  constructor(args: object = {}) {
    super(args);
    this.inputSpec = { minNDim: 1 };
  }

  override computeOutputShape([samples, ...rest]: Shape): Shape {
    return [samples ?? null, rest.includes(null) ? null : numbersIn(rest)];
  }

  override computeOutputType([type]: tf.DataType[]): tf.DataType {
    return type!;
  }

  override call(input: tf.Tensor): tf.Tensor {
    const { shape, rank } = input;
    // Vectors come out in the order that they have with the channels last.
    const ordered =
      this.dataFormat === 'channelsFirst' && rank > 2 ? tf.transpose(input, toChannelsLast(rank)) : input;
    return tf.reshape(ordered, this.computeOutputShape(shape) as number[]);
  }
}
registerLayer(Flatten);

/**
 * Each sample as one long vector. Keras: `Flatten`.
 * @example layers.flatten({ inputShape: [28, 28, 1] }) // [28, 28, 1] → [784]
 */
export function flatten(
  args: LayerArgs & {
    /** With `channelsFirst` the channels are put last before. Default: `channelsLast`. */
    dataFormat?: DataFormat;
  } = {},
): Layer {
  return new Flatten(args);
}

// Dropout of whole channels: neighbours within one are so alike that single values would not be missed.
import type { CallOptions } from '../../core/layer.js';
import { type DataFormat, dataFormat, layerOf, seed } from '../../core/options.js';
import { registerLayer } from '../../core/registry.js';
import { tf } from '../../tf.js';
import { asFloat } from '../base/as-float.js';
import type { Layer, LayerArgs } from '../base/layer.js';
import { drawsFor } from './draws.js';
import { type Draws, drop } from './drop.js';
import { rate, rateArgs } from './options.js';

const options = { rate: rate(1), seed: seed() };
const spatialOptions = { ...options, dataFormat: dataFormat() };

interface Spatial {
  readonly rate: number;
  readonly dataFormat?: DataFormat;
}

function dropChannels(layer: Spatial, input: tf.Tensor, draws: Draws, { training }: CallOptions): tf.Tensor {
  if (!training || layer.rate === 0) return input;
  if (layer.rate === 1) return tf.zerosLike(input);
  const x = asFloat(input);
  const channels = layer.dataFormat === 'channelsFirst' ? 1 : x.rank - 1;
  const shape = x.shape.map((size, axis) => (axis === 0 || axis === channels ? size : 1));
  return drop(x, layer.rate, shape, draws);
}

export class SpatialDropout1D extends layerOf('SpatialDropout1D', 'spatialDropout1d', options) {
  override supportsMasking = true;
  override inputSpec = { ndim: 3 };
  readonly #draws = drawsFor(this.seed);

  override call(input: tf.Tensor, options: CallOptions): tf.Tensor {
    return dropChannels(this, input, this.#draws, options);
  }
}

export class SpatialDropout2D extends layerOf('SpatialDropout2D', 'spatialDropout2d', spatialOptions) {
  override supportsMasking = true;
  override inputSpec = { ndim: 4 };
  readonly #draws = drawsFor(this.seed);

  override call(input: tf.Tensor, options: CallOptions): tf.Tensor {
    return dropChannels(this, input, this.#draws, options);
  }
}

export class SpatialDropout3D extends layerOf('SpatialDropout3D', 'spatialDropout3d', spatialOptions) {
  override supportsMasking = true;
  override inputSpec = { ndim: 5 };
  readonly #draws = drawsFor(this.seed);

  override call(input: tf.Tensor, options: CallOptions): tf.Tensor {
    return dropChannels(this, input, this.#draws, options);
  }
}
registerLayer(SpatialDropout1D, SpatialDropout2D, SpatialDropout3D);

/** @inline */
type SpatialDropoutArgs = LayerArgs & {
  /** The share of channels that is dropped, from 0 to 1. */
  rate: number;
  /** The same draws for each layer made with it. Default: draws of its own. */
  seed?: number;
};

/**
 * Dropout of whole channels over time. Keras: `SpatialDropout1D`.
 * @example layers.spatialDropout1d({ rate: 0.2, inputShape: [20, 8] })
 */
export function spatialDropout1d(args: SpatialDropoutArgs | number): Layer {
  return new SpatialDropout1D(rateArgs(args));
}

/**
 * Dropout of whole channels of images. Keras: `SpatialDropout2D`.
 * @example layers.spatialDropout2d({ rate: 0.2, inputShape: [28, 28, 8] }) // [28, 28, 8] → [28, 28, 8]
 */
export function spatialDropout2d(
  args:
    | (SpatialDropoutArgs & {
        /** Whether channels are the last axis of a sample or its first. Default: 'channelsLast'. */
        dataFormat?: DataFormat;
      })
    | number,
): Layer {
  return new SpatialDropout2D(rateArgs(args));
}

/**
 * Dropout of whole channels of volumes. Keras: `SpatialDropout3D`.
 * @example layers.spatialDropout3d({ rate: 0.2, inputShape: [8, 8, 8, 4] }) // [8, 8, 8, 4] → [8, 8, 8, 4]
 */
export function spatialDropout3d(
  args:
    | (SpatialDropoutArgs & {
        /** Whether channels are the last axis of a sample or its first. Default: 'channelsLast'. */
        dataFormat?: DataFormat;
      })
    | number,
): Layer {
  return new SpatialDropout3D(rateArgs(args));
}

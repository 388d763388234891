// Zeros around lines, images and volumes.
import { type DataFormat, dataFormat, type LayerBase, layerOf } from '../../core/options.js';
import { registerLayer } from '../../core/registry.js';
import type { Shape } from '../../core/shape.js';
import { tf } from '../../tf.js';
import type { Layer, LayerArgs } from '../base/layer.js';
import { resized, spatialAxes } from '../base/spatial-axes.js';
import { edges, forAllAxes, type Pair, type PerAxis2, type PerAxis3 } from './edges.js';

const options = (rank: number) => ({ padding: edges(rank, 1), dataFormat: dataFormat() });

function zeroPaddingLayer(
  className: string,
  maker: string,
  rank: number,
): LayerBase<ReturnType<typeof options>> {
  abstract class ZeroPadding extends layerOf(className, maker, options(rank)) {
    constructor(args: object = {}) {
      super(args);
      this.inputSpec = { ndim: rank + 2 };
    }

    override computeOutputShape(inputShape: Shape): Shape {
      const { padding } = this;
      return resized(
        inputShape,
        spatialAxes(rank, this.dataFormat),
        (size, i) => size + padding[i]![0] + padding[i]![1],
      );
    }

    override computeOutputType([type]: tf.DataType[]): tf.DataType {
      return type!;
    }

    override call(input: tf.Tensor): tf.Tensor {
      return tf.pad(input, forAllAxes(this.padding, input.rank, this.dataFormat));
    }
  }
  return ZeroPadding;
}

export class ZeroPadding1D extends zeroPaddingLayer('ZeroPadding1D', 'zeroPadding1d', 1) {}
export class ZeroPadding2D extends zeroPaddingLayer('ZeroPadding2D', 'zeroPadding2d', 2) {}
export class ZeroPadding3D extends zeroPaddingLayer('ZeroPadding3D', 'zeroPadding3d', 3) {}
registerLayer(ZeroPadding1D, ZeroPadding2D, ZeroPadding3D);

/**
 * Zeros before and after a line: so many (default 1), or a pair. Keras: `ZeroPadding1D`.
 * @example layers.zeroPadding1d({ padding: [2, 0], inputShape: [10, 4] }) // [10, 4] → [12, 4]
 */
export function zeroPadding1d(
  args: LayerArgs & {
    /** Zeros at each end of an axis, or [before, after]. Default: 1. */ padding?: number | Pair;
    /** Whether channels are the last axis of a sample or its first. Default: 'channelsLast'. */
    dataFormat?: DataFormat;
  } = {},
): Layer {
  return new ZeroPadding1D(args);
}

/**
 * Zeros around images: so many on each side (default 1), or for height and width a number or a pair. Keras: `ZeroPadding2D`.
 * @example layers.zeroPadding2d({ padding: 2, inputShape: [28, 28, 1] }) // [28, 28, 1] → [32, 32, 1]
 */
export function zeroPadding2d(
  args: LayerArgs & {
    /** Zeros at each end of an axis, or [before, after]. Default: 1. */
    padding?: PerAxis2;
    /** Whether channels are the last axis of a sample or its first. Default: 'channelsLast'. */
    dataFormat?: DataFormat;
  } = {},
): Layer {
  return new ZeroPadding2D(args);
}

/**
 * Zeros around a volume: so many on each side (default 1), or for each axis a number or a pair. Keras: `ZeroPadding3D`.
 * @example layers.zeroPadding3d({ padding: 1, inputShape: [4, 4, 4, 1] }) // [4, 4, 4, 1] → [6, 6, 6, 1]
 */
export function zeroPadding3d(
  args: LayerArgs & {
    /** Zeros at each end of an axis, or [before, after]. Default: 1. */
    padding?: PerAxis3;
    /** Whether channels are the last axis of a sample or its first. Default: 'channelsLast'. */
    dataFormat?: DataFormat;
  } = {},
): Layer {
  return new ZeroPadding3D(args);
}

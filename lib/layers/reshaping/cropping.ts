// Cuts the ends off lines, and the sides off images and volumes.
import { type DataFormat, dataFormat, type LayerBase, layerOf } from '../../core/options.js';
import { registerLayer } from '../../core/registry.js';
import { type Shape, shapeText } from '../../core/shape.js';
import { tf } from '../../tf.js';
import type { Layer, LayerArgs } from '../base/layer.js';
import { resized, spatialAxes } from '../base/spatial-axes.js';
import { edges, forAllAxes, type Pair, type PerAxis2, type PerAxis3 } from './edges.js';

/** Keras' Cropping1D has no data format: lines have their channels last. */
export class Cropping1D extends layerOf('Cropping1D', 'cropping1d', { cropping: edges(1, 1) }) {
  constructor(args: object = {}) {
    super(args);
    this.inputSpec = { ndim: 3 };
  }

  override computeOutputShape(inputShape: Shape): Shape {
    return croppedShape('cropping1d', inputShape, this.cropping, 'channelsLast');
  }

  override computeOutputType([type]: tf.DataType[]): tf.DataType {
    return type!;
  }

  override call(input: tf.Tensor): tf.Tensor {
    return crop('cropping1d', input, this.cropping, 'channelsLast');
  }
}

const options = (rank: number, fallback: number) => ({
  cropping: edges(rank, fallback),
  dataFormat: dataFormat(),
});

function croppingLayer(
  className: string,
  maker: string,
  rank: number,
  fallback: number,
): LayerBase<ReturnType<typeof options>> {
  abstract class Cropping extends layerOf(className, maker, options(rank, fallback)) {
    constructor(args: object = {}) {
      super(args);
      this.inputSpec = { ndim: rank + 2 };
    }

    override computeOutputShape(inputShape: Shape): Shape {
      return croppedShape(maker, inputShape, this.cropping, this.dataFormat);
    }

    override computeOutputType([type]: tf.DataType[]): tf.DataType {
      return type!;
    }

    override call(input: tf.Tensor): tf.Tensor {
      return crop(maker, input, this.cropping, this.dataFormat);
    }
  }
  return Cropping;
}

export class Cropping2D extends croppingLayer('Cropping2D', 'cropping2d', 2, 0) {}
export class Cropping3D extends croppingLayer('Cropping3D', 'cropping3d', 3, 1) {}
registerLayer(Cropping1D, Cropping2D, Cropping3D);

function croppedShape(maker: string, shape: Shape, cropping: readonly Pair[], format: DataFormat): Shape {
  return resized(shape, spatialAxes(cropping.length, format), (size, i) => {
    const [before, after] = cropping[i]!;
    if (size > before + after) return size - before - after;
    throw new Error(
      `${maker}: cropping must leave something, expected less than ${size} in all along axis ${i + 1} of space. ` +
        `Received: [${before}, ${after}], for an input of ${shapeText(shape)}. Crop less.`,
    );
  });
}

function crop(maker: string, input: tf.Tensor, cropping: readonly Pair[], format: DataFormat): tf.Tensor {
  const begin = forAllAxes(cropping, input.rank, format).map(([before]) => before);
  return tf.slice(input, begin, croppedShape(maker, input.shape, cropping, format) as number[]);
}

/**
 * Cuts steps off a line's ends: so many (default 1), or a pair. Keras: `Cropping1D`.
 * @example layers.cropping1d({ cropping: [2, 1], inputShape: [10, 4] }) // [10, 4] → [7, 4]
 */
export function cropping1d(
  args: LayerArgs & {
    /** What is cut off each end of an axis, or [before, after]. Default: 1. */
    cropping?: number | Pair;
  } = {},
): Layer {
  return new Cropping1D(args);
}

/**
 * Cuts rows and columns off: so many on each side (default 0), or for height and width a number or a pair. Keras: `Cropping2D`.
 * @example layers.cropping2d({ cropping: 2, inputShape: [28, 28, 1] }) // [28, 28, 1] → [24, 24, 1]
 */
export function cropping2d(
  args: LayerArgs & {
    /** What is cut off each end of an axis, or [before, after]. Default: 0. */
    cropping?: PerAxis2;
    /** Whether channels are the last axis of a sample or its first. Default: 'channelsLast'. */
    dataFormat?: DataFormat;
  } = {},
): Layer {
  return new Cropping2D(args);
}

/**
 * Cuts a volume's sides off: so much (default 1), or for each axis a number or a pair. Keras: `Cropping3D`.
 * @example layers.cropping3d({ cropping: 1, inputShape: [4, 4, 4, 1] }) // [4, 4, 4, 1] → [2, 2, 2, 1]
 */
export function cropping3d(
  args: LayerArgs & {
    /** What is cut off each end of an axis, or [before, after]. Default: 1. */
    cropping?: PerAxis3;
    /** Whether channels are the last axis of a sample or its first. Default: 'channelsLast'. */
    dataFormat?: DataFormat;
  } = {},
): Layer {
  return new Cropping3D(args);
}

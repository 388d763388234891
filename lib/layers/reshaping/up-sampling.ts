// Makes lines, images and volumes larger: each step, pixel or cell several times over, or for images with values in
// between.
import { choice, type DataFormat, dataFormat, layerOf, size, sizes } from '../../core/options.js';
import { registerLayer } from '../../core/registry.js';
import type { Shape } from '../../core/shape.js';
import { tf } from '../../tf.js';
import { asFloat } from '../base/as-float.js';
import type { Layer, LayerArgs } from '../base/layer.js';
import { resized, spatialAxes } from '../base/spatial-axes.js';
import { channelsLast } from '../pooling/window.js';
import { type ResizeMethod, resizeImages } from '../preprocessing/resize.js';
import { repeatAxes } from './repeat.js';

/** Keras' UpSampling1D has no data format: lines have their channels last. */
export class UpSampling1D extends layerOf('UpSampling1D', 'upSampling1d', { size: size(2) }) {
  constructor(args: object = {}) {
    super(args);
    this.inputSpec = { ndim: 3 };
  }

  override computeOutputShape(inputShape: Shape): Shape {
    return resized(inputShape, [1], (length) => length * this.size);
  }

  override computeOutputType([type]: tf.DataType[]): tf.DataType {
    return type!;
  }

  override call(input: tf.Tensor): tf.Tensor {
    return repeatAxes(input, new Map([[1, this.size]]));
  }
}

const methods = ['nearest', 'bilinear', 'bicubic', 'lanczos3', 'lanczos5', 'area'] as const;

export class UpSampling2D extends layerOf('UpSampling2D', 'upSampling2d', {
  size: sizes(2, 2),
  dataFormat: dataFormat(),
  interpolation: choice<ResizeMethod>(methods, 'nearest'),
}) {
  constructor(args: object = {}) {
    super(args);
    this.inputSpec = { ndim: 4 };
  }

  override computeOutputShape(inputShape: Shape): Shape {
    return resized(inputShape, spatialAxes(2, this.dataFormat), (length, i) => length * this.size[i]!);
  }

  override computeOutputType([type]: tf.DataType[]): tf.DataType {
    return type!;
  }

  override call(input: tf.Tensor): tf.Tensor {
    const repeats = this.interpolation === 'nearest' || this.size.every((times) => times === 1);
    return repeats ? repeatSpace(input, this) : this.between(input);
  }

  /** With values in between. */
  private between(input: tf.Tensor): tf.Tensor {
    const [down, across] = this.size as [number, number];
    const larger = channelsLast(asFloat(input), this.dataFormat, (images) => {
      const [, height, width] = images.shape as [number, number, number, number];
      return resizeImages(images as tf.Tensor4D, [height * down, width * across], this.interpolation);
    });
    return input.dtype === 'float32' ? larger : tf.cast(tf.round(larger), input.dtype);
  }
}

export class UpSampling3D extends layerOf('UpSampling3D', 'upSampling3d', {
  size: sizes(3, 2),
  dataFormat: dataFormat(),
}) {
  constructor(args: object = {}) {
    super(args);
    this.inputSpec = { ndim: 5 };
  }

  override computeOutputShape(inputShape: Shape): Shape {
    return resized(inputShape, spatialAxes(3, this.dataFormat), (length, i) => length * this.size[i]!);
  }

  override computeOutputType([type]: tf.DataType[]): tf.DataType {
    return type!;
  }

  override call(input: tf.Tensor): tf.Tensor {
    return repeatSpace(input, this);
  }
}
registerLayer(UpSampling1D, UpSampling2D, UpSampling3D);

function repeatSpace(
  input: tf.Tensor,
  { size, dataFormat }: { size: readonly number[]; dataFormat: DataFormat },
): tf.Tensor {
  const axes = spatialAxes(size.length, dataFormat);
  return repeatAxes(input, new Map(axes.map((axis, i) => [axis, size[i]!])));
}

/** @inline */
type Pair = [number, number];
/** @inline */
type Triple = [number, number, number];

/**
 * Each step `size` times over (default 2). Keras: `UpSampling1D`.
 * @example layers.upSampling1d({ size: 3, inputShape: [10, 4] }) // [10, 4] → [30, 4]
 */
export function upSampling1d(
  args: LayerArgs & {
    /** How often each place is repeated. Default: 2. */
    size?: number;
  } = {},
): Layer {
  return new UpSampling1D(args);
}

/**
 * Rows and columns repeated, or with values in between. Keras: `UpSampling2D`.
 * @example layers.upSampling2d({ size: 2, inputShape: [7, 7, 3] }) // [7, 7, 3] → [14, 14, 3]
 */
export function upSampling2d(
  args: LayerArgs & {
    /** How many times over: height and width, or both. Default 2. */
    size?: number | Pair;
    /** Default `nearest`, which repeats. */
    interpolation?: ResizeMethod;
    /** Whether channels are the last axis of a sample or its first. Default: 'channelsLast'. */
    dataFormat?: DataFormat;
  } = {},
): Layer {
  return new UpSampling2D(args);
}

/**
 * Each cell of a volume `size` times over along each axis (default 2). Keras: `UpSampling3D`.
 * @example layers.upSampling3d({ inputShape: [4, 4, 4, 1] }) // [4, 4, 4, 1] → [8, 8, 8, 1]
 */
export function upSampling3d(
  args: LayerArgs & {
    /** How often each place is repeated. Default: 2. */ size?: number | Triple;
    /** Whether channels are the last axis of a sample or its first. Default: 'channelsLast'. */
    dataFormat?: DataFormat;
  } = {},
): Layer {
  return new UpSampling3D(args);
}

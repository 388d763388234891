// What adaptive pooling layers share: as many windows along each axis as outputs were asked for. Their starts and ends
// are spread evenly; where that does not come out even they overlap, and some hold one value more than others.
import { type DataFormat, dataFormat, type LayerBase, layerOf, sizes } from '../../core/options.js';
import { numbersIn, type Shape } from '../../core/shape.js';
import { tf } from '../../tf.js';
import { asFloat } from '../base/as-float.js';
import type { LayerArgs } from '../base/layer.js';
import { resized, spatialAxes } from '../base/spatial-axes.js';
import type { Pooling } from './window.js';

export interface AdaptivePoolingArgs<Size> extends LayerArgs {
  /** How many outputs along each axis of space. */
  outputSize: number | Size;
  /** Whether channels are the last axis of a sample or its first. Default: 'channelsLast'. */
  dataFormat?: DataFormat;
}

const options = (rank: number) => ({ outputSize: sizes(rank), dataFormat: dataFormat() });

/** The base of a class of adaptive pooling layers. @param rank number of axes of space */
export function adaptivePoolingLayer(
  className: string,
  maker: string,
  rank: number,
  { pool, keepsIntegers }: Pooling,
): LayerBase<ReturnType<typeof options>> {
  abstract class AdaptivePoolingLayer extends layerOf(className, maker, options(rank)) {
    constructor(args: object) {
      super(args);
      this.inputSpec = { ndim: rank + 2 };
    }

    override computeOutputShape(inputShape: Shape): Shape {
      const axes = spatialAxes(rank, this.dataFormat);
      return inputShape.map((size, axis) =>
        axes.includes(axis) ? this.outputSize[axes.indexOf(axis)]! : size,
      );
    }

    override computeOutputType([type]: tf.DataType[]): tf.DataType {
      return keepsIntegers ? type! : 'float32';
    }

    override call(input: tf.Tensor): tf.Tensor {
      const { dtype } = input;
      const pooled = spatialAxes(rank, this.dataFormat).reduce(
        (values, axis, i) => poolAlong(values, axis, this.outputSize[i]!, pool),
        asFloat(input),
      );
      return keepsIntegers && dtype !== 'float32' ? tf.cast(pooled, dtype) : pooled;
    }
  }
  return AdaptivePoolingLayer;
}

/** Along one axis, as images of width 1 whose height is the axis and whose channels are all that comes after it. */
export function poolAlong(input: tf.Tensor, axis: number, count: number, pool: Pooling['pool']): tf.Tensor {
  const { shape } = input;
  const images = tf.reshape(input, [
    numbersIn(shape.slice(0, axis)),
    shape[axis]!,
    1,
    numbersIn(shape.slice(axis + 1)),
  ]);
  return tf.reshape(poolRows(images, count, pool), resized(shape, [axis], () => count) as number[]);
}

function poolRows(images: tf.Tensor, count: number, pool: Pooling['pool']): tf.Tensor {
  const length = images.shape[1]!;
  const size = Math.ceil(length / count);
  const windowsOf = (height: number, stride: number): tf.Tensor =>
    pool(images, { size: [height, 1], strides: [stride, 1], padding: 'valid' });
  if (length % count === 0) return windowsOf(size, size);
  const starts = Array.from({ length: count }, (_, i) => Math.floor((i * length) / count));
  const isLarger = starts.map((start, i) => Math.ceil(((i + 1) * length) / count) - start > size);
  const windows = windowsOf(size, 1);
  const all = isLarger.includes(true) ? tf.concat([windows, windowsOf(size + 1, 1)], 1) : windows;
  const chosen = starts.map((start, i) => (isLarger[i] ? start + windows.shape[1]! : start));
  // The gradient of gathering needs a kernel that wasm lacks.
  if (tf.getBackend() !== 'wasm') return tf.gather(all, tf.tensor1d(chosen, 'int32'), 1);
  const row = (place: number): tf.Tensor => tf.slice(all, [0, place, 0, 0], [-1, 1, -1, -1]);
  return tf.concat(chosen.map(row), 1);
}

// What layers share that slide a window over lines, images and volumes: their options, the shape of what they give,
// and the way of any data to ops that know images and volumes with the channels last.
import {
  choice,
  type DataFormat,
  dataFormat,
  type LayerBase,
  layerOf,
  type Option,
  optional,
  sizes,
} from '../../core/options.js';
import { type Shape, shapeText } from '../../core/shape.js';
import { tf } from '../../tf.js';
import { asFloat } from '../base/as-float.js';
import type { LayerArgs } from '../base/layer.js';
import { resized, spatialAxes, toChannelsFirst, toChannelsLast } from '../base/spatial-axes.js';

/** `valid`: windows lie within the data; `same`: as many outputs as inputs (at stride 1). */
export type Padding = 'valid' | 'same';

export interface PoolingArgs<Size> extends LayerArgs {
  /** Size of the window. Default 2. */
  poolSize?: number | Size;
  /** Steps of the window. Default: its size. */
  strides?: number | Size;
  /** Default `valid`. */
  padding?: Padding;
  /** Whether channels are the last axis of a sample or its first. Default: 'channelsLast'. */
  dataFormat?: DataFormat;
}

/** A window, with a size and a step for each axis of space. */
export interface Window {
  readonly size: readonly number[];
  readonly strides: readonly number[];
  readonly padding: Padding;
}

/** How a layer summarises what is in its windows. */
export interface Pooling {
  /** Of [samples, height, width, channels], or of volumes. */
  readonly pool: (input: tf.Tensor, window: Window) => tf.Tensor;
  /** Whether integers stay integers. */
  readonly keepsIntegers: boolean;
}

export const padding = (): Option<Padding> => choice(['valid', 'same'], 'valid');

const options = (rank: number) => ({
  poolSize: sizes(rank, 2),
  strides: optional(sizes(rank)),
  padding: padding(),
  dataFormat: dataFormat(),
});

/** The base of a class of pooling layers. @param rank number of axes of space */
export function poolingLayer(
  className: string,
  maker: string,
  rank: number,
  { pool, keepsIntegers }: Pooling,
): LayerBase<ReturnType<typeof options>> {
  abstract class PoolingLayer extends layerOf(className, maker, options(rank)) {
    constructor(args: object = {}) {
      super(args);
      this.inputSpec = { ndim: rank + 2 };
    }

    get window(): Window {
      return { size: this.poolSize, strides: this.strides ?? this.poolSize, padding: this.padding };
    }

    override computeOutputShape(inputShape: Shape): Shape {
      const { size, strides, padding } = this.window;
      return resized(inputShape, spatialAxes(rank, this.dataFormat), (length, i) => {
        const places = padding === 'same' ? length : length - size[i]! + 1;
        if (places > 0) return Math.ceil(places / strides[i]!);
        throw new Error(
          `${maker}: poolSize must not be larger than the data with padding 'valid', expected at most ${length} along axis ${i + 1} of space. ` +
            `Received: ${size[i]}, for an input of ${shapeText(inputShape)}. Make poolSize smaller, or use padding 'same'.`,
        );
      });
    }

    override computeOutputType([type]: tf.DataType[]): tf.DataType {
      return keepsIntegers ? type! : 'float32';
    }

    override call(input: tf.Tensor): tf.Tensor {
      this.computeOutputShape(input.shape); // refuses windows that do not fit
      const { dtype } = input;
      const pooled = channelsLast(asFloat(input), this.dataFormat, (last) => slide(last, this.window, pool));
      return keepsIntegers && dtype !== 'float32' ? tf.cast(pooled, dtype) : pooled;
    }

    override getConfig(): Record<string, unknown> {
      return { ...super.getConfig(), strides: [...this.window.strides] };
    }
  }
  return PoolingLayer;
}

/** Runs `body` on data with the channels last. */
export function channelsLast(
  input: tf.Tensor,
  format: DataFormat,
  body: (input: tf.Tensor) => tf.Tensor,
): tf.Tensor {
  if (format === 'channelsLast') return body(input);
  const output = body(tf.transpose(input, toChannelsLast(input.rank)));
  return tf.transpose(output, toChannelsFirst(output.rank));
}

/** Lines are images of width 1. */
function slide(input: tf.Tensor, window: Window, pool: Pooling['pool']): tf.Tensor {
  if (input.rank !== 3) return pool(input, window);
  const { size, strides, padding } = window;
  const pooled = pool(tf.expandDims(input, 2), { size: [...size, 1], strides: [...strides, 1], padding });
  return tf.squeeze(pooled, [2]);
}

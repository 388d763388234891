// What layers share that summarise all of a line, an image or a volume by channel.

import type { CallOptions } from '../../core/layer.js';
import {
  type ComputingLayer,
  type DataFormat,
  dataFormat,
  flag,
  type LayerBase,
  layerOf,
} from '../../core/options.js';
import type { Shape } from '../../core/shape.js';
import type { tf } from '../../tf.js';
import type { LayerArgs } from '../base/layer.js';
import { spatialAxes } from '../base/spatial-axes.js';

export interface GlobalPoolingArgs extends LayerArgs {
  /** Whether channels are the last axis of a sample or its first. Default: 'channelsLast'. */
  dataFormat?: DataFormat;
  /** Whether the axes of space stay, with a size of 1. Default false. */
  keepdims?: boolean;
}

/** How a layer summarises the axes of space. */
export interface GlobalPooling {
  readonly pool: (input: tf.Tensor, axes: number[], keepdims: boolean) => tf.Tensor;
  /** Whether integers stay integers. */
  readonly keepsIntegers: boolean;
}

/** What layers of a number of axes can use. */
export interface GlobalPoolingLayer extends ComputingLayer {
  readonly axes: number[];
}

const options = { dataFormat: dataFormat(), keepdims: flag(false) };

/** The base of a class of global pooling layers. @param rank number of axes of space */
export function globalPoolingLayer(
  className: string,
  maker: string,
  rank: number,
  { pool, keepsIntegers }: GlobalPooling,
): LayerBase<typeof options, GlobalPoolingLayer> {
  abstract class GlobalPooled extends layerOf(className, maker, options, { keepDims: 'keepdims' }) {
    constructor(args: object = {}) {
      super(args);
      this.inputSpec = { ndim: rank + 2 };
    }

    get axes(): number[] {
      return spatialAxes(rank, this.dataFormat);
    }

    override computeOutputShape(inputShape: Shape): Shape {
      const { axes } = this;
      return this.keepdims
        ? inputShape.map((size, axis) => (axes.includes(axis) ? 1 : size))
        : inputShape.filter((_, axis) => !axes.includes(axis));
    }

    override computeOutputType([type]: tf.DataType[]): tf.DataType {
      return keepsIntegers ? type! : 'float32';
    }

    override call(input: tf.Tensor, _options: CallOptions): tf.Tensor {
      return pool(input, this.axes, this.keepdims);
    }
  }
  return GlobalPooled;
}

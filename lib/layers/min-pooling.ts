// Min pooling, which the course names and neither Keras nor tfjs has: the greatest of the negated values, negated.

import { checkOptions } from '../models/options.js';
import { tf } from '../tf.js';

interface MinPoolingArgs {
  poolSize?: number | [number, number];
  strides?: number | [number, number];
  padding?: 'valid' | 'same';
  name?: string;
}

type Shape = (number | null)[];

export class MinPooling2D extends tf.layers.Layer {
  static readonly className = 'MinPooling2D';
  readonly poolSize: [number, number];
  readonly strides: [number, number];
  readonly padding: 'valid' | 'same';

  constructor(args: MinPoolingArgs = {}) {
    super(args);
    checkOptions('minPooling2d', args, [
      'poolSize',
      'strides',
      'padding',
      'name',
      'inputShape',
      'batchInputShape',
      'trainable',
      'dtype',
    ]);
    this.poolSize = pair(args.poolSize ?? 2);
    this.strides = pair(args.strides ?? this.poolSize);
    this.padding = args.padding ?? 'valid';
  }

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    const [samples, height, width, channels] = inputShape as [number, number, number, number];
    const size = (length: number | null, axis: 0 | 1): number | null => {
      if (length === null) return null;
      const places = this.padding === 'same' ? length : length - this.poolSize[axis] + 1;
      return Math.ceil(places / this.strides[axis]);
    };
    return [samples, size(height, 0), size(width, 1), channels];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => {
      const input = (Array.isArray(inputs) ? inputs[0]! : inputs) as tf.Tensor4D;
      return tf.neg(tf.maxPool(tf.neg(input), this.poolSize, this.strides, this.padding));
    });
  }

  override getConfig(): tf.serialization.ConfigDict {
    const { poolSize, strides, padding } = this;
    return { ...super.getConfig(), poolSize, strides, padding };
  }
}
tf.serialization.registerClass(MinPooling2D);

export class GlobalMinPooling2D extends tf.layers.Layer {
  static readonly className = 'GlobalMinPooling2D';

  override computeOutputShape(inputShape: Shape | Shape[]): Shape {
    const [samples, , , channels] = inputShape as Shape;
    return [samples!, channels!];
  }

  override call(inputs: tf.Tensor | tf.Tensor[]): tf.Tensor {
    return tf.tidy(() => tf.min(Array.isArray(inputs) ? inputs[0]! : inputs, [1, 2]));
  }
}
tf.serialization.registerClass(GlobalMinPooling2D);

const pair = (size: number | [number, number]): [number, number] =>
  Array.isArray(size) ? size : [size, size];

// Keras' layers as classes, for classes of one's own that change a part of one: `class Mine extends layers.Conv2D`.

import type { tf } from '../tf.js';
import type { Padding } from './convolutional/arguments.js';
import {
  Conv1D as BuiltInConv1D,
  Conv2D as BuiltInConv2D,
  Conv3D as BuiltInConv3D,
  type GroupedConvolutionArgs,
  type TimeConvolutionArgs,
} from './convolutional/conv.js';
import { Dense as BuiltInDense, type dense } from './core/dense.js';
import { Embedding as BuiltInEmbedding, type embedding } from './core/embedding.js';
import { type ExtendableLayer, extendable } from './core/extendable.js';
import { AlphaDropout as BuiltInAlphaDropout } from './regularization/alpha-dropout.js';
import { Dropout as BuiltInDropout } from './regularization/dropout.js';
import type { DropoutArgs } from './regularization/options.js';

/** What a class that extends a convolution has. */
export interface ConvolutionLayer extends ExtendableLayer {
  /** [sizes …, channels of a group, filters]; there once the layer is built. */
  kernel: tf.Variable;
  /** [filters]; null without `useBias`. */
  bias: tf.Variable | null;
  readonly filters: number;
  readonly kernelSize: number[];
  readonly strides: number[];
  readonly padding: Padding | 'causal';
  readonly dilationRate: number[];
  readonly groups: number;
  readonly useBias: boolean;
  /** What the output goes through. */
  readonly activation: { apply(x: tf.Tensor): tf.Tensor };
  /** The convolution alone, without bias and activation. Keras: `convolution_op`. */
  convolutionOp(inputs: tf.Tensor, kernel: tf.Tensor): tf.Tensor;
}

/** What a class that extends `Dense` has. */
export interface DenseLayer extends ExtendableLayer {
  /** [features, units]; there once the layer is built. */
  kernel: tf.Variable;
  /** [units]; null without `useBias`. */
  bias: tf.Variable | null;
  readonly units: number;
  readonly useBias: boolean;
  /** What the output goes through. */
  readonly activation: { apply(x: tf.Tensor): tf.Tensor };
}

/**
 * {@link conv1d} as a class to extend. Keras: `Conv1D`, whose `call` does not look at a `convolution_op` of one's own;
 * here it does.
 * @example
 * class Doubled extends layers.Conv1D {
 *   override call(x: tf.Tensor) { return super.call(tf.mul(x, 2)); }
 * }
 * new Doubled({ filters: 4, kernelSize: 3 }).apply(tf.ones([1, 10, 2])) // [1, 8, 4]
 */
export const Conv1D = extendable(BuiltInConv1D) as new (args: TimeConvolutionArgs) => ConvolutionLayer;

/**
 * {@link conv2d} as a class to extend: `convolutionOp` for the convolution alone, `call` for all of it; or neither,
 * with options of one's own. Keras: `Conv2D`.
 * @example
 * class Standardized extends layers.Conv2D {
 *   override convolutionOp(x: tf.Tensor, kernel: tf.Tensor) {
 *     const { mean, variance } = tf.moments(kernel, [0, 1, 2], true);
 *     return super.convolutionOp(x, tf.div(tf.sub(kernel, mean), tf.sqrt(tf.add(variance, 1e-10))));
 *   }
 * }
 * new Standardized({ filters: 4, kernelSize: 3 }).apply(tf.randomNormal([1, 8, 8, 3])) // [1, 6, 6, 4]
 */
export const Conv2D = extendable(BuiltInConv2D) as new (args: GroupedConvolutionArgs) => ConvolutionLayer;

/**
 * {@link conv3d} as a class to extend. Keras: `Conv3D`.
 * @example
 * class Blurred extends layers.Conv3D {
 *   override call(x: tf.Tensor) { return super.call(tf.avgPool3d(x as tf.Tensor5D, 2, 1, 'same')); }
 * }
 * new Blurred({ filters: 2, kernelSize: 2 }).apply(tf.ones([1, 4, 4, 4, 1])) // [1, 3, 3, 3, 2]
 */
export const Conv3D = extendable(BuiltInConv3D) as new (args: GroupedConvolutionArgs) => ConvolutionLayer;

/**
 * {@link dense} as a class to extend. Keras: `Dense`.
 * @example
 * class Scaled extends layers.Dense {
 *   override call(x: tf.Tensor) { return tf.div(super.call(x), Math.sqrt(this.units)); }
 * }
 * sequential([layers.input({ shape: [4] }), new Scaled({ units: 3 })]).summary();
 */
export const Dense = extendable(BuiltInDense) as new (args: Parameters<typeof dense>[0]) => DenseLayer;

/**
 * {@link embedding} as a class to extend. Keras: `Embedding`.
 * @example
 * class Scaled extends layers.Embedding {
 *   override call(x: tf.Tensor) { return tf.mul(super.call(x), 4); }
 * }
 * new Scaled({ inputDim: 10, outputDim: 2 }).apply(tf.tensor2d([[1, 2]])) // [1, 2, 2]
 */
export const Embedding = extendable(BuiltInEmbedding) as new (
  args: Parameters<typeof embedding>[0],
) => ExtendableLayer;

/**
 * {@link dropout} as a class to extend, as for a dropout that goes on in `predict`. Keras: `Dropout`.
 * @example
 * class Always extends layers.Dropout {
 *   override call(x: tf.Tensor) { return super.call(x, { training: true }); }
 * }
 * new Always({ rate: 0.5 }).apply(tf.ones([1, 4]));
 */
export const Dropout = extendable(BuiltInDropout) as new (args: DropoutArgs) => ExtendableLayer;

/**
 * {@link alphaDropout} as a class to extend. Keras: `AlphaDropout`.
 * @example
 * class Always extends layers.AlphaDropout {
 *   override call(x: tf.Tensor) { return super.call(x, { training: true }); }
 * }
 * new Always({ rate: 0.5 }).apply(tf.ones([1, 4]));
 */
export const AlphaDropout = extendable(BuiltInAlphaDropout) as new (args: DropoutArgs) => ExtendableLayer;

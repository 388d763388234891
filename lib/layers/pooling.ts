// Layers that summarise neighbouring cells.
import './masks.js';
import { tf } from '../tf.js';
import { build, type LayerArgs } from './args.js';
import type { DataFormat, Padding } from './convolution.js';
import type { Layer } from './layer.js';
import { GlobalMinPooling2D, MinPooling2D } from './min-pooling.js';

export interface PoolingArgs<Size> extends LayerArgs {
  /** Size of the window. Default 2. */
  poolSize?: number | Size;
  /** Steps of the window. Default: its size. */
  strides?: number | Size;
  /** Default `valid`. */
  padding?: Padding;
  dataFormat?: DataFormat;
}

/** @inline */
type Pair = [number, number];
/** @inline */
type Triple = [number, number, number];

/**
 * Greatest value in each window. Keras: `MaxPooling1D`.
 * @example layers.maxPooling1d({ poolSize: 2, inputShape: [100, 8] }) // [100, 8] → [50, 8]
 */
export const maxPooling1d = (args: PoolingArgs<number> = {}): Layer => build(tf.layers.maxPooling1d, args);

/**
 * Greatest value in each window. Keras: `MaxPooling2D`.
 * @example layers.maxPooling2d({ poolSize: 2, inputShape: [28, 28, 3] }) // [28, 28, 3] → [14, 14, 3]
 */
export const maxPooling2d = (args: PoolingArgs<Pair> = {}): Layer => build(tf.layers.maxPooling2d, args);

/**
 * Greatest value in each window. Keras: `MaxPooling3D`.
 * @example
 * layers.maxPooling3d({ poolSize: 2, inputShape: [16, 16, 16, 1] }) // [16, 16, 16, 1] → [8, 8, 8, 1]
 */
export const maxPooling3d = (args: PoolingArgs<Triple> = {}): Layer => build(tf.layers.maxPooling3d, args);

/**
 * Mean of each window. Keras: `AveragePooling1D`.
 * @example layers.averagePooling1d({ poolSize: 2, inputShape: [100, 8] }) // [100, 8] → [50, 8]
 */
export const averagePooling1d = (args: PoolingArgs<number> = {}): Layer =>
  build(tf.layers.averagePooling1d, args);

/**
 * Mean of each window. Keras: `AveragePooling2D`.
 * @example layers.averagePooling2d({ poolSize: 2, inputShape: [28, 28, 3] }) // [28, 28, 3] → [14, 14, 3]
 */
export const averagePooling2d = (args: PoolingArgs<Pair> = {}): Layer =>
  build(tf.layers.averagePooling2d, args);

/**
 * Mean of each window. Keras: `AveragePooling3D`.
 * @example
 * layers.averagePooling3d({ poolSize: 2, inputShape: [16, 16, 16, 1] }) // [16, 16, 16, 1] → [8, 8, 8, 1]
 */
export const averagePooling3d = (args: PoolingArgs<Triple> = {}): Layer =>
  build(tf.layers.averagePooling3d, args);

/**
 * Smallest value in each window: keeps dark spots as max pooling keeps bright ones.
 * @example layers.minPooling2d({ poolSize: 2, inputShape: [28, 28, 3] }) // [28, 28, 3] → [14, 14, 3]
 */
export const minPooling2d = (args: PoolingArgs<Pair> = {}): Layer =>
  build((given) => new MinPooling2D(given), args);

/**
 * Mean over all steps, but those that an embedding or masking layer masks. Keras: `GlobalAveragePooling1D`.
 * @example layers.globalAveragePooling1d({ inputShape: [20, 8] }) // [20, 8] → [8]
 */
export const globalAveragePooling1d = (args: LayerArgs = {}): Layer =>
  build(tf.layers.globalAveragePooling1d, args);

/**
 * Mean of each channel. Keras: `GlobalAveragePooling2D`.
 * @example layers.globalAveragePooling2d({ inputShape: [7, 7, 64] }) // [7, 7, 64] → [64]
 */
export const globalAveragePooling2d = (args: LayerArgs & { dataFormat?: DataFormat } = {}): Layer =>
  build(tf.layers.globalAveragePooling2d, args);

/**
 * Greatest value over all steps. Keras: `GlobalMaxPooling1D`.
 * @example layers.globalMaxPooling1d({ inputShape: [20, 8] }) // [20, 8] → [8]
 */
export const globalMaxPooling1d = (args: LayerArgs = {}): Layer => build(tf.layers.globalMaxPooling1d, args);

/**
 * Greatest value of each channel. Keras: `GlobalMaxPooling2D`.
 * @example layers.globalMaxPooling2d({ inputShape: [7, 7, 64] }) // [7, 7, 64] → [64]
 */
export const globalMaxPooling2d = (args: LayerArgs & { dataFormat?: DataFormat } = {}): Layer =>
  build(tf.layers.globalMaxPooling2d, args);

/**
 * Smallest value of each channel.
 * @example layers.globalMinPooling2d({ inputShape: [7, 7, 64] }) // [7, 7, 64] → [64]
 */
export const globalMinPooling2d = (args: LayerArgs = {}): Layer =>
  build((given) => new GlobalMinPooling2D(given), args);

export {
  averagePooling1d as avgPool1d,
  averagePooling2d as avgPool2d,
  maxPooling1d as maxPool1d,
  maxPooling2d as maxPool2d,
};

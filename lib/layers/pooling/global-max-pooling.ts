// The greatest value of all of a line, an image or a volume, by channel.
import { registerLayer } from '../../core/registry.js';
import { tf } from '../../tf.js';
import '../../engine/gradients/register.js';
import type { Layer } from '../base/layer.js';
import { type GlobalPoolingArgs, globalPoolingLayer } from './global.js';

const pooling = {
  pool: (input: tf.Tensor, axes: number[], keepdims: boolean) => tf.max(input, axes, keepdims),
  keepsIntegers: true,
} as const;

export class GlobalMaxPooling1D extends globalPoolingLayer(
  'GlobalMaxPooling1D',
  'globalMaxPooling1d',
  1,
  pooling,
) {}
export class GlobalMaxPooling2D extends globalPoolingLayer(
  'GlobalMaxPooling2D',
  'globalMaxPooling2d',
  2,
  pooling,
) {}
export class GlobalMaxPooling3D extends globalPoolingLayer(
  'GlobalMaxPooling3D',
  'globalMaxPooling3d',
  3,
  pooling,
) {}
registerLayer(GlobalMaxPooling1D, GlobalMaxPooling2D, GlobalMaxPooling3D);

/**
 * Greatest value over all steps. Keras: `GlobalMaxPooling1D`.
 * @example layers.globalMaxPooling1d({ inputShape: [20, 8] }) // [20, 8] → [8]
 */
export function globalMaxPooling1d(args: GlobalPoolingArgs = {}): Layer {
  return new GlobalMaxPooling1D(args);
}

/**
 * Greatest value of each channel of an image. Keras: `GlobalMaxPooling2D`.
 * @example layers.globalMaxPooling2d({ inputShape: [7, 7, 64] }) // [7, 7, 64] → [64]
 */
export function globalMaxPooling2d(args: GlobalPoolingArgs = {}): Layer {
  return new GlobalMaxPooling2D(args);
}

/**
 * Greatest value of each channel of a volume. Keras: `GlobalMaxPooling3D`.
 * @example layers.globalMaxPooling3d({ inputShape: [8, 8, 8, 4] }) // [8, 8, 8, 4] → [4]
 */
export function globalMaxPooling3d(args: GlobalPoolingArgs = {}): Layer {
  return new GlobalMaxPooling3D(args);
}

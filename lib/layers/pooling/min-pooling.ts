// The smallest value in each window, which the course names and Keras lacks.
import { registerLayer } from '../../core/registry.js';
import { tf } from '../../tf.js';
import '../../engine/gradients/register.js';
import type { Layer } from '../base/layer.js';
import { type GlobalPoolingArgs, globalPoolingLayer } from './global.js';
import { type PoolingArgs, poolingLayer } from './window.js';
import { smallest } from './window-ops.js';

/** @inline */
type Pair = [number, number];

const pooling = { pool: smallest, keepsIntegers: true } as const;

export class MinPooling2D extends poolingLayer('MinPooling2D', 'minPooling2d', 2, pooling) {}

export class GlobalMinPooling2D extends globalPoolingLayer('GlobalMinPooling2D', 'globalMinPooling2d', 2, {
  pool: (input, axes, keepdims) => tf.min(input, axes, keepdims),
  keepsIntegers: true,
}) {}
registerLayer(MinPooling2D, GlobalMinPooling2D);

/**
 * Smallest value in each window of images: [samples, height, width, channels]. It keeps dark spots as max pooling keeps bright ones.
 * @example layers.minPooling2d({ poolSize: 2, inputShape: [28, 28, 3] }) // [28, 28, 3] → [14, 14, 3]
 */
export function minPooling2d(args: PoolingArgs<Pair> = {}): Layer {
  return new MinPooling2D(args);
}

/**
 * Smallest value of each channel of an image.
 * @example layers.globalMinPooling2d({ inputShape: [7, 7, 64] }) // [7, 7, 64] → [64]
 */
export function globalMinPooling2d(args: GlobalPoolingArgs = {}): Layer {
  return new GlobalMinPooling2D(args);
}

// The greatest value in each window.
import { registerLayer } from '../../core/registry.js';
import type { Layer } from '../base/layer.js';
import { type PoolingArgs, poolingLayer } from './window.js';
import { greatest } from './window-ops.js';

/** @inline */
type Pair = [number, number];
/** @inline */
type Triple = [number, number, number];

const pooling = { pool: greatest, keepsIntegers: true } as const;

export class MaxPooling1D extends poolingLayer('MaxPooling1D', 'maxPooling1d', 1, pooling) {}
export class MaxPooling2D extends poolingLayer('MaxPooling2D', 'maxPooling2d', 2, pooling) {}
export class MaxPooling3D extends poolingLayer('MaxPooling3D', 'maxPooling3d', 3, pooling) {}
registerLayer(MaxPooling1D, MaxPooling2D, MaxPooling3D);

/**
 * Greatest value in each window of a line: [samples, steps, channels]. Keras: `MaxPooling1D`.
 * @example layers.maxPooling1d({ poolSize: 2, inputShape: [100, 8] }) // [100, 8] → [50, 8]
 */
export function maxPooling1d(args: PoolingArgs<number> = {}): Layer {
  return new MaxPooling1D(args);
}

/**
 * Greatest value in each window of images: [samples, height, width, channels]. Keras: `MaxPooling2D`.
 * @example layers.maxPooling2d({ poolSize: 2, inputShape: [28, 28, 3] }) // [28, 28, 3] → [14, 14, 3]
 */
export function maxPooling2d(args: PoolingArgs<Pair> = {}): Layer {
  return new MaxPooling2D(args);
}

/**
 * Greatest value in each window of volumes: [samples, depth, height, width, channels]. Keras: `MaxPooling3D`.
 * @example
 * layers.maxPooling3d({ poolSize: 2, inputShape: [16, 16, 16, 1] }) // [16, 16, 16, 1] → [8, 8, 8, 1]
 */
export function maxPooling3d(args: PoolingArgs<Triple> = {}): Layer {
  return new MaxPooling3D(args);
}

export { maxPooling1d as maxPool1d, maxPooling2d as maxPool2d };

// The mean of each window.
import { registerLayer } from '../../core/registry.js';
import type { Layer } from '../base/layer.js';
import { type PoolingArgs, poolingLayer } from './window.js';
import { mean } from './window-ops.js';

/** @inline */
type Pair = [number, number];
/** @inline */
type Triple = [number, number, number];

const pooling = { pool: mean, keepsIntegers: false } as const;

export class AveragePooling1D extends poolingLayer('AveragePooling1D', 'averagePooling1d', 1, pooling) {}
export class AveragePooling2D extends poolingLayer('AveragePooling2D', 'averagePooling2d', 2, pooling) {}
export class AveragePooling3D extends poolingLayer('AveragePooling3D', 'averagePooling3d', 3, pooling) {}
registerLayer(AveragePooling1D, AveragePooling2D, AveragePooling3D);

/**
 * Mean of each window of a line: [samples, steps, channels]. Padding does not count. Keras: `AveragePooling1D`.
 * @example layers.averagePooling1d({ poolSize: 2, inputShape: [100, 8] }) // [100, 8] → [50, 8]
 */
export function averagePooling1d(args: PoolingArgs<number> = {}): Layer {
  return new AveragePooling1D(args);
}

/**
 * Mean of each window of images: [samples, height, width, channels]. Padding does not count. Keras: `AveragePooling2D`.
 * @example layers.averagePooling2d({ poolSize: 2, inputShape: [28, 28, 3] }) // [28, 28, 3] → [14, 14, 3]
 */
export function averagePooling2d(args: PoolingArgs<Pair> = {}): Layer {
  return new AveragePooling2D(args);
}

/**
 * Mean of each window of volumes: [samples, depth, height, width, channels]. Padding does not count. Keras: `AveragePooling3D`.
 * @example
 * layers.averagePooling3d({ poolSize: 2, inputShape: [16, 16, 16, 1] }) // [16, 16, 16, 1] → [8, 8, 8, 1]
 */
export function averagePooling3d(args: PoolingArgs<Triple> = {}): Layer {
  return new AveragePooling3D(args);
}

export { averagePooling1d as avgPool1d, averagePooling2d as avgPool2d };

// As many means, or greatest values, as asked for, whatever the size of the data.
import { registerLayer } from '../../core/registry.js';
import type { Layer } from '../base/layer.js';
import { type AdaptivePoolingArgs, adaptivePoolingLayer } from './adaptive.js';
import { greatest, mean } from './window-ops.js';

/** @inline */
type Pair = [number, number];
/** @inline */
type Triple = [number, number, number];

const averages = { pool: mean, keepsIntegers: false } as const;
const maxima = { pool: greatest, keepsIntegers: true } as const;

export class AdaptiveAveragePooling1D extends adaptivePoolingLayer(
  'AdaptiveAveragePooling1D',
  'adaptiveAveragePooling1d',
  1,
  averages,
) {}
export class AdaptiveAveragePooling2D extends adaptivePoolingLayer(
  'AdaptiveAveragePooling2D',
  'adaptiveAveragePooling2d',
  2,
  averages,
) {}
export class AdaptiveAveragePooling3D extends adaptivePoolingLayer(
  'AdaptiveAveragePooling3D',
  'adaptiveAveragePooling3d',
  3,
  averages,
) {}
export class AdaptiveMaxPooling1D extends adaptivePoolingLayer(
  'AdaptiveMaxPooling1D',
  'adaptiveMaxPooling1d',
  1,
  maxima,
) {}
export class AdaptiveMaxPooling2D extends adaptivePoolingLayer(
  'AdaptiveMaxPooling2D',
  'adaptiveMaxPooling2d',
  2,
  maxima,
) {}
export class AdaptiveMaxPooling3D extends adaptivePoolingLayer(
  'AdaptiveMaxPooling3D',
  'adaptiveMaxPooling3d',
  3,
  maxima,
) {}
registerLayer(
  AdaptiveAveragePooling1D,
  AdaptiveAveragePooling2D,
  AdaptiveAveragePooling3D,
  AdaptiveMaxPooling1D,
  AdaptiveMaxPooling2D,
  AdaptiveMaxPooling3D,
);

/**
 * Means along a line of as many windows as `outputSize` says, whatever the size of the data. Keras: `AdaptiveAveragePooling1D`.
 * @example layers.adaptiveAveragePooling1d({ outputSize: 8, inputShape: [20, 3] }) // [20, 3] → [8, 3]
 */
export function adaptiveAveragePooling1d(args: AdaptivePoolingArgs<number>): Layer {
  return new AdaptiveAveragePooling1D(args);
}

/**
 * Means of images of as many windows as `outputSize` says, whatever the size of the data. Keras: `AdaptiveAveragePooling2D`.
 * @example layers.adaptiveAveragePooling2d({ outputSize: [4, 5], inputShape: [9, 15, 3] }) // [9, 15, 3] → [4, 5, 3]
 */
export function adaptiveAveragePooling2d(args: AdaptivePoolingArgs<Pair>): Layer {
  return new AdaptiveAveragePooling2D(args);
}

/**
 * Means of volumes of as many windows as `outputSize` says, whatever the size of the data. Keras: `AdaptiveAveragePooling3D`.
 * @example layers.adaptiveAveragePooling3d({ outputSize: 2, inputShape: [6, 7, 8, 3] }) // [6, 7, 8, 3] → [2, 2, 2, 3]
 */
export function adaptiveAveragePooling3d(args: AdaptivePoolingArgs<Triple>): Layer {
  return new AdaptiveAveragePooling3D(args);
}

/**
 * Greatest values along a line of as many windows as `outputSize` says, whatever the size of the data. Keras: `AdaptiveMaxPooling1D`.
 * @example layers.adaptiveMaxPooling1d({ outputSize: 8, inputShape: [20, 3] }) // [20, 3] → [8, 3]
 */
export function adaptiveMaxPooling1d(args: AdaptivePoolingArgs<number>): Layer {
  return new AdaptiveMaxPooling1D(args);
}

/**
 * Greatest values of images of as many windows as `outputSize` says, whatever the size of the data. Keras: `AdaptiveMaxPooling2D`.
 * @example layers.adaptiveMaxPooling2d({ outputSize: [4, 5], inputShape: [9, 15, 3] }) // [9, 15, 3] → [4, 5, 3]
 */
export function adaptiveMaxPooling2d(args: AdaptivePoolingArgs<Pair>): Layer {
  return new AdaptiveMaxPooling2D(args);
}

/**
 * Greatest values of volumes of as many windows as `outputSize` says, whatever the size of the data. Keras: `AdaptiveMaxPooling3D`.
 * @example layers.adaptiveMaxPooling3d({ outputSize: 2, inputShape: [6, 7, 8, 3] }) // [6, 7, 8, 3] → [2, 2, 2, 3]
 */
export function adaptiveMaxPooling3d(args: AdaptivePoolingArgs<Triple>): Layer {
  return new AdaptiveMaxPooling3D(args);
}

// The mean of all of a line, an image or a volume, by channel.
import type { CallOptions } from '../../core/layer.js';
import { firstMask, type Mask } from '../../core/masks.js';
import { registerLayer } from '../../core/registry.js';
import { inFloat32 } from '../../precision.js';
import { tf } from '../../tf.js';
import { asFloat } from '../base/as-float.js';
import type { Layer } from '../base/layer.js';
import { type GlobalPoolingArgs, globalPoolingLayer } from './global.js';

const pooling = {
  pool: (input: tf.Tensor, axes: number[], keepdims: boolean) =>
    inFloat32(asFloat(input), (x) => tf.mean(x, axes, keepdims)),
  keepsIntegers: false,
} as const;

export class GlobalAveragePooling1D extends globalPoolingLayer(
  'GlobalAveragePooling1D',
  'globalAveragePooling1d',
  1,
  pooling,
) {
  override call(input: tf.Tensor, options: CallOptions): tf.Tensor {
    const mask = firstMask(options.mask);
    return mask ? this.meanOf(input, mask) : super.call(input, options);
  }

  /** Of the steps that count: mask [samples, steps]. */
  private meanOf(input: tf.Tensor, mask: tf.Tensor): tf.Tensor {
    const [axis] = this.axes;
    const counts = tf.expandDims(tf.cast(mask, 'bool'), axis === 1 ? 2 : 1);
    // Chosen, not multiplied: a step that does not count may hold anything, NaN included.
    const kept = tf.where(counts, asFloat(input), tf.scalar(0));
    const { keepdims } = this;
    return tf.div(tf.sum(kept, axis, keepdims), tf.sum(tf.cast(counts, 'float32'), axis, keepdims));
  }

  override computeMask(): Mask {
    return null; // the steps are gone
  }
}

export class GlobalAveragePooling2D extends globalPoolingLayer(
  'GlobalAveragePooling2D',
  'globalAveragePooling2d',
  2,
  pooling,
) {}

export class GlobalAveragePooling3D extends globalPoolingLayer(
  'GlobalAveragePooling3D',
  'globalAveragePooling3d',
  3,
  pooling,
) {}
registerLayer(GlobalAveragePooling1D, GlobalAveragePooling2D, GlobalAveragePooling3D);

/**
 * Mean over all steps, but those that an embedding or masking layer masks. Keras: `GlobalAveragePooling1D`.
 * @example layers.globalAveragePooling1d({ inputShape: [20, 8] }) // [20, 8] → [8]
 */
export function globalAveragePooling1d(args: GlobalPoolingArgs = {}): Layer {
  return new GlobalAveragePooling1D(args);
}

/**
 * Mean of each channel of an image. Keras: `GlobalAveragePooling2D`.
 * @example layers.globalAveragePooling2d({ inputShape: [7, 7, 64] }) // [7, 7, 64] → [64]
 */
export function globalAveragePooling2d(args: GlobalPoolingArgs = {}): Layer {
  return new GlobalAveragePooling2D(args);
}

/**
 * Mean of each channel of a volume. Keras: `GlobalAveragePooling3D`.
 * @example layers.globalAveragePooling3d({ inputShape: [8, 8, 8, 4] }) // [8, 8, 8, 4] → [4]
 */
export function globalAveragePooling3d(args: GlobalPoolingArgs = {}): Layer {
  return new GlobalAveragePooling3D(args);
}

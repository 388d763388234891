// Softmax as a layer: over one axis or several, with a mask of what does not count.
import { softmaxAlong } from '../../activations/along.js';
import type { CallOptions } from '../../core/layer.js';
import { firstMask } from '../../core/masks.js';
import { layerOf } from '../../core/options.js';
import { registerLayer } from '../../core/registry.js';
import { shapeText } from '../../core/shape.js';
import { precisionOf } from '../../precision.js';
import { tf } from '../../tf.js';
import { asFloat } from '../base/as-float.js';
import type { Layer, LayerArgs } from '../base/layer.js';
import { axes, checkAxes } from '../base/number-options.js';

/** Keras' stand-in for minus infinity; float16 ends at 65504. */
export const verySmall = { float16: -3e4, bfloat16: -1e9, float32: -1e9 } as const;

/** Softmax of what counts; zero elsewhere. */
function maskedSoftmax(x: tf.Tensor, mask: tf.Tensor, axis: number | number[]): tf.Tensor {
  const counts = mask.dtype === 'bool' ? mask : tf.greater(mask, 0.5);
  const shares = softmaxAlong(tf.where(counts, x, tf.fill(x.shape, verySmall[precisionOf(x)])), axis);
  return tf.where(counts, shares, tf.zerosLike(shares));
}

export class Softmax extends layerOf('Softmax', 'softmax', { axis: axes(-1) }) {
  override supportsMasking = true;

  override call(input: tf.Tensor, options: CallOptions): tf.Tensor {
    const x = asFloat(input);
    const mask = firstMask(options.mask);
    checkAxes('softmax', this.axis, x.shape);
    if (mask === null) return softmaxAlong(x, this.axis);
    checkMask(mask, x);
    return maskedSoftmax(x, mask, this.axis);
  }
}
registerLayer(Softmax);

function checkMask(mask: tf.Tensor, x: tf.Tensor): void {
  const spread = mask.shape.every((size, i) => {
    const wanted = x.shape[x.rank - mask.rank + i];
    return size === 1 || size === wanted;
  });
  if (mask.rank <= x.rank && spread) return;
  throw new Error(
    `softmax: the mask must fit the input, its sizes being 1 or those of the input's last axes. Received: a mask of ${shapeText(mask.shape)} for an input of ${shapeText(x.shape)}.`,
  );
}

/**
 * Positive outputs whose sum is 1 along `axis` (default the last; a list: over several axes together). With a mask of
 * the input's shape, what does not count comes out as 0. Keras: `Softmax`.
 * @example layers.softmax().apply(tf.tensor([[1, 1]])) // [[0.5, 0.5]]
 */
export const softmax = (
  args: LayerArgs & {
    /** The axis, or axes, along which outputs sum to 1. Default: -1. */
    axis?: number | number[];
  } = {},
): Layer => new Softmax(args);

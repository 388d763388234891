// RMS normalization: by the root of the mean square alone.
import { layerOf, number } from '../../core/options.js';
import { registerLayer } from '../../core/registry.js';
import { type Shape, shapeText } from '../../core/shape.js';
import type { LayerVariable } from '../../core/variable.js';
import { toInitializer } from '../../initializers/initializers.js';
import { tf } from '../../tf.js';
import { asFloat } from '../base/as-float.js';
import type { Layer, LayerArgs } from '../base/layer.js';
import { axes, checkAxes } from '../base/number-options.js';
import { axesFromFront, sizesAlong, sizesOfAxes, sortedAxes } from './options.js';
import { divideByRootMeanSquare } from './standardize.js';

const options = { axis: axes(-1), epsilon: number(1e-6) };

export class RMSNormalization extends layerOf('RMSNormalization', 'rmsNormalization', options) {
  scale!: LayerVariable;

  override build(inputShape: Shape): void {
    checkAxes('rmsNormalization', this.axis, inputShape);
    const shape = sizesAlong(inputShape, sortedAxes(this.axis));
    checkScale(shape, inputShape);
    this.scale = this.addVariable('scale', shape, { initializer: toInitializer('ones') });
    this.inputSpec = sizesOfAxes(inputShape, this.axis);
  }

  override call(input: tf.Tensor): tf.Tensor {
    const x = asFloat(input);
    const even = divideByRootMeanSquare(x, axesFromFront(this.axis, x.rank), this.epsilon);
    return tf.mul(even, this.scale.read());
  }
}
registerLayer(RMSNormalization);

/** Keras multiplies by the scale along the last axes, whichever axes the mean is over. */
function checkScale(scale: Shape, inputShape: Shape): void {
  const last = inputShape.slice(inputShape.length - scale.length);
  if (scale.every((size, i) => size === null || size === 1 || last[i] === null || size === last[i])) return;
  throw new Error(
    `rmsNormalization: axis must be the last axes, along which the scale is applied. Received: axes of the sizes [${scale}] for ${shapeText(inputShape)}. Bring them to the end by layers.permute.`,
  );
}

/**
 * Divides by the root of the mean square over `axis` (default the last), then scales (Zhang & Sennrich, 2019).
 * `epsilon`: default 1e-6. Keras: `RMSNormalization`.
 * @example layers.rmsNormalization({ inputShape: [10, 16] }) // [10, 16] → [10, 16]
 */
export function rmsNormalization(
  args: LayerArgs & {
    /** Added before the root, against divisions by 0. Default: 1e-6. */
    epsilon?: number;
    /** The axis, or axes, that have one size together. Default: -1. */
    axis?: number | number[];
  } = {},
): Layer {
  return new RMSNormalization(args);
}

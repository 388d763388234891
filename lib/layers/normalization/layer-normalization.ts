// Layer normalization: each sample by itself.
import { flag, layerOf } from '../../core/options.js';
import { registerLayer } from '../../core/registry.js';
import type { Shape } from '../../core/shape.js';
import type { LayerVariable } from '../../core/variable.js';
import { tf } from '../../tf.js';
import { asFloat } from '../base/as-float.js';
import type { Layer } from '../base/layer.js';
import { axes, checkAxes } from '../base/number-options.js';
import { settingsOf } from '../base/weight-options.js';
import {
  axesFromFront,
  type NormalizationArgs,
  normalizationOptions,
  sizesAlong,
  sizesOfAxes,
  sortedAxes,
  spread,
} from './options.js';
import { momentsOf, standardizeSamples } from './standardize.js';

const options = { axis: axes(-1), ...normalizationOptions, rmsScaling: flag(false) };

export class LayerNormalization extends layerOf('LayerNormalization', 'layerNormalization', options) {
  override supportsMasking = true;
  gamma: LayerVariable | null = null;
  beta: LayerVariable | null = null;

  override build(inputShape: Shape): void {
    checkAxes('layerNormalization', this.axis, inputShape);
    const shape = sizesAlong(inputShape, sortedAxes(this.axis));
    if (this.scale || this.rmsScaling)
      this.gamma = this.addVariable('gamma', shape, settingsOf(this, 'gamma'));
    if (this.center && !this.rmsScaling)
      this.beta = this.addVariable('beta', shape, settingsOf(this, 'beta'));
    if (this.gamma || this.beta) this.inputSpec = sizesOfAxes(inputShape, this.axis);
  }

  override call(input: tf.Tensor): tf.Tensor {
    const x = asFloat(input);
    const along = axesFromFront(this.axis, x.rank);
    const weight = (of: LayerVariable | null, otherwise: number): tf.Tensor =>
      spread(of?.read() ?? tf.fill(sizesAlong(x.shape, along) as number[], otherwise), x.shape, along);
    if (this.rmsScaling) return this.#scaled(x, weight(this.gamma, 1), along);
    return standardizeSamples(x, weight(this.gamma, 1), weight(this.beta, 0), along, this.epsilon);
  }

  /** By the deviation only; the mean stays. */
  #scaled(x: tf.Tensor, gamma: tf.Tensor, along: number[]): tf.Tensor {
    const { variance } = momentsOf(x, along);
    return tf.mul(tf.mul(x, tf.rsqrt(tf.add(variance, this.epsilon))), gamma);
  }
}
registerLayer(LayerNormalization);

/**
 * Mean 0 and deviation 1 over each sample's features (Ba et al., 2016), or over other axes. Keras:
 * `LayerNormalization`.
 * @example layers.layerNormalization().apply(tf.tensor([[1, 2, 3]])) // [[-1.22, 0, 1.22]]
 */
export function layerNormalization(
  args: NormalizationArgs & {
    /** The axis or axes of the mean. Default -1. */
    axis?: number | number[];
    /** Divides by the deviation, and leaves the mean; Keras advises `rmsNormalization`. Default false. */
    rmsScaling?: boolean;
  } = {},
): Layer {
  return new LayerNormalization(args);
}

// Group normalization: each sample's channels in groups.
import { received } from '../../core/messages.js';
import { layerOf, option } from '../../core/options.js';
import { registerLayer } from '../../core/registry.js';
import { knownSize, positiveAxis, type Shape } from '../../core/shape.js';
import type { LayerVariable } from '../../core/variable.js';
import { tf } from '../../tf.js';
import { asFloat } from '../base/as-float.js';
import type { Layer } from '../base/layer.js';
import { axis, checkAxes } from '../base/number-options.js';
import { settingsOf } from '../base/weight-options.js';
import { type NormalizationArgs, normalizationOptions } from './options.js';
import { standardizeSamples } from './standardize.js';

const groups = option((given, layer, name) => {
  if (Number.isInteger(given) && ((given as number) > 0 || given === -1)) return given as number;
  throw new Error(
    `${layer}: ${name} must be a whole number of at least 1, or -1 for each channel by itself. Received: ${received(given)}.`,
  );
}, 32);

const options = { groups, axis: axis(-1), ...normalizationOptions };

export class GroupNormalization extends layerOf('GroupNormalization', 'groupNormalization', options) {
  override supportsMasking = true;
  gamma: LayerVariable | null = null;
  beta: LayerVariable | null = null;

  override build(inputShape: Shape): void {
    checkAxes('groupNormalization', this.axis, inputShape);
    if (positiveAxis(this.axis, inputShape.length) === 0)
      throw new Error('groupNormalization: axis must be one of channels, not 0, the samples.');
    const channels = knownSize(inputShape, this.axis, 'groupNormalization');
    if (channels % this.#countOf(channels) !== 0) {
      throw new Error(
        `groupNormalization: groups must divide the number of channels into equal parts. Received: ${this.groups} groups for ${channels} channels.`,
      );
    }
    if (this.scale) this.gamma = this.addVariable('gamma', [channels], settingsOf(this, 'gamma'));
    if (this.center) this.beta = this.addVariable('beta', [channels], settingsOf(this, 'beta'));
    this.inputSpec = { ndim: inputShape.length, axes: { [this.axis]: channels } };
  }

  override call(input: tf.Tensor): tf.Tensor {
    const { shape } = input;
    const at = positiveAxis(this.axis, shape.length);
    const channels = shape[at]!;
    const count = this.#countOf(channels);
    const after = sizeOf(shape.slice(at + 1));
    const behind = after === 1 ? [] : [after];
    const parted = tf.reshape(asFloat(input), [
      shape[0]!,
      sizeOf(shape.slice(1, at)),
      count,
      channels / count,
      ...behind,
    ]);
    const spread = [1, 1, count, channels / count, ...behind.map(() => 1)];
    const weight = (of: LayerVariable | null, otherwise: number): tf.Tensor =>
      of ? tf.reshape(of.read(), spread) : tf.fill(spread, otherwise);
    const axes = behind.length === 0 ? [1, 3] : [1, 3, 4];
    const even = standardizeSamples(parted, weight(this.gamma, 1), weight(this.beta, 0), axes, this.epsilon);
    return tf.reshape(even, shape);
  }

  /** -1: each channel is its own group. */
  #countOf(channels: number): number {
    return this.groups === -1 ? channels : this.groups;
  }
}
registerLayer(GroupNormalization);

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

/**
 * Mean 0 and deviation 1 over each sample's groups of channels (Wu & He, 2018): works with small batches. `groups`:
 * default 32; 1 is all channels together, -1 each by itself. Keras: `GroupNormalization`.
 * @example layers.groupNormalization({ groups: 2, inputShape: [8, 8, 4] }) // [8, 8, 4] → [8, 8, 4]
 */
export function groupNormalization(
  args: NormalizationArgs & {
    /** How many groups the channels make; -1: each its own. Default: 32. */
    groups?: number;
    /** Where the channels are. Default -1. */
    axis?: number;
  } = {},
): Layer {
  return new GroupNormalization(args);
}

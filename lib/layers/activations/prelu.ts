// PReLU: a learnt slope below 0.
import { received } from '../../core/messages.js';
import { layerOf, option, optional } from '../../core/options.js';
import { registerLayer } from '../../core/registry.js';
import type { Shape } from '../../core/shape.js';
import type { LayerVariable } from '../../core/variable.js';
import { tf } from '../../tf.js';
import { asFloat } from '../base/as-float.js';
import type { Constraining, Initializing, Layer, LayerArgs, Regularizing } from '../base/layer.js';
import { settingsOf, weightOptions } from '../base/weight-options.js';

/** Axes of a sample, counted from 1. */
const sharedAxes = optional(
  option((given, layer, name) => {
    const list = [given].flat();
    if (list.every((one) => Number.isInteger(one) && (one as number) >= 1)) return list as number[];
    throw new Error(
      `${layer}: ${name} must be axes counted from 1 (axis 0 is the samples), such as [1, 2]. Received: ${received(given)}.`,
    );
  }),
);

export class PReLU extends layerOf('PReLU', 'prelu', { ...weightOptions('alpha', 'zeros'), sharedAxes }) {
  override supportsMasking = true;
  alpha!: LayerVariable;

  override build(inputShape: Shape): void {
    const shared = this.sharedAxes ?? [];
    const tooLarge = shared.find((axis) => axis >= inputShape.length);
    if (tooLarge !== undefined) {
      throw new Error(
        `prelu: sharedAxes must be axes of the input, expected 1 to ${inputShape.length - 1}. Received: ${tooLarge}.`,
      );
    }
    const shape = inputShape.slice(1).map((size, i) => (shared.includes(i + 1) ? 1 : size));
    this.alpha = this.addVariable('alpha', shape, settingsOf(this, 'alpha'));
    const fixed = shape.flatMap((size, i) => (shared.includes(i + 1) ? [] : [[i + 1, size]]));
    this.inputSpec = { ndim: inputShape.length, axes: Object.fromEntries(fixed) };
  }

  override call(input: tf.Tensor): tf.Tensor {
    const x = asFloat(input);
    return tf.sub(tf.relu(x), tf.mul(this.alpha.read(), tf.relu(tf.neg(x))));
  }
}
registerLayer(PReLU);

/**
 * A learnt slope below 0, one for each value of a sample. `sharedAxes`, counted from 1, share theirs: `[1, 2]` for one
 * a channel of an image. Keras: `PReLU`.
 * @example layers.prelu({ inputShape: [16] })
 */
export const prelu = (
  args: LayerArgs & {
    /** Default `zeros`. */
    alphaInitializer?: Initializing;
    /** Charges the slopes in the loss. Default: none. */
    alphaRegularizer?: Regularizing;
    /** What the slopes have to keep to after each step. Default: none. */
    alphaConstraint?: Constraining;
    /** Axes along which all places have one slope. Default: none. */
    sharedAxes?: number | number[];
  } = {},
): Layer => new PReLU(args);

// Charges what passes through.
import { layerOf } from '../../core/options.js';
import { registerLayer } from '../../core/registry.js';
import type { WeightRegularizer } from '../../core/variable.js';
import { l1l2 } from '../../regularizers/regularizers.js';
import type { tf } from '../../tf.js';
import type { Layer, LayerArgs } from '../base/layer.js';
import { nonNegative } from '../base/number-options.js';

const options = { l1: nonNegative(0), l2: nonNegative(0) };

export class ActivityRegularization extends layerOf(
  'ActivityRegularization',
  'activityRegularization',
  options,
) {
  override supportsMasking = true;
  override readonly activityRegularizer: WeightRegularizer = l1l2({ l1: this.l1, l2: this.l2 });

  override call(input: tf.Tensor): tf.Tensor {
    return input;
  }
}
registerLayer(ActivityRegularization);

/**
 * Passes its input on, and adds `l1` times the sum of its absolute values and `l2` times that of its squares to the
 * loss, a sample. Keras: `ActivityRegularization`.
 * @example layers.activityRegularization({ l1: 0.01 })
 */
export function activityRegularization(
  args: LayerArgs & {
    /** Charge of the sum of sizes. Default: 0. */
    l1?: number;
    /** Charge of the sum of squares. Default: 0. */
    l2?: number;
  } = {},
): Layer {
  return new ActivityRegularization(args);
}

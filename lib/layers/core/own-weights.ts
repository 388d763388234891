// A weight as layers and models of one's own ask for it.
import { toConstraint } from '../../constraints/constraints.js';
import type { Layer } from '../../core/layer.js';
import type { LayerVariable } from '../../core/variable.js';
import { toInitializer } from '../../initializers/initializers.js';
import { toRegularizer } from '../../regularizers/regularizers.js';
import type { tf } from '../../tf.js';
import type { Constraining, Initializing, Regularizing } from '../base/layer.js';

/** What a custom layer's `addWeight` takes. */
export interface WeightArgs {
  /** The usual first size is `inputShape.at(-1)`. */
  shape: readonly (number | null | undefined)[];
  /** Default: `weight`, `weight_1` … */
  name?: string;
  /** Default `glorotUniform`. */
  initializer?: Initializing;
  regularizer?: Regularizing;
  constraint?: Constraining;
  /** Whether an optimizer changes it. Default true. */
  trainable?: boolean;
  /** Default `float32`. */
  dtype?: tf.DataType;
}

export function makeWeight(layer: Layer, { shape, dtype, trainable, ...args }: WeightArgs): LayerVariable {
  const count = layer.weights.length;
  return layer.addVariable(args.name ?? (count === 0 ? 'weight' : `weight_${count}`), shape, {
    initializer: toInitializer(args.initializer ?? 'glorotUniform'),
    regularizer: args.regularizer ? toRegularizer(args.regularizer) : null,
    constraint: args.constraint ? toConstraint(args.constraint) : null,
    trainable,
    dtype,
  });
}

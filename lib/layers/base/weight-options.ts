// Options by which a layer's weights are drawn, charged and held, and its activation.
import { type Activation, type ActivationName, toActivation } from '../../activations/activations.js';
import {
  type Constraint,
  type ConstraintName,
  constraintOf,
  toConstraint,
} from '../../constraints/constraints.js';
import type { Layer } from '../../core/layer.js';
import { type Option, option, optional } from '../../core/options.js';
import { isSerialized, type Serializable, serialize } from '../../core/serializable.js';
import type { VariableSettings } from '../../core/variable.js';
import {
  type Initializer,
  type InitializerName,
  initializerOf,
  toInitializer,
} from '../../initializers/initializers.js';
import {
  type Regularizer,
  type RegularizerName,
  regularizerOf,
  toRegularizer,
} from '../../regularizers/regularizers.js';

/** An initializer, by name or itself. */
export const initializer = (fallback: InitializerName): Option<Initializer> => ({
  ...option(
    (given) => made(given, initializerOf) ?? toInitializer(given as InitializerName | Initializer),
    () => toInitializer(fallback),
  ),
  write: (value) => serialize(value),
});

/** A regularizer, by name or itself; none by default. */
export const regularizer = (): Option<Regularizer | null> =>
  written(
    optional(
      option((given) => made(given, regularizerOf) ?? toRegularizer(given as RegularizerName | Regularizer)),
    ),
  );

/** A constraint, by name or itself; none by default. */
export const constraint = (): Option<Constraint | null> =>
  written(
    optional(
      option((given) => made(given, constraintOf) ?? toConstraint(given as ConstraintName | Constraint)),
    ),
  );

/** An activation, by name; `linear` by default. */
export const activation = (fallback: ActivationName = 'linear'): Option<Activation> => ({
  ...option(
    (given) => toActivation(given as ActivationName),
    () => toActivation(fallback),
  ),
  write: ({ name }) => name,
});

/** What a configuration describes. */
function made<T>(
  given: unknown,
  make: (className: string, config: Record<string, unknown>) => T,
): T | undefined {
  return isSerialized(given) ? make(given.className, given.config) : undefined;
}

function written<T extends Serializable>(inner: Option<T | null>): Option<T | null> {
  return { ...inner, write: (value) => (value === null ? null : serialize(value)) };
}

type WeightOptions<Name extends string> = { [K in `${Name}Initializer`]: Option<Initializer> } & {
  [K in `${Name}Regularizer`]: Option<Regularizer | null>;
} & { [K in `${Name}Constraint`]: Option<Constraint | null> };

/** `kernelInitializer`, `kernelRegularizer` and `kernelConstraint` for `kernel`. */
export function weightOptions<Name extends string>(
  name: Name,
  fallback: InitializerName,
): WeightOptions<Name> {
  return {
    [`${name}Initializer`]: initializer(fallback),
    [`${name}Regularizer`]: regularizer(),
    [`${name}Constraint`]: constraint(),
  } as WeightOptions<Name>;
}

/** What `addVariable` takes, from the layer's options for `name`. */
export function settingsOf(layer: Layer, name: string): VariableSettings {
  return {
    initializer: Reflect.get(layer, `${name}Initializer`) as Initializer,
    regularizer: Reflect.get(layer, `${name}Regularizer`) as Regularizer | null,
    constraint: Reflect.get(layer, `${name}Constraint`) as Constraint | null,
  };
}

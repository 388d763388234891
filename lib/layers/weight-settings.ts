// How a layer's weight is drawn, priced and held: from the layer's options or from a file, and back to its
// configuration. tfjs keeps the functions for that to itself; a dense layer leads to them.
import { type InitializerName, toInitializer } from '../initializers/initializers.js';
import { tf } from '../tf.js';

type Initializer = ReturnType<typeof tf.initializers.zeros>;
type Regularizer = ReturnType<typeof tf.regularizers.l1l2>;
type Constraint = ReturnType<typeof tf.constraints.nonNeg>;

export interface WeightSettings {
  readonly initializer: Initializer;
  readonly regularizer: Regularizer | undefined;
  readonly constraint: Constraint | undefined;
  /** `{ gammaInitializer: …, gammaRegularizer: …, gammaConstraint: … }`. */
  config(): Record<string, unknown>;
}

interface Dense {
  kernelInitializer: Initializer;
  kernelRegularizer?: Regularizer;
  kernelConstraint?: Constraint;
  getConfig(): Record<string, unknown>;
}

const kinds = ['Initializer', 'Regularizer', 'Constraint'];

/** The settings of the weight `name` among `args`. */
export function weightSettings(args: object, name: string, initializer: InitializerName): WeightSettings {
  const given = args as Record<string, unknown>;
  const dense = tf.layers.dense({
    units: 1,
    // By name these would be tfjs' own, which know nothing of our seed.
    kernelInitializer: (given[`${name}Initializer`] ?? toInitializer(initializer)) as never,
    kernelRegularizer: given[`${name}Regularizer`] as never,
    kernelConstraint: given[`${name}Constraint`] as never,
  }) as unknown as Dense;
  return {
    initializer: dense.kernelInitializer,
    regularizer: dense.kernelRegularizer,
    constraint: dense.kernelConstraint,
    config() {
      const config = dense.getConfig();
      return Object.fromEntries(kinds.map((kind) => [name + kind, config[`kernel${kind}`] ?? null]));
    },
  };
}

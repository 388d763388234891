// `tf.initializers`, `tf.regularizers`, `tf.constraints`: TensorFlow.js' names and defaults for ours.
import * as constraints from '../constraints/constraints.js';
import * as initializers from '../initializers/initializers.js';
import * as regularizers from '../regularizers/regularizers.js';

export const initializersDoor = {
  constant: initializers.constant,
  glorotNormal: initializers.glorotNormal,
  glorotUniform: initializers.glorotUniform,
  heNormal: initializers.heNormal,
  heUniform: initializers.heUniform,
  identity: initializers.identity,
  leCunNormal: initializers.lecunNormal,
  leCunUniform: initializers.lecunUniform,
  ones: initializers.ones,
  orthogonal: initializers.orthogonal,
  randomNormal: initializers.randomNormal,
  randomUniform: initializers.randomUniform,
  truncatedNormal: initializers.truncatedNormal,
  varianceScaling: initializers.varianceScaling,
  zeros: initializers.zeros,
};

export const regularizersDoor = {
  l1: (options: { l1?: number } = {}) => regularizers.l1(options),
  l2: (options: { l2?: number } = {}) => regularizers.l2(options),
  l1l2: ({ l1 = 0.01, l2 = 0.01 }: { l1?: number; l2?: number } = {}) => regularizers.l1l2({ l1, l2 }),
};

export const constraintsDoor = {
  maxNorm: constraints.maxNorm,
  minMaxNorm: constraints.minMaxNorm,
  nonNeg: constraints.nonNeg,
  unitNorm: constraints.unitNorm,
};

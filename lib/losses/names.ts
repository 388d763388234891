// Which names stand for which loss: Keras' own, in snake_case and camelCase, its short forms, and those of Keras'
// first versions, which TensorFlow.js knows.
import {
  binaryCrossentropy,
  categoricalCrossentropy,
  sparseCategoricalCrossentropy,
} from './crossentropy.js';
import { ctc } from './ctc.js';
import { binaryFocalCrossentropy, categoricalFocalCrossentropy } from './focal.js';
import { categoricalHinge, hinge, squaredHinge } from './hinge.js';
import type { Loss } from './loss.js';
import { dice, tversky } from './overlap.js';
import {
  cosineSimilarity,
  huber,
  klDivergence,
  logCosh,
  meanAbsoluteError,
  meanAbsolutePercentageError,
  meanSquaredError,
  meanSquaredLogarithmicError,
  poisson,
} from './regression.js';
import { categoricalGeneralizedCrossEntropy, circle } from './robust.js';

/** Losses by name, with their defaults. */
export const lossesByName = {
  binaryCrossentropy,
  binaryFocalCrossentropy,
  categoricalCrossentropy,
  categoricalFocalCrossentropy,
  categoricalGeneralizedCrossEntropy,
  categoricalHinge,
  circle,
  cosineSimilarity,
  ctc,
  dice,
  hinge,
  huber,
  klDivergence,
  logCosh,
  meanAbsoluteError,
  meanAbsolutePercentageError,
  meanSquaredError,
  meanSquaredLogarithmicError,
  poisson,
  sparseCategoricalCrossentropy,
  squaredHinge,
  tversky,
  mse: meanSquaredError,
  mae: meanAbsoluteError,
  mape: meanAbsolutePercentageError,
  msle: meanSquaredLogarithmicError,
  bce: binaryCrossentropy,
  kld: klDivergence,
  logcosh: logCosh,
  cosineProximity: cosineSimilarity,
  kullbackLeiblerDivergence: klDivergence,
} satisfies Record<string, () => Loss>;

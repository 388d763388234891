// `losses.huber({ delta: 2 })` and its siblings, for compile.
export {
  binaryCrossentropy,
  binaryFocalCrossentropy,
  categoricalCrossentropy,
  categoricalFocalCrossentropy,
  sparseCategoricalCrossentropy,
} from './crossentropy.js';
export { categoricalHinge, hinge, squaredHinge } from './hinge.js';
export type { Loss } from './loss.js';
export {
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

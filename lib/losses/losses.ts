// `losses.huber({ delta: 2 })` and its siblings, for compile.

export type { CrossentropyOptions, FocalOptions } from './crossentropy.js';
export {
  binaryCrossentropy,
  binaryFocalCrossentropy,
  categoricalCrossentropy,
  categoricalFocalCrossentropy,
  sparseCategoricalCrossentropy,
} from './crossentropy.js';
export { categoricalHinge, hinge, squaredHinge } from './hinge.js';
export type { Loss, LossFunction } from './loss.js';
export { dice, type OverlapOptions, tversky } from './overlap.js';
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

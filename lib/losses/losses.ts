// `losses.huber({ delta: 2 })` and its siblings, for compile.

export type { CrossentropyOptions, SparseCrossentropyOptions } from './crossentropy.js';
export {
  binaryCrossentropy,
  categoricalCrossentropy,
  sparseCategoricalCrossentropy,
} from './crossentropy.js';
export { ctc } from './ctc.js';
export {
  type BinaryFocalOptions,
  binaryFocalCrossentropy,
  categoricalFocalCrossentropy,
  type FocalOptions,
} from './focal.js';
export { categoricalHinge, hinge, squaredHinge } from './hinge.js';
export type { Loss as AnyLoss, LossFunction, LossOptions, Reduction } from './loss.js';
export { dice, type OverlapOptions, tversky } from './overlap.js';
export { Loss, type UserLoss } from './own-loss.js';
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
export { type CircleOptions, categoricalGeneralizedCrossEntropy, circle } from './robust.js';

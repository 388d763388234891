// `metrics.precision({ threshold: 0.7 })` and its siblings, for compile or by themselves (`.compute`).
export {
  accuracy,
  binaryAccuracy,
  categoricalAccuracy,
  type SparseTopKOptions,
  sparseCategoricalAccuracy,
  sparseTopKCategoricalAccuracy,
  topKCategoricalAccuracy,
} from './accuracy.js';
export {
  type AtThresholdOptions,
  precisionAtRecall,
  recallAtPrecision,
  sensitivityAtSpecificity,
  specificityAtSensitivity,
} from './at-threshold.js';
export { type AucOptions, auc } from './auc.js';
export { type CorrelationOptions, concordanceCorrelation, pearsonCorrelation } from './correlation.js';
export type { CountMaker, CountOptions, CountsOptions } from './counts.js';
export {
  f1,
  falseNegatives,
  falsePositives,
  precision,
  recall,
  specificity,
  trueNegatives,
  truePositives,
} from './counts.js';
export {
  binaryCrossentropy,
  categoricalCrossentropy,
  categoricalHinge,
  cosineSimilarity,
  hinge,
  klDivergence,
  logCoshError,
  meanAbsoluteError,
  meanAbsolutePercentageError,
  meanSquaredError,
  meanSquaredLogarithmicError,
  poisson,
  rootMeanSquaredError,
  sparseCategoricalCrossentropy,
  squaredHinge,
} from './errors.js';
export { type F1ScoreOptions, type FBetaScoreOptions, f1Score, fBetaScore } from './f-score.js';
export {
  type BinaryIoUOptions,
  binaryIoU,
  type IoUOptions,
  iou,
  type MeanIoUOptions,
  meanIoU,
  type OneHotIoUOptions,
  type OneHotMeanIoUOptions,
  oneHotIoU,
  oneHotMeanIoU,
} from './iou.js';
export type { MeanMetric } from './mean-metric.js';
export type { Direction, Metric as SummedMetric, MetricValue } from './metric.js';
export type { MetricName } from './names.js';
export { Metric, type UserMetric } from './own-metric.js';
export { type R2ScoreOptions, r2Score } from './r2.js';
export { mean, sum, type Tracker } from './trackers.js';

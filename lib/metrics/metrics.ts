// `metrics.precision({ threshold: 0.7 })` and its siblings, for compile or by themselves (`.compute`).
export { type AucOptions, auc } from './auc.js';
export type { CountOptions } from './counts.js';
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
  accuracy,
  binaryAccuracy,
  categoricalAccuracy,
  cosineSimilarity,
  rootMeanSquaredError,
  sparseCategoricalAccuracy,
  sparseTopKCategoricalAccuracy,
  topKCategoricalAccuracy,
} from './means.js';
export type { MeanMetric, Metric } from './metric.js';
export type { MetricName } from './names.js';
export { r2Score } from './r2.js';

// `metrics.precision({ threshold: 0.7 })` and its siblings, for compile or by themselves (`.compute`).
export { auc } from './auc.js';
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
export type { Metric } from './metric.js';
export { r2Score } from './r2.js';

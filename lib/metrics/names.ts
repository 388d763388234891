// Which names stand for which metric. Logs carry the name as it was written, as in Keras.

import type { KerasName } from '../core/names.js';
import { toCamelCase, unknownName } from '../core/names.js';
import { lossesByName } from '../losses/names.js';
import {
  accuracy,
  binaryAccuracy,
  categoricalAccuracy,
  sparseCategoricalAccuracy,
  sparseTopKCategoricalAccuracy,
  topKCategoricalAccuracy,
} from './accuracy.js';
import { auc } from './auc.js';
import { concordanceCorrelation, pearsonCorrelation } from './correlation.js';
import {
  f1,
  falseNegatives,
  falsePositives,
  precision,
  recall,
  specificity,
  trueNegatives,
  truePositives,
} from './counts.js';
import { cosineSimilarity, crossentropy, logCoshError, lossMetric, rootMeanSquaredError } from './errors.js';
import { f1Score, fBetaScore } from './f-score.js';
import { binaryIoU } from './iou.js';
import type { AnyMetric } from './metric.js';
import { r2Score } from './r2.js';

type Maker = (options: { name: string }) => AnyMetric;

const byName = {
  accuracy,
  acc: accuracy,
  auc,
  binaryAccuracy,
  binaryIoU,
  categoricalAccuracy,
  ce: crossentropy,
  concordanceCorrelation,
  cosineSimilarity,
  crossentropy,
  f1,
  f1Score,
  fBetaScore,
  falseNegatives,
  falsePositives,
  logCoshError,
  pearsonCorrelation,
  precision,
  r2Score,
  recall,
  rmse: rootMeanSquaredError,
  rootMeanSquaredError,
  sparseCategoricalAccuracy,
  sparseTopKCategoricalAccuracy,
  specificity,
  topKCategoricalAccuracy,
  trueNegatives,
  truePositives,
} satisfies Record<string, Maker>;

/** All that make a metric, by name. */
export const metricMakers: Readonly<Record<string, unknown>> = byName;

/** A metric's name, in camelCase or as Keras spells it; a loss's name serves too. */
export type MetricName = KerasName<Exclude<keyof typeof byName | keyof typeof lossesByName, 'AUC'>> | 'AUC';

/** The metric of a name; it reports under the name as given. */
export function metricByName(name: string): AnyMetric {
  const key = keyOf(name);
  const make = (byName as Record<string, Maker>)[key];
  if (make) return make({ name });
  if (key in lossesByName) return lossMetric(key as keyof typeof lossesByName, name);
  throw unknownName('metric', name, [...Object.keys(byName), ...Object.keys(lossesByName)]);
}

/** AUC, MSE and other short names may stand in capitals. */
function keyOf(name: string): string {
  const camel = toCamelCase(name === name.toUpperCase() ? name.toLowerCase() : name);
  return { binaryIoU: 'binaryIoU', binaryIou: 'binaryIoU' }[camel] ?? camel;
}

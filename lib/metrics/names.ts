// Which names stand for which metric. Logs carry the name as it was written, as in Keras.

import { lossesByName } from '../losses/names.js';
import type { KerasName } from '../names.js';
import { toCamelCase, unknownName } from '../names.js';
import { auc } from './auc.js';
import {
  f1,
  falseNegatives,
  falsePositives,
  precision,
  recall,
  trueNegatives,
  truePositives,
} from './counts.js';
import {
  accuracy,
  binaryAccuracy,
  categoricalAccuracy,
  cosineSimilarity,
  crossentropy,
  lossMetric,
  rootMeanSquaredError,
  sparseCategoricalAccuracy,
  sparseTopKCategoricalAccuracy,
  topKCategoricalAccuracy,
} from './means.js';
import type { Metric } from './metric.js';
import { r2Score } from './r2.js';

const byName = {
  accuracy,
  acc: accuracy,
  auc,
  binaryAccuracy,
  categoricalAccuracy,
  ce: crossentropy,
  cosineSimilarity,
  crossentropy,
  f1,
  falseNegatives,
  falsePositives,
  precision,
  r2Score,
  recall,
  rmse: rootMeanSquaredError,
  rootMeanSquaredError,
  sparseCategoricalAccuracy,
  sparseTopKCategoricalAccuracy,
  topKCategoricalAccuracy,
  trueNegatives,
  truePositives,
} satisfies Record<string, (options: { name: string }) => Metric>;

/** All that make a metric, by name. */
export const metricMakers: Readonly<Record<string, unknown>> = byName;

/** A metric's name, in camelCase or as Keras spells it; a loss's name serves too. */
export type MetricName = KerasName<Exclude<keyof typeof byName | keyof typeof lossesByName, 'AUC'>> | 'AUC';

/** The metric of a name; it reports under the name as given. */
export function metricByName(name: string): Metric {
  const key = name === 'AUC' ? 'auc' : toCamelCase(name);
  if (key in byName) return byName[key as keyof typeof byName]({ name });
  if (key in lossesByName) return lossMetric(key as keyof typeof lossesByName, name);
  throw unknownName('metric', name, [...Object.keys(byName), ...Object.keys(lossesByName)]);
}

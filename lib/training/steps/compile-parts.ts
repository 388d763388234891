// What compile is given, by name or as it is, and what runs: one optimizer, loss or metric at a time.

import { received } from '../../core/messages.js';
import { type KerasName, toCamelCase, unknownName } from '../../core/names.js';
import { isLoss, loss } from '../../losses/define.js';
import type { Loss, LossFunction } from '../../losses/loss.js';
import { lossesByName } from '../../losses/names.js';
import { MeanMetric } from '../../metrics/mean-metric.js';
import type { AnyMetric } from '../../metrics/metric.js';
import { type MetricName, metricByName, metricMakers } from '../../metrics/names.js';
import type { UserMetric } from '../../metrics/own-metric.js';
import { type OptimizerName, optimizerByName, optimizerMakers } from '../../optimizers/names.js';
import type { tf } from '../../tf.js';

/** A loss's name, as `compile` takes it: Keras' spelling or camelCase. */
export type LossName = KerasName<keyof typeof lossesByName>;
/** @inline */
export type OneMetric = MetricName | AnyMetric | UserMetric | LossFunction;

export const isMetric = (value: object): value is AnyMetric | UserMetric => 'statistics' in value;

export function toOptimizer(given: OptimizerName | tf.Optimizer): tf.Optimizer {
  if (typeof given === 'string') return optimizerByName(given);
  if (given === undefined) {
    throw new Error(
      `compile: an optimizer is missing. Expected for example { optimizer: 'adam', loss: 'meanSquaredError' }.`,
    );
  }
  if (typeof given === 'object' && given !== null && 'applyGradients' in given) return given;
  throw new Error(
    `compile: optimizer must be a name ('adam') or one of optimizers.… . Received: ${received(given)}.${callIt('optimizers', given, optimizerMakers)}`,
  );
}

export function toLoss(given: LossName | Loss | LossFunction): Loss {
  if (isLoss(given)) {
    if (given.reduction !== 'none') return given;
    throw new Error(
      `compile: a loss must give one number. Received: losses.${toCamelCase(given.name)} with reduction: 'none', which is for training loops of one's own.`,
    );
  }
  if (typeof given === 'function') {
    notAMaker('loss', 'losses', given, lossesByName);
    return loss(given.name || 'loss', given);
  }
  if (typeof given !== 'string') {
    throw new Error(
      `compile: loss must be a name ('meanSquaredError'), one of losses.… or a function. Received: ${received(given)}.`,
    );
  }
  const key = toCamelCase(lowerShort(given));
  if (key in lossesByName) return lossesByName[key as keyof typeof lossesByName]();
  throw unknownName('loss', given, Object.keys(lossesByName));
}

function notAMaker(what: string, group: string, given: LossFunction, makers: Makers): void {
  const hint = callIt(group, given, makers);
  if (hint === '') return;
  throw new Error(
    `compile: ${what} must be a function of yTrue and yPred. Received: a maker of them.${hint}`,
  );
}

type Makers = Readonly<Record<string, unknown>>;

/** A maker in place of what it makes: its brackets are missing. */
function callIt(group: string, given: unknown, makers: Makers): string {
  const name = Object.keys(makers).find((key) => makers[key] === given);
  return name === undefined ? '' : ` Call it: ${group}.${name}().`;
}

/** Keras also takes MSE, MAE, BCE in capitals. */
const lowerShort = (name: string): string => (name === name.toUpperCase() ? name.toLowerCase() : name);

export function toMetric(given: OneMetric): AnyMetric {
  if (typeof given === 'string') return metricByName(given);
  if (typeof given === 'object' && isMetric(given)) return given as AnyMetric;
  if (typeof given !== 'function') {
    throw new Error(
      `compile: a metric must be a name ('accuracy'), one of metrics.… or a function. Received: ${received(given)}.`,
    );
  }
  notAMaker('a metric', 'metrics', given, metricMakers);
  return new MeanMetric(given.name || 'metric', 'Function', given);
}

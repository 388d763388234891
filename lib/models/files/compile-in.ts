// From Keras' form of compile's arguments to ours.

import type { Loss } from '../../losses/loss.js';
import { lossesByName } from '../../losses/names.js';
import type { Metric } from '../../metrics/metric.js';
import * as metrics from '../../metrics/metrics.js';
import { type MetricName, metricByName } from '../../metrics/names.js';
import { toCamelCase, unknownName } from '../../names.js';
import { optimizerByName } from '../../optimizers/names.js';
import type { Optimizer } from '../../optimizers/optimizer.js';
import * as schedules from '../../optimizers/schedule.js';
import type { CompileArgs } from '../compile.js';
import { isKerasObject, isObject, type Json, type JsonObject, type KerasObject } from './keras-object.js';

const scheduleMakers = new Map(Object.entries(schedules as Record<string, (options: never) => unknown>));
const metricMakers = new Map(
  Object.entries(metrics as unknown as Record<string, (options: object) => Metric>),
);

/** Compile's arguments from `compile_config` (`.keras`) or `training_config` (`.h5`). */
export function compileFromKeras(given: JsonObject): CompileArgs {
  const optimizer = (given.optimizer ?? given.optimizer_config) as Json;
  return {
    optimizer: optimizerFromKeras(optimizer),
    loss: lossFromKeras(given.loss!) as CompileArgs['loss'],
    metrics: metricsFromKeras(given.metrics ?? null) as CompileArgs['metrics'],
    weightedMetrics: metricsFromKeras(given.weighted_metrics ?? null) as CompileArgs['metrics'],
    lossWeights: (given.loss_weights ?? undefined) as CompileArgs['lossWeights'],
  };
}

function optimizerFromKeras(given: Json): Optimizer {
  if (typeof given === 'string') return optimizerByName(given);
  if (!isKerasObject(given)) throw new Error('its optimizer cannot be read');
  const name = given.class_name.replace(/^Custom>/, '');
  const { learning_rate, decay, ...rest } = given.config;
  const rate = rateFromKeras(learning_rate ?? null);
  const options: Record<string, unknown> = { learningRate: name === 'Nadam' ? rate : decayed(rate, decay) };
  for (const [key, value] of Object.entries(rest)) {
    if (value !== null) options[toCamelCase(key)] = value;
  }
  if (typeof rest.jit_compile === 'boolean') delete options.jitCompile;
  const Class = optimizerByName(name).constructor as new (options: Record<string, unknown>) => Optimizer;
  return new Class(options);
}

/** Before Keras 2.11 `decay` was an option of every optimizer; Nadam's was another thing. */
const decayed = (rate: unknown, decay: Json | undefined): unknown =>
  typeof rate === 'number' && typeof decay === 'number' && decay > 0
    ? schedules.inverseTimeDecay({ initialLearningRate: rate, decaySteps: 1, decayRate: decay })
    : rate;

function rateFromKeras(given: Json): unknown {
  if (!isKerasObject(given)) return typeof given === 'number' ? given : undefined;
  const name = toCamelCase(given.class_name[0]!.toLowerCase() + given.class_name.slice(1));
  const make = scheduleMakers.get(name);
  if (!make) throw unknownName('learning rate schedule', given.class_name, [...scheduleMakers.keys()]);
  return make(camelKeys(given.config) as never);
}

function camelKeys(config: JsonObject): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(config)
      .filter(([, value]) => value !== null)
      .map(([key, value]) => [toCamelCase(key), value]),
  );
}

function lossFromKeras(given: Json): unknown {
  if (typeof given === 'string' || given === null) return given;
  if (Array.isArray(given)) return given.length === 1 ? lossFromKeras(given[0]!) : given.map(lossFromKeras);
  if (isKerasObject(given)) return lossObject(given);
  return Object.fromEntries(Object.entries(given).map(([output, loss]) => [output, lossFromKeras(loss)]));
}

function lossObject({ class_name, config }: KerasObject): unknown {
  if (class_name === 'function') return config;
  const name = class_name[0]!.toLowerCase() + class_name.slice(1);
  const make = lossesByName[name as keyof typeof lossesByName] as ((options: object) => Loss) | undefined;
  if (!make) throw unknownName('loss', class_name, Object.keys(lossesByName));
  return make(camelKeys(config));
}

function metricsFromKeras(given: Json): unknown {
  if (given === null) return undefined;
  if (Array.isArray(given)) {
    const list = given.map((one) => (Array.isArray(one) ? metricsFromKeras(one) : metricFromKeras(one)));
    // Keras 2 writes the metrics of a single output as [[…]].
    return list.length === 1 && Array.isArray(list[0]) ? list[0] : list;
  }
  if (!isObject(given) || isKerasObject(given)) return metricFromKeras(given);
  return Object.fromEntries(Object.entries(given).map(([output, one]) => [output, metricsFromKeras(one)]));
}

function metricFromKeras(given: Json): Metric | MetricName {
  if (typeof given === 'string') return given as MetricName;
  if (!isKerasObject(given)) throw new Error('one of its metrics cannot be read');
  const { class_name, config } = given;
  const name = String(config.name ?? class_name);
  // Keras 2 wraps a function: its name is what counts.
  if (class_name === 'MeanMetricWrapper') return metricByName(name);
  const key = class_name === 'AUC' ? 'auc' : class_name[0]!.toLowerCase() + class_name.slice(1);
  const make = metricMakers.get(key);
  if (!make) return metricByName(name);
  const { thresholds, ...rest } = camelKeys(config);
  const threshold = Array.isArray(thresholds) ? thresholds[0] : thresholds;
  return make({ ...rest, ...(threshold === undefined ? {} : { threshold }), name });
}

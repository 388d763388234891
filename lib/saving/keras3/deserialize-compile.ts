// From Keras' form of compile's arguments to ours.

import { toCamelCase, unknownName } from '../../core/names.js';
import type { Network } from '../../core/network.js';
import type { Loss } from '../../losses/loss.js';
import { lossesByName } from '../../losses/names.js';
import type { AnyMetric } from '../../metrics/metric.js';
import * as metrics from '../../metrics/metrics.js';
import { type MetricName, metricByName } from '../../metrics/names.js';
import { lossScaleOptimizer } from '../../optimizers/loss-scale-optimizer.js';
import { optimizerByName } from '../../optimizers/names.js';
import type { Optimizer } from '../../optimizers/optimizer.js';
import * as schedules from '../../optimizers/schedule.js';
import { type CompileArgs, compile } from '../../training/steps/compile.js';
import { isKerasObject, isObject, type Json, type JsonObject, type KerasObject } from './keras-object.js';

type Make<T> = (options: never) => T;

/** Makers by the name of Keras' class, whose capitals are not ours. */
const byClass = <T>(makers: Readonly<Record<string, unknown>>): ReadonlyMap<string, Make<T>> =>
  new Map(
    Object.entries(makers)
      .filter(([, make]) => typeof make === 'function')
      .map(([name, make]) => [name.toLowerCase(), make as Make<T>]),
  );

const scheduleMakers = byClass<unknown>({ ...schedules });
const metricMakers = byClass<AnyMetric>({ ...metrics });
const lossMakers = byClass<Loss>(lossesByName);

/** Compiles as the file says; a file that says nothing, or what only Python can do, leaves the model uncompiled. */
export function compileAsStored(model: Network, given: unknown, path: string): boolean {
  // Saved before it was compiled.
  if (!isObject(given) || !(given.optimizer ?? given.optimizer_config)) return false;
  try {
    compile(model, compileFromKeras(given), true);
    return true;
  } catch (error) {
    console.warn(`loadModel: ${path} is loaded but not compiled: ${(error as Error).message}`);
    return false;
  }
}

/** Compile's arguments from `compile_config` (`.keras`) or `training_config` (`.h5`). */
export function compileFromKeras(given: JsonObject): CompileArgs {
  const optimizer = (given.optimizer ?? given.optimizer_config) as Json;
  return {
    optimizer: optimizerFromKeras(optimizer),
    loss: lossFromKeras(given.loss!) as CompileArgs['loss'],
    metrics: metricsFromKeras(metricsOf(given, 'metrics')) as CompileArgs['metrics'],
    weightedMetrics: metricsFromKeras(metricsOf(given, 'weighted_metrics')) as CompileArgs['metrics'],
    lossWeights: (given.loss_weights ?? undefined) as CompileArgs['lossWeights'],
  };
}

/** Names that Keras' metrics report under once they were made from a short one. */
const longNames: Readonly<Record<string, string>> = {
  mae: 'mean_absolute_error',
  mape: 'mean_absolute_percentage_error',
  mse: 'mean_squared_error',
  msle: 'mean_squared_logarithmic_error',
  bce: 'binary_crossentropy',
};

/** Reading `.h5`, Keras makes a metric of each name, which then reports under its own. */
function metricsOf(given: JsonObject, which: 'metrics' | 'weighted_metrics'): Json {
  const long = (one: Json): Json => {
    if (typeof one === 'string') return longNames[one.toLowerCase()] ?? one;
    if (Array.isArray(one)) return one.map(long);
    if (!isObject(one) || isKerasObject(one)) return one;
    return Object.fromEntries(Object.entries(one).map(([output, inner]) => [output, long(inner as Json)]));
  };
  const metrics = (given[which] ?? null) as Json;
  return 'optimizer_config' in given ? long(metrics) : metrics;
}

export function optimizerFromKeras(given: Json): Optimizer {
  if (typeof given === 'string') return optimizerByName(given);
  if (!isKerasObject(given)) throw new Error('its optimizer cannot be read');
  const name = given.class_name.replace(/^Custom>/, '');
  if (name === 'LossScaleOptimizer') return lossScaleFromKeras(given.config);
  const { learning_rate, decay, ...rest } = given.config;
  const rate = rateFromKeras(learning_rate ?? null);
  const options: Record<string, unknown> = {
    ...camelKeys(rest),
    learningRate: name === 'Nadam' ? rate : decayed(rate, decay),
  };
  const Class = optimizerByName(name).constructor as new (options: Record<string, unknown>) => Optimizer;
  const made = new Class(options);
  refuseUnknown(name, rest, made);
  return made;
}

function lossScaleFromKeras({ inner_optimizer, initial_scale, dynamic_growth_steps }: JsonObject): Optimizer {
  return lossScaleOptimizer(optimizerFromKeras(inner_optimizer ?? null), {
    ...(typeof initial_scale === 'number' ? { initialScale: initial_scale } : {}),
    ...(typeof dynamic_growth_steps === 'number' ? { dynamicGrowthSteps: dynamic_growth_steps } : {}),
  });
}

/** Settings that change no step. */
const withoutEffect = ['name', 'jit_compile', 'is_legacy_optimizer', 'relative_step'];

/** What our optimizer does not take would be another training. */
function refuseUnknown(name: string, config: JsonObject, made: Optimizer): void {
  const known = Object.keys(made.getConfig());
  for (const [key, value] of Object.entries(config)) {
    const isUnknown = !known.includes(key) && !withoutEffect.includes(key);
    const isFalse = key === 'relative_step' && value === false;
    if ((isUnknown && value !== null && value !== false) || isFalse)
      throw new Error(
        `its optimizer ${name} has ${key}=${JSON.stringify(value)}, which is not available here`,
      );
  }
}

/** Before Keras 2.11 `decay` was an option of every optimizer; Nadam's was another thing. */
const decayed = (rate: unknown, decay: Json | undefined): unknown =>
  typeof rate === 'number' && typeof decay === 'number' && decay > 0
    ? schedules.inverseTimeDecay({ initialLearningRate: rate, decaySteps: 1, decayRate: decay })
    : rate;

function rateFromKeras(given: Json): unknown {
  if (!isKerasObject(given)) return typeof given === 'number' ? given : undefined;
  const make = scheduleMakers.get(given.class_name.toLowerCase());
  if (!make) throw unknownName('learning rate schedule', given.class_name, [...scheduleMakers.keys()]);
  return make(camelKeys(given.config) as never);
}

/** Options for which Keras' None is a choice, rather than the default. */
const choosesNone = ['reduction', 'class_aggregation'];

/** Options by our names; names of choices, too, are in camelCase here. */
function camelKeys(config: JsonObject): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(config)
      .map(([key, value]) => [key, value === null && choosesNone.includes(key) ? 'none' : value] as const)
      // Only there does null say something else than nothing.
      .filter(([key, value]) => (value !== null || key === 'rms_rate') && key !== 'dtype')
      .map(([key, value]) => [
        toCamelCase(key),
        typeof value === 'string' && key !== 'name' ? toCamelCase(value) : value,
      ]),
  );
}

function lossFromKeras(given: Json): unknown {
  if (typeof given === 'string' || given === null) return given;
  if (Array.isArray(given)) return given.length === 1 ? lossFromKeras(given[0]!) : given.map(lossFromKeras);
  if (isKerasObject(given)) return lossObject(given);
  return Object.fromEntries(Object.entries(given).map(([output, loss]) => [output, lossFromKeras(loss)]));
}

export function lossObject({ class_name, config }: KerasObject): unknown {
  if (class_name === 'function') return config;
  const make = lossMakers.get(class_name.toLowerCase());
  if (!make) throw unknownName('loss', class_name, Object.keys(lossesByName));
  return make(camelKeys(config) as never);
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

export function metricFromKeras(given: Json): AnyMetric | MetricName {
  if (typeof given === 'string') return given as MetricName;
  if (!isKerasObject(given)) throw new Error('one of its metrics cannot be read');
  const { class_name, config } = given;
  const name = String(config.name ?? class_name);
  if (class_name === 'function') return metricByName(String(config));
  // Keras 2 wraps a function: its name is what counts.
  const make = class_name === 'MeanMetricWrapper' ? undefined : metricMakers.get(class_name.toLowerCase());
  return make ? make(camelKeys(config) as never) : metricByName(name);
}

// What compile was told, in Keras' form.

import { toSnakeCase } from '../../core/names.js';
import { isLoss } from '../../losses/define.js';
import type { Loss } from '../../losses/loss.js';
import type { AnyMetric } from '../../metrics/metric.js';
import { LossScaleOptimizer } from '../../optimizers/loss-scale-optimizer.js';
import { Optimizer } from '../../optimizers/optimizer.js';
import type { CompiledState } from '../../training/steps/compile.js';
import { type Json, type JsonObject, kerasObject } from './keras-object.js';

/** Undefined where Keras could not read it: functions of one's own, tfjs' optimizers, metrics that are ours only. */
export function compileToKeras(state: CompiledState): JsonObject | undefined {
  const { optimizer, args } = state;
  if (!(optimizer instanceof Optimizer) || hasOwnFunctions(state)) return undefined;
  const losses = state.losses.map((loss) => (loss === null ? null : lossToKeras(loss)));
  const outputs = state.losses.length;
  const metrics = Array.from({ length: outputs }, (_, i) => metricsOf(state, i, false));
  const weighted = Array.from({ length: outputs }, (_, i) => metricsOf(state, i, true));
  return {
    optimizer: optimizerToKeras(optimizer),
    loss: outputs === 1 ? losses[0]! : losses,
    loss_weights: args.lossWeights === undefined ? null : state.lossWeights,
    metrics: outputs === 1 ? metrics[0]! : metrics,
    weighted_metrics: weighted.every((list) => list.length === 0)
      ? null
      : outputs === 1
        ? weighted[0]!
        : weighted,
    run_eagerly: false,
    steps_per_execution: 1,
    jit_compile: false,
  };
}

export function optimizerToKeras(optimizer: Optimizer): JsonObject {
  if (optimizer instanceof LossScaleOptimizer) return lossScaleToKeras(optimizer);
  const config = optimizer.getConfig() as JsonObject;
  const schedule = optimizer.schedule;
  const learning_rate = schedule
    ? kerasObject('keras.optimizers.schedules', schedule.className, schedule.config as JsonObject)
    : config.learning_rate!;
  const className = optimizer.getClassName();
  return kerasObject('keras.optimizers', className, {
    ...config,
    learning_rate,
    name: className.toLowerCase(),
  });
}

function lossScaleToKeras({
  innerOptimizer,
  initialScale,
  dynamicGrowthSteps,
}: LossScaleOptimizer): JsonObject {
  return kerasObject('keras.optimizers', 'LossScaleOptimizer', {
    name: 'loss_scale_optimizer',
    inner_optimizer: optimizerToKeras(innerOptimizer),
    initial_scale: initialScale,
    dynamic_growth_steps: dynamicGrowthSteps,
  });
}

function metricsOf({ metrics }: CompiledState, output: number, weighted: boolean): Json[] {
  return metrics
    .filter((bound) => bound.output === output && bound.weighted === weighted)
    .map(({ metric }) => metricToKeras(metric));
}

/** Keras resolves these by the outputs' shapes; they go by name. */
const byName = ['Accuracy', 'Crossentropy'];

function metricToKeras(metric: AnyMetric): Json {
  if (byName.includes(metric.className)) return toSnakeCase(metric.name);
  return kerasObject('keras.metrics', metric.className, metric.config() as JsonObject);
}

function lossToKeras({ className, name, config }: Loss): Json {
  if (Object.keys(config).length === 0) return name;
  return kerasObject('keras.losses', className, config as JsonObject);
}

/** Classes of metrics that Keras' files do not hold. */
export const metricsOfOursOnly: readonly string[] = ['Function', 'F1', 'Specificity'];

function hasOwnFunctions({ args, metrics }: CompiledState): boolean {
  const losses = [args.loss].flat();
  return (
    losses.some((loss) => typeof loss === 'function' && !isLoss(loss)) ||
    metrics.some(({ metric }) => metricsOfOursOnly.includes(metric.className))
  );
}

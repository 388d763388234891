// From compile's names to the functions that a step runs.

import { checkOptions, checkWhole } from '../../core/messages.js';
import type { Network } from '../../core/network.js';
import type { Loss, LossFunction } from '../../losses/loss.js';
import type { AnyMetric } from '../../metrics/metric.js';
import { LossScaleOptimizer } from '../../optimizers/loss-scale-optimizer.js';
import type { OptimizerName } from '../../optimizers/names.js';
import { Optimizer } from '../../optimizers/optimizer.js';
import type { tf } from '../../tf.js';
import { isMetric, type LossName, type OneMetric, toLoss, toMetric, toOptimizer } from './compile-parts.js';

/** @inline */
type PerOutput<T> = T | (T | null)[] | { [output: string]: T };

/** Arguments of `model.compile`. */
export interface CompileArgs {
  /** A name (`'adam'`), one of `optimizers.…`, or one of `tf.train.…`. */
  optimizer: OptimizerName | tf.Optimizer;
  /**
   * A name, one of `losses.…`, or a function of true and predicted values; one, or one for each output. Without it the
   * model trains by what its layers add (`addLoss`) or by a `trainStep` of its own.
   */
  loss?: PerOutput<LossName | Loss | LossFunction>;
  /** Names, `metrics.…` or functions; with several outputs an object by output name. */
  metrics?: OneMetric | OneMetric[] | OneMetric[][] | { [output: string]: OneMetric | OneMetric[] };
  /** Like `metrics`, weighted by sampleWeight and classWeight. */
  weightedMetrics?: CompileArgs['metrics'];
  /** How much each output's loss counts; default 1 each. */
  lossWeights?: number[] | { [output: string]: number };
  /** Runs every step op by op, as `eager` of `fit` does for one. Default false. */
  runEagerly?: boolean;
  /**
   * Steps that Keras runs as one. Here a run of steps is one graph as long as no callback looks at them, whatever this
   * says: it is taken for Keras' sake, and `'auto'` too.
   */
  stepsPerExecution?: number | 'auto';
  /** Whether XLA compiles the steps of training, as `jitCompile` of `fit`, which goes before it. Default `'auto'`. */
  jitCompile?: boolean | 'auto';
  /**
   * Whether `optimizers.lossScaleOptimizer` is put around the optimizer of a model whose policy is `mixed_float16`.
   * Default true.
   */
  autoScaleLoss?: boolean;
}

/** A metric in its place: which output it reads, and its key in the logs. */
export interface BoundMetric {
  readonly metric: AnyMetric;
  readonly output: number;
  readonly key: string;
  readonly weighted: boolean;
}

/** What compile decided; a step needs no more. */
export interface CompiledState {
  readonly args: CompileArgs;
  /** Which of the model's forms it was decided for. */
  readonly revision: number;
  readonly optimizer: tf.Optimizer;
  /** Whether the optimizer was made for this model, and goes with it. */
  readonly ownsOptimizer: boolean;
  /** One for each output; null: that output is not trained. */
  readonly losses: (Loss | null)[];
  readonly lossWeights: number[];
  readonly metrics: BoundMetric[];
}

const states = new WeakMap<object, CompiledState>();
/** Models that were compiled before the shape of their input was known. */
const waiting = new WeakMap<object, { args: CompileArgs; ownsOptimizer: boolean }>();
const optionNames: (keyof CompileArgs)[] = [
  ...(['optimizer', 'loss', 'metrics', 'weightedMetrics', 'lossWeights'] as const),
  ...(['runEagerly', 'stepsPerExecution', 'jitCompile', 'autoScaleLoss'] as const),
];

/** Prepares `model` for fit and evaluate. */
export function compile(
  model: Network,
  args: CompileArgs,
  ownsOptimizer = typeof args.optimizer === 'string',
): void {
  checkOptions('compile', args, optionNames);
  const { stepsPerExecution = 1 } = args;
  if (stepsPerExecution !== 'auto') checkWhole('compile', 'stepsPerExecution', stepsPerExecution, 1);
  const optimizer = withScaledLoss(model, toOptimizer(args.optimizer), args);
  if (!model.isDescribed && (model.isOwn || model.layers.length > 0)) {
    waiting.set(model, { args: { ...args, optimizer }, ownsOptimizer });
    return;
  }
  waiting.delete(model);
  const outputs = model.outputNames;
  if (!model.isOwn && !model.isNamed.outputs) checkLossNames(args.loss, outputs);
  const losses = perOutput('loss', args.loss, outputs).map((one) => (one == null ? null : toLoss(one)));
  const weights = args.lossWeights === undefined ? [] : perOutput('lossWeights', args.lossWeights, outputs);
  const state: CompiledState = {
    args,
    revision: model.revision,
    ownsOptimizer,
    optimizer,
    losses,
    lossWeights: outputs.map((_, i) => weights[i] ?? 1),
    metrics: withNamesApart(bind(args.metrics, outputs, false), bind(args.weightedMetrics, outputs, true)),
  };
  states.set(model, state);
}

/** The same wrapper for the same optimizer, since it has a state of its own. */
const scaling = new WeakMap<Optimizer, LossScaleOptimizer>();

function withScaledLoss(
  { dtypePolicy }: Network,
  optimizer: tf.Optimizer,
  { autoScaleLoss = true }: CompileArgs,
): tf.Optimizer {
  if (!autoScaleLoss || dtypePolicy.name !== 'mixed_float16' || optimizer instanceof LossScaleOptimizer)
    return optimizer;
  if (!(optimizer instanceof Optimizer))
    throw new Error(
      "compile: the loss of a model of 'mixed_float16' is scaled, expected one of optimizers.… . Received: an optimizer of tf.train. " +
        'Use optimizers.adam() or another of optimizers, or say autoScaleLoss: false.',
    );
  const made = scaling.get(optimizer) ?? new LossScaleOptimizer(optimizer);
  scaling.set(optimizer, made);
  return made;
}

/** As in Keras, losses by name are those of all outputs, unless the outputs themselves are given by name. */
function checkLossNames(loss: CompileArgs['loss'], outputs: readonly string[]): void {
  if (typeof loss !== 'object' || loss === null || Array.isArray(loss)) return;
  const missing = outputs.filter((name) => !Object.hasOwn(loss, name));
  if (missing.length === 0) return;
  throw new Error(
    `compile: loss: expected one for each output (${outputs.join(', ')}), null for one that is not judged. Received: none ` +
      `for ${missing.join(', ')}.`,
  );
}

/** What compile decided for `model`; an error that names `method` when it was never compiled. */
export function compiledState(model: Network, method: string): CompiledState {
  const early = waiting.get(model);
  if (early && model.isDescribed) compile(model, early.args, early.ownsOptimizer);
  const state = states.get(model);
  // Layers came or went: what compile decided must be decided anew.
  if (state && state.revision !== model.revision) compile(model, state.args, state.ownsOptimizer);
  if (state) return states.get(model)!;
  throw new Error(
    `${method}: this model is not compiled yet. Call model.compile({ optimizer: 'adam', loss: …, metrics: ['accuracy'] }) first.`,
  );
}

/** The optimizer's memory of a model that is disposed of. */
export function disposeOptimizerState(model: Network): void {
  const state = states.get(model);
  if (!state) return;
  const { optimizer, ownsOptimizer } = state;
  if (ownsOptimizer) optimizer.dispose();
  else if (optimizer instanceof Optimizer) optimizer.forget(model.weights.map(({ name }) => name));
}

export const isCompiled = (model: Network): boolean => states.has(model) || waiting.has(model);

/** What compile was given, or made of its name. */
export const optimizerOf = (model: Network): tf.Optimizer =>
  (waiting.get(model)?.args.optimizer as tf.Optimizer | undefined) ??
  compiledState(model, 'optimizer').optimizer;

function bind(given: CompileArgs['metrics'], outputs: string[], weighted: boolean): BoundMetric[] {
  if (given === undefined) return [];
  const lists = metricLists(given, outputs);
  const prefix = outputs.length > 1;
  return lists.flatMap((list, output) =>
    list.map(toMetric).map((metric) => {
      const key = prefix ? `${outputs[output]}_${metric.name}` : metric.name;
      return { metric, output, key, weighted };
    }),
  );
}

/**
 * As in Keras, the second metric of a name is `…_1`, and one that is asked for plain and weighted is `weighted_…` the
 * second time.
 */
function withNamesApart(plain: BoundMetric[], weighted: BoundMetric[]): BoundMetric[] {
  const used = new Map<string, number>();
  const apart = (key: string): string => {
    const count = used.get(key) ?? 0;
    used.set(key, count + 1);
    return count === 0 ? key : `${key}_${count}`;
  };
  const ofWeighted = (bound: BoundMetric): string => {
    const { name } = bound.metric;
    return used.has(bound.key) ? `${bound.key.slice(0, -name.length)}weighted_${name}` : bound.key;
  };
  return [
    ...plain.map((bound) => ({ ...bound, key: apart(bound.key) })),
    ...weighted.map((bound) => ({ ...bound, key: apart(ofWeighted(bound)) })),
  ];
}

function metricLists(given: NonNullable<CompileArgs['metrics']>, outputs: string[]): OneMetric[][] {
  const toList = (one: OneMetric | OneMetric[]): OneMetric[] => (Array.isArray(one) ? one : [one]);
  if (Array.isArray(given)) {
    const nested = given.length > 0 && given.every((one) => Array.isArray(one));
    if (nested) return (given as OneMetric[][]).map(toList);
    return outputs.map(() => given as OneMetric[]);
  }
  if (typeof given === 'string' || typeof given === 'function' || isMetric(given))
    return outputs.map(() => [given]);
  checkOptions('compile: metrics', given, outputs);
  return outputs.map((name) => toList(given[name] ?? []));
}

function perOutput<T>(what: string, given: PerOutput<T> | undefined, outputs: string[]): (T | null)[] {
  if (given === undefined) return outputs.map(() => null);
  if (Array.isArray(given)) {
    if (given.length === outputs.length) return given as (T | null)[];
    throw new Error(
      `compile: expected one ${what} for each output (${outputs.length}: ${outputs.join(', ')}). Received: ${given.length}.`,
    );
  }
  if (typeof given === 'object' && given !== null) {
    checkOptions(`compile: ${what}`, given, outputs);
    return outputs.map((name) => (given as { [output: string]: T })[name] ?? null);
  }
  return outputs.map(() => given as T);
}

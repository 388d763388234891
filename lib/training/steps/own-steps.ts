// What a model class of the user's own may decide itself: how its loss is computed, and what a step does.
import type { Network } from '../../core/network.js';
import { type AnyMetric, Metric } from '../../metrics/metric.js';
import { Tracker } from '../../metrics/trackers.js';
import { tf } from '../../tf.js';
import type { CompiledState } from './compile.js';
import type { Batch } from './trainer.js';

/** What a loss is computed from. */
export interface LossParts {
  /** The inputs: one, a list, or by name. */
  readonly x: unknown;
  /** The targets: one, or a list for several outputs; undefined where none were given. */
  readonly y?: tf.Tensor | tf.Tensor[];
  readonly yPred: tf.Tensor | tf.Tensor[];
  readonly sampleWeight?: tf.Tensor | tf.Tensor[];
  readonly training?: boolean;
}

/** Logs of a step: numbers, or tensors of one. */
export type StepLogs = Readonly<Record<string, tf.Tensor | number>>;

const methods = ['computeLoss', 'trainStep', 'testStep'] as const;
type Method = (typeof methods)[number];
const defaults = new Set<unknown>();

/** Says that these methods are the ones that every model has. */
export function declareDefaults(prototype: object): void {
  for (const name of methods) defaults.add(Reflect.get(prototype, name));
}

/** The method, where the model's class has one of its own. */
export function ownMethod(model: Network, name: Method): ((given: unknown) => unknown) | undefined {
  const method: unknown = Reflect.get(model, name);
  return typeof method === 'function' && !defaults.has(method) ? method.bind(model) : undefined;
}

/** Whether a step of its own decides: it runs op by op, since what it does is read as it runs. */
export const hasOwnStep = (model: Network): boolean =>
  ownMethod(model, 'trainStep') !== undefined || ownMethod(model, 'testStep') !== undefined;

/** Whether steps run op by op: as the call asks, else as `compile` or the model decides. */
export const runsEagerly = (model: Network, { args }: CompiledState, asked: boolean | undefined): boolean =>
  asked ?? (args.runEagerly || hasOwnStep(model));

/** A batch as `trainStep` takes it: `[x, y, sampleWeight]`. */
export function dataOf(model: Network, { inputs, targets, weights }: Batch) {
  return [structured(model, inputs), oneOrAll(targets), oneOrAll(weights)] as const;
}

/** Inputs as the model's `call` takes them. */
export function structured(model: Network, inputs: readonly tf.Tensor[]): unknown {
  if (!model.isNamed.inputs) return oneOrAll(inputs);
  return Object.fromEntries(model.inputNames.map((name, i) => [name, inputs[i]!]));
}

export function oneOrAll(tensors: readonly tf.Tensor[]): tf.Tensor | tf.Tensor[] | undefined {
  if (tensors.length === 0) return undefined;
  return tensors.length === 1 ? tensors[0]! : [...tensors];
}

/** Numbers of a step's logs. */
export function readLogs(logs: unknown, where: string): Record<string, number> {
  if (typeof logs !== 'object' || logs === null || logs instanceof tf.Tensor)
    throw new Error(`${where}: expected logs by name, such as { loss }. Received: ${String(logs)}.`);
  return Object.fromEntries(
    Object.entries(logs as StepLogs).map(([name, value]) => [
      name,
      typeof value === 'number' ? value : value.dataSync()[0]!,
    ]),
  );
}

/** Metrics and trackers that a class keeps in fields. */
export function metricsInFields(model: object): (AnyMetric | Tracker)[] {
  return Object.values(model)
    .flat()
    .filter((one): one is AnyMetric | Tracker => one instanceof Tracker || isMetric(one));
}

const isMetric = (value: unknown): value is AnyMetric =>
  typeof value === 'object' && value !== null && 'statistics' in value;

/** Begins all metrics anew: those of compile, and those in fields. */
export function resetMetrics(model: Network, state: CompiledState): void {
  for (const one of [
    ...state.metrics.map(({ metric }) => metric),
    ...metricsInFields(model),
    ...trackersOf(model),
  ])
    one.resetState();
}

/** Whether something of the user's own counts over an epoch, beside the step's sums. */
export const countsOnItsOwn = (model: Network, state: CompiledState): boolean =>
  state.metrics.some(({ metric }) => !(metric instanceof Metric)) ||
  metricsInFields(model).length > 0 ||
  lossTrackers.has(model);

const lossTrackers = new WeakMap<Network, Tracker>();
const trackersOf = (model: Network): Tracker[] => [lossTrackers.get(model) ?? []].flat();

/** The mean of the loss, as a step of one's own keeps it. */
export function lossTracker(model: Network): Tracker {
  const known = lossTrackers.get(model);
  if (known) return known;
  const made = new Tracker('loss');
  lossTrackers.set(model, made);
  return made;
}

/** Whether training is by targets: not where a step or a loss of its own may do without, nor without a loss. */
export function needsTargets(model: Network, state: CompiledState): boolean {
  if (hasOwnStep(model) || ownMethod(model, 'computeLoss')) return false;
  return state.losses.some((loss) => loss !== null) || state.metrics.length > 0;
}

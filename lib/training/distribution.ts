// The seam between training and whoever has several processes carry it out together. Loaded only where there are
// other processes.
import type { Network } from '../core/network.js';
import { namesCluster } from '../engine/cluster/cluster.js';
import { clusterHere } from '../engine/cluster/cluster-here.js';
import type { tf } from '../tf.js';
import type { Source } from './data/source.js';
import type { CompiledState } from './steps/compile.js';
import type { ReadableProgram } from './steps/step.js';
import type { Trainer } from './steps/trainer.js';

/** What is to be carried out together. */
export interface SharedWork {
  readonly where: 'fit' | 'evaluate';
  readonly model: Network;
  readonly state: CompiledState;
  readonly programs: readonly ReadableProgram[];
  readonly sources: readonly Source[];
  /** Numbers and switches that must be the same everywhere. */
  readonly settings: Readonly<Record<string, number | undefined>>;
  /** Asked for op by op, or by XLA. */
  readonly eager: boolean;
  readonly xla: boolean;
}

/** A run of work that all processes take part in. */
export interface SharedRun {
  /** Whether this process is the first, which shows progress and writes files. */
  readonly isFirst: boolean;
  /** Has the steps of a trainer's taken by all. */
  trainer(inner: Trainer): Trainer;
  /** Gives all processes the first one's weights, optimizer and epoch to begin with. */
  start(epoch: number): Promise<number>;
  /** Whether any process asks to stop. */
  anyStops(stops: boolean): Promise<boolean>;
  end(): void | Promise<void>;
}

/** Predictions of which each process computes some batches, and gets those of all. */
export interface SharedPredictions {
  /** The outputs for rows that all processes have; JavaScript stands still until the others have computed theirs. */
  ofRows(inputs: tf.Tensor[], batchSize: number, predict: Trainer['predict']): tf.Tensor[];
  /** Whether this process computes the batch of a generator's; each computes the first. */
  takes(step: number): boolean;
  /** Tells what the first batch was; that may mean that each computes all. */
  begin(inputs: readonly tf.Tensor[], outputs: readonly tf.Tensor[]): void;
  /** All batches' outputs, one behind the other. @param own those of the batches that this process took */
  gather(own: ReadonlyMap<number, readonly tf.Tensor[]>, steps: number): Promise<tf.Tensor[]>;
}

export interface Distribution {
  /** Waits for the others; refuses, in every process, what cannot be carried out together. */
  begin(work: SharedWork): Promise<SharedRun | undefined>;
  /** Undefined where each process predicts by itself. */
  predictions?(model: Network): SharedPredictions | undefined;
}

let load: (() => Promise<Distribution>) | undefined;
let loaded: Distribution | undefined;
let team: Distribution | undefined;

/** Called once by the library's index. Where there are others it loads at once: predictions of arrays cannot wait for it. */
export async function registerDistribution(loader: () => Promise<Distribution>): Promise<void> {
  load = loader;
  if (namesCluster(process.env)) loaded = await loader();
}

/** Has processes that this one has started take the steps; undefined: no longer. */
export function trainBy(processes: Distribution | undefined): void {
  team = processes;
}

/** Whether this process is one of several that train together. */
export const isDistributed = (): boolean => load !== undefined && clusterHere() !== undefined;

/** Begins work that all processes take part in; undefined where this process does it alone. */
export async function beginTogether(work: () => SharedWork): Promise<SharedRun | undefined> {
  const distribution = team ?? (isDistributed() ? await load!() : undefined);
  return distribution?.begin(work());
}

/** Predictions that all processes take part in; undefined where this one predicts alone. */
export const predictTogether = (model: Network): SharedPredictions | undefined =>
  team === undefined && isDistributed() ? loaded?.predictions?.(model) : undefined;

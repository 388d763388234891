// The seam between training and whoever has several processes carry it out together. Loaded only where there are
// other processes.
import type { Network } from '../core/network.js';
import { clusterHere } from '../engine/cluster/cluster-here.js';
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

export interface Distribution {
  /** Waits for the others; refuses, in every process, what cannot be carried out together. */
  begin(work: SharedWork): Promise<SharedRun | undefined>;
}

let load: (() => Promise<Distribution>) | undefined;
let team: Distribution | undefined;

/** Called once by the library's index. */
export function registerDistribution(loader: () => Promise<Distribution>): void {
  load = loader;
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

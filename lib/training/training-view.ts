// What fit tells whoever shows its progress. The views register here.
import { host } from '../host.js';
import type { Logs } from './steps/statistics.js';

export type { Logs };

export interface TrainingInfo {
  readonly epochs: number;
  readonly initialEpoch: number;
  /** Unknown for a generator without a length, until its first epoch is over. */
  readonly stepsPerEpoch?: number;
  readonly samples?: number;
  readonly batchSize?: number;
  /** Names of the logs, those of validation (`val_…`) included. */
  readonly metrics: string[];
  /** 1: progress in place; 2: one line an epoch. */
  readonly verbose: 1 | 2;
}

export interface TrainingSummary {
  readonly history: Record<string, number[]>;
  readonly epochs: number[];
  readonly reason: 'finished' | 'early stop' | 'stopped' | 'error';
  /** The log that a callback watched: by it the best epoch is told. */
  readonly watched?: string | undefined;
  readonly seconds: number;
}

export interface TrainingView {
  begin(info: TrainingInfo): void;
  /** `step`: steps done in this epoch; `logs`: means over the epoch so far. Throttling is the view's business. */
  batch(step: number, logs: Logs): void;
  /** `epoch` counts from 0. */
  epoch(epoch: number, logs: Logs): void;
  end(summary: TrainingSummary): Promise<void> | void;
}

export const silentView: TrainingView = { begin() {}, batch() {}, epoch() {}, end() {} };

const makers = new Map<'notebook' | 'terminal', () => TrainingView>();

export function registerTrainingView(kind: 'notebook' | 'terminal', make: () => TrainingView): void {
  makers.set(kind, make);
}

/** The view for the place the library runs in. */
export function createTrainingView(verbose: 0 | 1 | 2): TrainingView {
  if (verbose === 0) return silentView;
  const make = makers.get(host().kind) ?? makers.get('terminal');
  return make?.() ?? silentView;
}

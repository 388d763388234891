// Where a pass over data takes its steps from.
import type { ReadableProgram } from '../steps/step.js';
import type { Trainer } from '../steps/trainer.js';

export interface Pass {
  readonly program: ReadableProgram;
  readonly trainer: Trainer;
  readonly signal: AbortSignal;
  /** Stop after so many steps. */
  readonly maxSteps?: number;
  readonly shuffle: boolean;
  /** A callback must be called after every single step. */
  readonly stepByStep: boolean;
  /** Called before a step when `stepByStep`. */
  beforeStep?(step: number): Promise<void> | void;
  /** Called after steps, with the sums so far; false ends the pass. */
  afterSteps(done: number, sums: Float64Array): Promise<boolean> | boolean;
}

export interface Source {
  /** Unknown for a stream without a length. */
  readonly steps?: number;
  readonly samples?: number;
  readonly batchSize?: number;
  /** Runs one pass; its result are the steps' sums. */
  run(pass: Pass): Promise<Float64Array>;
  /** How many whole passes {@link runTogether} may take at once; absent: one. */
  passesAtOnce?(pass: Pass): Promise<number>;
  /**
   * Runs so many whole passes, at most `place` of them, in calls of many steps. `afterSteps` is told the sums of each pass
   * one after the other; when it ends them, they end where they are.
   */
  runTogether?(pass: Pass, count: number, place: number): Promise<void>;
  dispose(): void;
}

/** A test begins at the data's start and ends with it at the latest; training goes on where it was. */
export const isTest = ({ program }: Pass): boolean => program.kind === 'test';

export function addInto(sums: Float64Array, more: Float64Array): void {
  for (let i = 0; i < sums.length; i++) sums[i]! += more[i]!;
}

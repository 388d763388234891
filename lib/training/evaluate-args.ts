// What evaluate can be asked, and what it gives.
import type { Data } from './data/types.js';

/** Arguments of `model.evaluate`. @inline */
export interface EvaluateArgs {
  /** Samples a step. Default 32. */
  batchSize?: number;
  /** How much each sample counts, or each of its steps; for several outputs a list, or an object by name. */
  sampleWeight?: Data;
  /** Stop after so many steps. */
  steps?: number;
  /** Run op by op instead of compiled. */
  eager?: boolean;
  verbose?: 0 | 1 | 2 | 'auto';
}

/** Numbers by name: `{ loss, accuracy, … }`; by place, in Keras' order, when read as a list: `scores[0]`. */
export type Evaluation = { readonly loss: number; readonly [metric: string]: number } & Iterable<number>;

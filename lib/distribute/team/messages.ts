// What the process that called `distribute` and the processes that train for it say to each other.
import type { tf } from '../../tf.js';
import type { Program } from '../../training/steps/trainer.js';

/** A tensor's values in a file. */
export interface StoredTensor {
  readonly file: string;
  readonly shape: number[];
  readonly dtype: tf.DataType;
}

/** Data in files. */
export interface StoredRows {
  readonly inputs: readonly StoredTensor[];
  readonly targets: readonly StoredTensor[];
  readonly weights: readonly StoredTensor[];
  readonly count: number;
  readonly batchSize: number;
}

/** What is to be trained. */
export interface Job {
  /** A `.keras` file. */
  readonly model: string;
  /** Data to train on, and to validate on. */
  readonly sources: readonly StoredRows[];
  readonly settings: Readonly<Record<string, number | undefined>>;
  /** What the model made of the file must have in common with the one that was saved. */
  readonly facts: string;
}

/** Some steps of a pass over data. */
export interface StepsToTake {
  readonly kind: Program['kind'];
  /** Whose rows, by their place in the job. */
  readonly source: number;
  readonly batchSize: number;
  readonly first: number;
  readonly last: number;
  /** Which row comes when, where another order than that of the last steps counts from here on. */
  readonly order?: Int32Array | undefined;
  readonly isOrdered: boolean;
}

export type Request =
  /** Answered when the library is loaded and the process listens for the others. */
  | { readonly call: 'ready' }
  | { readonly call: 'begin'; readonly job: Job }
  /** All begin with the state in this file. */
  | { readonly call: 'start'; readonly file: string }
  | { readonly call: 'steps'; readonly part: StepsToTake }
  /** Weights or optimizer were changed by who called `fit`. */
  | { readonly call: 'assign'; readonly file: string }
  /** The first process writes its state into this file. */
  | { readonly call: 'state'; readonly file: string }
  | { readonly call: 'end' };

export interface Question {
  readonly id: number;
  readonly request: Request;
}

export interface Answer {
  readonly id: number;
  /** The steps' sums. */
  readonly sums?: Float64Array | undefined;
  readonly error?: string;
}

// The seam between the fit loop, which knows Keras' concepts, and whatever carries out the steps:
// op by op (eager/) or as compiled graphs (compiled/).

import type { Network } from '../../core/network.js';
import type { Sharing } from '../../core/shared-step.js';
import type { LayerVariable } from '../../core/variable.js';
import type { tf } from '../../tf.js';

/** What one step sees: a tensor for each input and output, and for each output its samples' weights (or none). */
export interface Batch {
  readonly inputs: tf.Tensor[];
  readonly targets: tf.Tensor[];
  /** Empty, or for each output one `[batch]` tensor, or one with a number for each step: `[batch, steps]`. */
  readonly weights: tf.Tensor[];
}

/** Data that lies on the device whole, first axis the sample. */
export interface Rows extends Batch {
  readonly count: number;
}

/**
 * A step as a function of tensors. All its state lives in `tf.Variable`s (weights, optimizer slots, iterations,
 * learning rate, moving averages, random state), so that it can be traced; it reads no value into JavaScript.
 * Its result is a vector of sums over the batch, which add up over steps (see `statistics.ts`).
 */
export interface Program {
  readonly kind: 'train' | 'test';
  readonly model: Network;
  /** The weights that the step changes by their gradients. */
  readonly trained: readonly LayerVariable[];
  readonly step: (batch: Batch) => tf.Tensor1D;
  /** Length of the vector that `step` returns. */
  readonly width: number;
  /** The same step taken by several processes together; undefined where there is none. */
  readonly shared?: (sharing: Sharing) => Program;
  /** Whether a step waits for other processes. */
  readonly waits?: boolean;
}

/**
 * How a model's steps are compiled, as Keras' `jit_compile`: by XLA or not; `auto` where it pays.
 * @inline
 */
export type JitCompile = boolean | 'auto';

/** What a fit will ask for altogether. */
export interface Outlook {
  readonly steps: number;
  readonly jitCompile: JitCompile;
}

export interface StepsRequest {
  readonly program: Program;
  readonly rows: Rows;
  /** Which row comes when; absent: as they lie. With {@link epochs}, of so many epochs one after the other. */
  readonly order?: Int32Array;
  /** How many epochs the order has place for, as {@link Trainer.epochsAtOnce} said; absent: one. */
  readonly epochs?: number;
  readonly batchSize: number;
  /** Step `k` takes places `k * batchSize` to `(k + 1) * batchSize` of the order; the last may be short. */
  readonly first: number;
  /** One past the last step. */
  readonly last: number;
  /** Return after about so many milliseconds with what is done; at least one step is. Default: as the trainer keeps others waiting. */
  readonly budget?: number;
  readonly signal: AbortSignal;
  readonly outlook?: Outlook;
}

export interface StepsResult {
  /** Steps carried out, counted from `first`. */
  readonly done: number;
  /** The steps' vectors, added up: those of each epoch one after the other. */
  readonly sums: Float64Array;
}

/** When the signal is aborted, steps that are under way count as not done, and their promise rejects with its reason. */
export interface Trainer {
  steps(request: StepsRequest): Promise<StepsResult>;
  /** How many epochs of shuffled rows one request may hold; absent: one. */
  epochsAtOnce?(program: Program, rows: Rows, batchSize: number): Promise<number>;
  /** One step on a batch that a generator made. The caller disposes of the batch. */
  batch(program: Program, batch: Batch, signal?: AbortSignal): Promise<Float64Array>;
  /** The model's outputs for all rows, in inference mode. */
  predict(model: Network, inputs: tf.Tensor[], batchSize: number): tf.Tensor[];
}

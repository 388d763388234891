// What the thread that asks and a worker thread say to each other. Images travel as shared memory, never copied.
import type { TensorFlowLibrary } from '../../engine/library-lookup.js';
import type { Pixels } from '../transform/pixels.js';
import type { ImageJob, Recipe } from './image-job.js';

/** What a worker starts with. */
export interface WorkerSetup {
  /** TensorFlow where the process computes with it. */
  readonly tensorFlow: TensorFlowLibrary | undefined;
}

/** A recipe is sent once to each worker, before its first jobs. */
export type ToWorker = { readonly kind: 'recipe'; readonly recipe: number; readonly content: Recipe } | Jobs;

export interface Jobs {
  readonly kind: 'jobs';
  readonly recipe: number;
  readonly jobs: readonly ImageJob[];
  readonly target: Float32Array;
}

/** An outcome without its class, which a message would lose. */
export type PlainOutcome =
  | { readonly pixels?: Pixels }
  | { readonly broken: { readonly image: string; readonly reason: string } };

/** Answers come in the order of the jobs' messages. */
export type FromWorker = { readonly outcomes: readonly PlainOutcome[] } | { readonly failed: unknown };

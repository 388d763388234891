// What the thread that asks and a worker thread say to each other. Pictures travel as shared memory, never copied.
import type { PictureJob, Recipe } from './picture-job.js';
import type { Pixels } from './pixels.js';

/** A recipe is sent once to each worker, before its first jobs. */
export type ToWorker =
  | { readonly kind: 'recipe'; readonly recipe: number; readonly content: Recipe }
  | { readonly kind: 'jobs'; readonly recipe: number; readonly jobs: readonly PictureJob[] };

/** An outcome without its class, which a message would lose. */
export type PlainOutcome =
  | { readonly pixels: Pixels | undefined }
  | { readonly broken: { readonly picture: string; readonly reason: string } };

/** Answers come in the order of the jobs' messages. */
export type FromWorker = { readonly outcomes: readonly PlainOutcome[] } | { readonly failed: unknown };

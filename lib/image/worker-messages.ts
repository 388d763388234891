// What the thread that asks and a worker thread say to each other. Pictures travel as shared memory, never copied.

import type { PictureJob, Recipe } from './picture-job.js';
import type { Pixels } from './pixels.js';

/** A recipe is sent once to each worker, before its first job. */
export type ToWorker =
  | { readonly kind: 'recipe'; readonly recipe: number; readonly content: Recipe }
  | { readonly kind: 'job'; readonly id: number; readonly recipe: number; readonly job: PictureJob };

export type FromWorker =
  | { readonly id: number; readonly pixels: Pixels }
  | { readonly id: number; readonly broken: { readonly picture: string; readonly reason: string } }
  | { readonly id: number; readonly failed: unknown };

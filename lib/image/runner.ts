// Who runs picture jobs: the thread that asks, or worker threads.

import { type PictureJob, type Recipe, runJob } from './picture-job.js';
import type { Pixels } from './pixels.js';

export interface Runner {
  /** Fills the job's target; gives back the pixels as loaded. @throws PictureError */
  run(recipe: Recipe, job: PictureJob): Promise<Pixels>;
}

/** Runs jobs at once, on this thread. */
export const inlineRunner: Runner = { run: runJob };

/** The runner that all generators share. */
export function sharedRunner(): Runner {
  return inlineRunner;
}

// Who runs picture jobs: the thread that asks, or worker threads.
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { PictureJob, Recipe } from './picture-job.js';
import { runJob } from './picture-job.js';
import type { Pixels } from './pixels.js';
import { WorkerPool } from './worker-pool.js';

export interface Runner {
  /** Fills the job's target; gives back the pixels as loaded. @throws PictureError */
  run(recipe: Recipe, job: PictureJob): Promise<Pixels>;
}

/** Runs jobs at once, on this thread. */
export const inlineRunner: Runner = { run: runJob };

const MOST_THREADS = 8;
let shared: Runner | undefined;

/**
 * The runner that all generators share: one worker thread a core, up to eight, or as many as `TENSORCELL_PICTURE_THREADS`
 * says; 0 keeps everything on this thread, as it is where the library runs from its sources.
 */
export function sharedRunner(): Runner {
  shared ??= makeRunner();
  return shared;
}

function makeRunner(): Runner {
  const entry = new URL('./worker.js', import.meta.url);
  const wanted = Number(process.env.TENSORCELL_PICTURE_THREADS || availableParallelism());
  const threads = Math.min(wanted, MOST_THREADS);
  return threads >= 1 && existsSync(entry) ? new WorkerPool(threads, entry) : inlineRunner;
}

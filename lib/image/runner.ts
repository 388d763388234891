// Who runs picture jobs: the thread that asks, or worker threads.
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { tensorFlowInUse } from '../engine/engine.js';
import { type Runner, runJobs } from './picture-job.js';
import { WorkerPool } from './worker-pool.js';

/** Runs jobs on this thread. */
export const inlineRunner: Runner = { run: runJobs };

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
  const setup = () => ({ tensorFlow: tensorFlowInUse() });
  return threads >= 1 && existsSync(entry) ? new WorkerPool(threads, entry, setup) : inlineRunner;
}

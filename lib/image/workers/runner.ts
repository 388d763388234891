// Who runs image jobs: the thread that asks, or worker threads.
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { tensorFlowInUse } from '../../engine/engine.js';
import { type Runner, runJobs } from './image-job.js';
import { WorkerPool } from './worker-pool.js';

/** Runs jobs on this thread. */
export const inlineRunner: Runner = { run: runJobs };

const mostThreads = 8;
let shared: Runner | undefined;

/**
 * The runner that all generators share: one worker thread a core, up to eight, or as many as `TENSORCELL_IMAGE_THREADS`
 * says; 0 keeps everything on this thread, as it is where the library runs from its sources.
 */
export function sharedRunner(): Runner {
  shared ??= makeRunner();
  return shared;
}

// Its name in version 0.1 is read one version longer.
function imageThreads(): string | undefined {
  return process.env.TENSORCELL_IMAGE_THREADS || process.env.TENSORCELL_PICTURE_THREADS;
}

function makeRunner(): Runner {
  const entry = new URL('./worker.js', import.meta.url);
  const wanted = Number(imageThreads() || availableParallelism());
  const threads = Math.min(wanted, mostThreads);
  const setup = () => ({ tensorFlow: tensorFlowInUse() });
  return threads >= 1 && existsSync(entry) ? new WorkerPool(threads, entry, setup) : inlineRunner;
}

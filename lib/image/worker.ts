// A worker thread: runs picture jobs as they come.
import { parentPort } from 'node:worker_threads';
import { PictureError } from './errors.js';
import { type PictureJob, type Recipe, runJob } from './picture-job.js';
import type { Pixels } from './pixels.js';
import type { FromWorker, ToWorker } from './worker-messages.js';

const recipes = new Map<number, Recipe>();

parentPort!.on('message', (message: ToWorker) => {
  if (message.kind === 'recipe') recipes.set(message.recipe, message.content);
  else void work(message.id, recipes.get(message.recipe)!, message.job);
});

async function work(id: number, recipe: Recipe, job: PictureJob): Promise<void> {
  try {
    const pixels = await runJob(recipe, job);
    answer({ id, pixels: 'path' in job.source ? shared(pixels) : pixels });
  } catch (error) {
    if (error instanceof PictureError)
      answer({ id, broken: { picture: error.picture, reason: error.reason } });
    else answer({ id, failed: error });
  }
}

function answer(message: FromWorker): void {
  parentPort!.postMessage(message);
}

/** The pixels in memory that other threads read without a copy. */
function shared(pixels: Pixels): Pixels {
  const data = new Uint8Array(new SharedArrayBuffer(pixels.data.length));
  data.set(pixels.data);
  return { ...pixels, data };
}

// A worker thread: runs picture jobs as they come, one message after the other.
import { parentPort } from 'node:worker_threads';
import { type Outcome, type PictureJob, type Recipe, runJobs } from './picture-job.js';
import type { Pixels } from './pixels.js';
import type { FromWorker, PlainOutcome, ToWorker } from './worker-messages.js';

const recipes = new Map<number, Recipe>();
let before: Promise<void> = Promise.resolve();

parentPort!.on('message', (message: ToWorker) => {
  if (message.kind === 'recipe') recipes.set(message.recipe, message.content);
  else before = before.then(() => work(recipes.get(message.recipe)!, message.jobs));
});

async function work(recipe: Recipe, jobs: readonly PictureJob[]): Promise<void> {
  try {
    const outcomes = await runJobs(recipe, jobs);
    answer({ outcomes: outcomes.map((outcome, place) => plain(outcome, jobs[place]!)) });
  } catch (error) {
    answer({ failed: error });
  }
}

function answer(message: FromWorker): void {
  parentPort!.postMessage(message);
}

/** Pixels that came with the job need not go back. */
function plain(outcome: Outcome, job: PictureJob): PlainOutcome {
  if ('pixels' in outcome) return { pixels: 'path' in job.source ? shared(outcome.pixels) : undefined };
  return { broken: { picture: outcome.broken.picture, reason: outcome.broken.reason } };
}

/** The pixels in memory that other threads read without a copy. */
function shared(pixels: Pixels): Pixels {
  const data = new Uint8Array(new SharedArrayBuffer(pixels.data.length));
  data.set(pixels.data);
  return { ...pixels, data };
}

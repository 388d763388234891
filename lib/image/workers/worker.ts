// A worker thread: runs image jobs as they come, one message after the other.
import { parentPort, workerData } from 'node:worker_threads';
import { decodeWith } from '../loading/decode.js';
import type { Pixels } from '../transform/pixels.js';
import { type Outcome, type Recipe, runJobs } from './image-job.js';
import type { FromWorker, Jobs, PlainOutcome, ToWorker, WorkerSetup } from './worker-messages.js';

decodeWith((workerData as WorkerSetup).tensorFlow);

const recipes = new Map<number, Recipe>();
let before: Promise<void> = Promise.resolve();

parentPort!.on('message', (message: ToWorker) => {
  if (message.kind === 'recipe') recipes.set(message.recipe, message.content);
  else before = before.then(() => work(message));
});

async function work({ recipe, jobs, target }: Jobs): Promise<void> {
  try {
    const outcomes = await runJobs(recipes.get(recipe)!, jobs, target);
    answer({ outcomes: outcomes.map(plain) });
  } catch (error) {
    answer({ failed: error });
  }
}

function answer(message: FromWorker): void {
  parentPort!.postMessage(message);
}

function plain(outcome: Outcome): PlainOutcome {
  if ('broken' in outcome) return { broken: { image: outcome.broken.image, reason: outcome.broken.reason } };
  return outcome.pixels ? { pixels: shared(outcome.pixels) } : {};
}

/** The pixels in memory that other threads read without a copy. */
function shared(pixels: Pixels): Pixels {
  const { data: values } = pixels;
  const memory = new SharedArrayBuffer(values.byteLength);
  const data = values instanceof Uint8Array ? new Uint8Array(memory) : new Float32Array(memory);
  data.set(values);
  return { ...pixels, data };
}

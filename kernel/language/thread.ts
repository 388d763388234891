// The thread that checks cells: serves one request after another, for protocol/checker.ts.
import { parentPort, workerData } from 'node:worker_threads';
import { CheckProgress } from '../contract/check-progress.js';
import type { CheckerRequest, CheckerSetup, FromChecker } from '../contract/checker-messages.js';
import { answer } from './answer.js';
import { createLanguage } from './language.js';

/** A request that comes before this has passed sets the compiler up itself. */
const idleBeforeWarmUp = 20;

const { cwd, preload, progress } = workerData as CheckerSetup;
const language = createLanguage({ cwd, preload, progress: new CheckProgress(progress) });
let used = false;

parentPort?.on('message', (request: CheckerRequest) => {
  used = true;
  reply(serve(request));
});
reply({ type: 'ready' });
// The first check of all sets up the compiler: better now, while no request waits.
setTimeout(() => used || language.convert('0', 'warm-up'), idleBeforeWarmUp);

function serve(request: CheckerRequest): FromChecker {
  try {
    return { type: 'reply', reply: answer(language, request) };
  } catch (error) {
    return { type: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}

function reply(message: FromChecker): void {
  parentPort?.postMessage(message);
}

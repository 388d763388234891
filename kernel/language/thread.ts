// The thread that checks cells.
import { parentPort, workerData } from 'node:worker_threads';
import { CheckProgress, ownMemory } from '../contract/check-progress.js';
import type { CheckerRequest, CheckerSetup, FromChecker } from '../contract/checker-messages.js';
import { createLanguage } from './language.js';
import { served } from './serve-requests.js';

const { cwd, preload, progress } = workerData as CheckerSetup;
const language = createLanguage({ cwd, preload, progress: new CheckProgress(ownMemory(progress)) });

// The first check of all sets the compiler up, which is not to count as a cell's own time.
language.convert('0', 'warm-up');
parentPort?.on('message', async (request: CheckerRequest) => reply(await served(language, request)));
reply({ type: 'ready' });

function reply(message: FromChecker): void {
  parentPort?.postMessage(message);
}

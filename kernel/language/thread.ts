// The thread that checks cells: serves one request after another, for protocol/checker.ts.
import { parentPort, workerData } from 'node:worker_threads';
import { CheckProgress } from '../contract/check-progress.js';
import type { CheckerRequest, CheckerSetup, FromChecker } from '../contract/checker-messages.js';
import { answer } from './answer.js';
import { createLanguage } from './language.js';

const { cwd, preload, progress } = workerData as CheckerSetup;
const language = createLanguage({ cwd, preload, progress: new CheckProgress(progress) });

// The first check of all sets the compiler up, which is not to count as a cell's own time.
language.convert('0', 'warm-up');
parentPort?.on('message', (request: CheckerRequest) => reply(serve(request)));
reply({ type: 'ready' });

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

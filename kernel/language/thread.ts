// The thread that checks cells: serves one request after another, for protocol/checker.ts.
import { parentPort, workerData } from 'node:worker_threads';
import { CheckProgress } from '../contract/check-progress.js';
import type { CheckerRequest, CheckerSetup, FromChecker } from '../contract/checker-messages.js';
import type { Conversion } from '../contract/language.js';
import { answer } from './answer.js';
import { createLanguage } from './language.js';
import { withTranslation } from './translation.js';

const { cwd, preload, progress } = workerData as CheckerSetup;
const language = createLanguage({ cwd, preload, progress: new CheckProgress(progress) });

// The first check of all sets the compiler up, which is not to count as a cell's own time.
language.convert('0', 'warm-up');
parentPort?.on('message', async (request: CheckerRequest) => reply(await serve(request)));
reply({ type: 'ready' });

async function serve(request: CheckerRequest): Promise<FromChecker> {
  try {
    const given = answer(language, request);
    if (request.type !== 'convert') return { type: 'reply', reply: given };
    const known = (name: string) => language.earlierCells().texts.has(name);
    return { type: 'reply', reply: await withTranslation(request.source, given as Conversion, known) };
  } catch (error) {
    return { type: 'failed', message: error instanceof Error ? error.message : String(error) };
  }
}

function reply(message: FromChecker): void {
  parentPort?.postMessage(message);
}

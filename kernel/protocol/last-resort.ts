// What nobody has caught is written to stderr, where a server keeps its kernels' logs, and the kernel goes on: an error
// in one message must not cost the user every variable.
import { errorContent } from './error-content.js';

/** A fault that comes back with every message must not fill the server's log. */
const reportLimit = 100;
let reports = 0;

/** Errors that no code catches from here on are reported instead of ending the process. */
export function survive(): void {
  // A server that has gone leaves a broken pipe, and complaining about it would break it again.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
  process.on('uncaughtException', report);
  process.on('unhandledRejection', report);
}

export function report(problem: unknown): void {
  reports += 1;
  if (reports > reportLimit) return;
  const { traceback } = errorContent(problem);
  const last = reports === reportLimit ? '\nNo more such errors are reported.' : '';
  process.stderr.write(`TensorCell went on after an error: ${traceback.slice(0, 20).join('\n')}${last}\n`);
}

/** For work that nobody waits for. */
export function logged(work: Promise<unknown>): void {
  work.catch(report);
}

/** Waits for work to end, well or not. */
export async function finished(work: Promise<unknown>): Promise<void> {
  await work.catch(report);
}

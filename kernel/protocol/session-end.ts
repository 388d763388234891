// Tells the user why the session ended and what follows from it.
import type { ErrorContent } from '../contract/content.js';
import { howToReinstall } from '../installation/reinstall.js';
import type { SessionEnd } from './session-process.js';

const outOfMemory = /heap out of memory|Reached heap limit|invalid array length.*Allocation failed/;
/** How Node's report of a crash begins; what follows on stderr does not help the user. */
export const nodeCrashReport = /\n?<--- Last few GCs --->|----- Native stack trace -----|FATAL ERROR: /;

/** What is known beside how the process exited: Stop ended it, or it had never been ready. */
export type Reason = 'stop' | 'no start';

const consequence = 'A fresh session has started: run the cells again whose variables you need.';

export function describeEnd(end: SessionEnd, reason?: Reason): ErrorContent {
  const ename = 'SessionEnded';
  const evalue = reason === 'no start' ? whyNoStart(end) : `${cause(end, reason)} ${consequence}`;
  return { ename, evalue, traceback: [`\u001b[31m\u001b[1m${ename}\u001b[22m\u001b[39m: ${evalue}`] };
}

function whyNoStart({ lastWords }: SessionEnd): string {
  const message = /^\w*Error.*$/m.exec(lastWords)?.[0];
  return ['The session could not be started.', message, howToReinstall()].filter(Boolean).join('\n');
}

function cause({ code, signal, lastWords }: SessionEnd, reason: Reason | undefined): string {
  if (reason === 'stop') return 'The cell did not react to Stop for 5 seconds, so its session was ended.';
  if (outOfMemory.test(lastWords)) return 'The session ran out of memory.';
  if (signal === 'SIGKILL') return 'The session was killed, probably because the machine ran out of memory.';
  if (signal !== null) return `The session crashed (${signal}).`;
  if (code === null) return 'The session could not be started.';
  return `The cell ended the session with exit code ${code}.`;
}

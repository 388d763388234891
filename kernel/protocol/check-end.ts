// Tells the user why a check ended without a result, and what to do.
import type { CheckedPlace } from '../contract/check-progress.js';
import type { ErrorContent } from '../contract/content.js';
import { howToReinstall } from '../installation/reinstall.js';

/** Why a request was not answered by the checker. */
export type CheckEnd =
  | { readonly reason: 'stop' | 'limit' | 'memory'; readonly place?: CheckedPlace | undefined }
  | { readonly reason: 'crash' | 'no start' | 'failed'; readonly message: string };

const longestLine = 80;

/** @param seconds the limit of a check */
export function describeCheckEnd(end: CheckEnd, source: string, seconds: number): ErrorContent {
  const ename = end.reason === 'stop' ? 'Interrupted' : 'CheckEnded';
  const evalue = words(end, source, seconds);
  return { ename, evalue, traceback: [`\u001b[31m\u001b[1m${ename}\u001b[22m\u001b[39m: ${evalue}`] };
}

function words(end: CheckEnd, source: string, seconds: number): string {
  const advice =
    'Write the types out or make them simpler, or divide the cell. It did not run; all variables are kept.';
  switch (end.reason) {
    case 'stop':
      return `Stopped while its types were checked${at(end.place, source)}. The cell did not run.`;
    case 'limit':
      return `Check: expected an end within ${seconds} s. Received: none${at(end.place, source)}. ${advice} TENSORCELL_CHECK_SECONDS sets another limit.`;
    case 'memory':
      return `Check: expected types that fit into memory. Received: types that do not${at(end.place, source)}. ${advice}`;
    case 'no start':
      return `The checker could not be started (${end.message}). The cell did not run.\n${howToReinstall()}`;
    default:
      return `The checker failed on this cell (${end.message}). ${advice}`;
  }
}

/** For a check that takes long and goes on. */
export function slowNotice(place: CheckedPlace | undefined, source: string, seconds: number): string {
  return `Checking this cell's types has taken ${seconds} s so far${at(place, source)}. Stop ends it.\n`;
}

/** `, at line 3: type T = Deep<900>` */
function at(place: CheckedPlace | undefined, source: string): string {
  if (place === undefined) return '';
  if (place.file !== undefined) return `, in ${place.file}`;
  const skipped = /^(?:\s|\/\/.*|\/\*[\s\S]*?\*\/)*/.exec(source.slice(place.position))?.[0].length ?? 0;
  const before = source.slice(0, place.position + skipped).split('\n');
  const line = source.split('\n')[before.length - 1]?.trim() ?? '';
  const text = line.length > longestLine ? `${line.slice(0, longestLine)}…` : line;
  return `, at line ${before.length}: \`${text}\``;
}

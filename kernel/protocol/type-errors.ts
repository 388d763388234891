// What the compiler found wrong in a cell, as the error that the user sees instead of a run.
import type { ErrorContent } from '../contract/content.js';
import { type Diagnostic, formatDiagnostics } from '../contract/diagnostics.js';

const firstSyntaxError = 1000;
const firstTypeError = 2000;
/** A mistake in one name is reported wherever the name is used; ten of them are enough to read. */
const limit = 10;

export function typeErrors(diagnostics: readonly Diagnostic[], cellName: string): ErrorContent {
  const ename = diagnostics.some(isSyntaxError) ? 'SyntaxError' : 'TypeError';
  const shown = diagnostics.slice(0, limit);
  const hidden = diagnostics.length - shown.length;
  const rest = hidden > 0 ? ['', `… and ${hidden} more`] : [];
  const evalue = shown.map(({ message }) => message).join('\n');
  const head = `\u001b[31m\u001b[1m${ename}\u001b[22m\u001b[39m: the cell was checked and not run`;
  return { ename, evalue, traceback: [head, ...formatDiagnostics(shown, cellName).split('\n'), ...rest] };
}

/** The compiler numbers its messages by kind; 1000 to 1999 are about syntax. */
function isSyntaxError({ code }: Diagnostic): boolean {
  return code >= firstSyntaxError && code < firstTypeError;
}

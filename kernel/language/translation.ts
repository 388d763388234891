// A cell of Python: the error shows the whole of it in TypeScript.

import type { Diagnostic } from '../contract/diagnostics.js';
import { convertPython, isPython } from '../convert/program.js';

/** The findings in a cell; where it is Python, its translation follows the first of them, and the rest is left out. */
export function withTranslation(
  source: string,
  found: readonly Diagnostic[],
  known: (name: string) => boolean,
): readonly Diagnostic[] {
  const [first] = found;
  // Of one line the words on it say all.
  const isLong = source.trim().includes('\n');
  if (!first || !isLong || !found.some(isOfPython) || !isPython(source)) return found;
  const code = translationOf(source, known);
  if (code === undefined) return found;
  const told = found.find(isOfPython) ?? first;
  return [{ ...told, message: `${told.message}\n\nThis cell is Python. In TypeScript:\n\n${code}` }];
}

/** What is no TypeScript, or was told to be Python. */
const isOfPython = ({ code, message, file }: Diagnostic): boolean =>
  file === undefined && ((code >= 1000 && code < 2000) || /\bI?Python\b/.test(message));

/** Undefined where nothing is left of it, or more than half stays Python. */
function translationOf(source: string, known: (name: string) => boolean): string | undefined {
  const { cells, lines, kept } = convertPython([source], known);
  const code = cells[0]!.trim();
  const isCode = code.split('\n').some((line) => line !== '' && !line.startsWith('//'));
  return isCode && 2 * kept <= lines ? code : undefined;
}

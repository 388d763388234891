// A cell of Python: the error shows the whole of it in TypeScript.

import type { Diagnostic } from '../contract/diagnostics.js';
import type { Conversion } from '../contract/language.js';

/** What converts Python, loaded by the first cell that needs it: much code, of which most sessions have no use. */
type Converter = typeof import('../convert/program.js');

/**
 * Where a cell was rejected for being Python, its translation follows the first finding, and the rest is left out.
 *
 * @param known names of earlier cells
 */
export async function withTranslation(
  source: string,
  conversion: Conversion,
  known: (name: string) => boolean,
): Promise<Conversion> {
  // Of one line the words on it say all.
  const isLong = source.trim().includes('\n');
  const told = conversion.ok || !isLong ? undefined : conversion.diagnostics.find(isOfPython);
  if (!told) return conversion;
  const converter = await import('../convert/program.js');
  const code = converter.isPython(source) ? translationOf(source, known, converter) : undefined;
  if (code === undefined) return conversion;
  const message = `${told.message}\n\nThis cell is Python. In TypeScript:\n\n${code}`;
  return { ok: false, diagnostics: [{ ...told, message }] };
}

/** What is no TypeScript, or was told to be Python. */
const isOfPython = ({ code, message, file }: Diagnostic): boolean =>
  file === undefined && ((code >= 1000 && code < 2000) || /\bI?Python\b/.test(message));

/** Undefined where nothing is left of it, or more than half stays Python. */
function translationOf(
  source: string,
  known: (name: string) => boolean,
  { convertPython }: Converter,
): string | undefined {
  const { cells, lines, kept } = convertPython([source], known);
  const code = cells[0]!.trim();
  const isCode = code.split('\n').some((line) => line !== '' && !line.startsWith('//'));
  return isCode && 2 * kept <= lines ? code : undefined;
}

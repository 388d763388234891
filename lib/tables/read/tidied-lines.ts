// Lines that Polars does not read as they are: any number of spaces between values, and comments behind them.
import type { CsvOptions } from './csv-options.js';

/** What Polars is given between values in place of spaces. */
const tab = '\t';

/** Whether a text has to be tidied before it is read. */
export function isUntidy(text: string, { separator, comment, skipInitialSpace }: CsvOptions): boolean {
  if (separator === 'spaces' || skipInitialSpace) return true;
  if (comment === undefined) return false;
  for (let at = text.indexOf(comment); at >= 0; at = text.indexOf(comment, at + 1))
    if (at > 0 && !/[\r\n]/.test(text[at - 1]!)) return true;
  return false;
}

/**
 * The same rows with one separator between values, and without what stands behind a comment's mark. Lines that begin with
 * it stay, and each line its number. What is quoted is as it is.
 */
export function tidied(
  text: string,
  { separator, comment, skipInitialSpace = false }: CsvOptions,
  between: string,
): string {
  const bySpaces = separator === 'spaces';
  const out: string[] = [];
  let [quoted, isLineNew, isValueNew, isApart] = [false, true, true, false];
  for (let at = 0; at < text.length; at++) {
    const letter = text[at]!;
    if (letter === '\n' || (letter === '\r' && !quoted)) {
      out.push(letter);
      if (!quoted) [isLineNew, isValueNew, isApart] = [true, true, false];
      continue;
    }
    if (!quoted && comment !== undefined && !isLineNew && text.startsWith(comment, at)) {
      at = endOfLine(text, at) - 1;
      continue;
    }
    const isSpace = letter === ' ' || (bySpaces && letter === tab);
    if (!quoted && isSpace && (bySpaces || (skipInitialSpace && isValueNew))) {
      isApart = bySpaces && !isLineNew;
      continue;
    }
    if (isApart) out.push(between);
    out.push(letter);
    if (letter === '"') quoted = !quoted;
    [isLineNew, isApart, isValueNew] = [false, false, !quoted && letter === between];
  }
  return out.join('');
}

function endOfLine(text: string, from: number): number {
  const breaks = /[\r\n]/g;
  breaks.lastIndex = from;
  return breaks.exec(text)?.index ?? text.length;
}

/** The separator that a tidied text has. */
export const separatorOf = (separator: string): string => (separator === 'spaces' ? tab : separator);

// Which code must wait for the library. It is loaded behind the first result, and code that mentions none of its names
// runs before; both processes ask, one to load in time, one to run in order.
import { readFileSync } from 'node:fs';

/** By these, names can be reached that a text does not write out. */
const waysRound = new Set(['constructor', 'eval', 'Function', 'global', 'globalThis', 'import', 'require']);

/** Written by the build; without it, the library is missing, which any cell tells. */
const builtNames = readNames();

const word = /[\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*/gu;

/**
 * True where the text of a cell mentions one of the library's names, be it in a comment, or may reach one.
 *
 * @param names what the library exports; undefined where that is not known
 */
export function needsLibrary(text: string, names: ReadonlySet<string> | undefined = builtNames): boolean {
  // A name may be written in escapes.
  if (!names || text.includes('\\')) return true;
  return (text.match(word) ?? []).some((name) => names.has(name) || waysRound.has(name));
}

function readNames(): ReadonlySet<string> | undefined {
  try {
    const names = JSON.parse(readFileSync(new URL('../../lib/names.json', import.meta.url), 'utf8'));
    return new Set(names as string[]);
  } catch {
    return undefined;
  }
}

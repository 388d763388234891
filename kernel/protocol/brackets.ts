// A console's Enter key while the checker has no time: brackets alone, without a parser.
import type { Completeness } from '../contract/language.js';

/** Comments, strings, template literals, brackets; those without an end reach to the text's end. */
const tokens =
  /\/\/.*|\/\*[\s\S]*?(?:\*\/|$(?![\s\S]))|'(?:\\.|[^'\\\n])*'?|"(?:\\.|[^"\\\n])*"?|`(?:\\[\s\S]|[^`\\])*`?|[([{}\])]/g;

/** `incomplete` where a bracket, a template or a comment is still open; else only the compiler could say. */
export function isCompleteByBrackets(source: string): Completeness {
  const found = source.match(tokens) ?? [];
  const depth = found.reduce((open, token) => open + change(token), 0);
  const last = found.at(-1) ?? '';
  const isOpen = depth > 0 || (source.endsWith(last) && isUnended(last));
  return isOpen ? { status: 'incomplete', indent: '  '.repeat(Math.max(0, depth)) } : { status: 'unknown' };
}

function change(token: string): number {
  if (token.length > 1) return 0;
  return '([{'.includes(token) ? 1 : ')]}'.includes(token) ? -1 : 0;
}

function isUnended(token: string): boolean {
  if (token.startsWith('/*')) return !/^\/\*[\s\S]*\*\/$/.test(token);
  return token.startsWith('`') && !/^`(?:\\[\s\S]|[^`\\])*`$/.test(token);
}

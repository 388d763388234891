// From a text to its tokens, as TensorFlow's string ops do it.

/** How a text is prepared; a function of one's own serves as well. @inline */
export type Standardize = 'lowerAndStripPunctuation' | 'lower' | 'stripPunctuation';
/** Where a text is split; a function of one's own serves as well. @inline */
export type Split = 'whitespace' | 'character';

const punctuation = /[!"#$%&()*+,\-./:;<=>?@[\\\]^_`{|}~']/g;

export function standardized(text: string, how: Standardize | ((text: string) => string) | null): string {
  if (how === null) return text;
  if (typeof how === 'function') return how(text);
  const lower = how === 'stripPunctuation' ? text : lowered(text);
  return how === 'lower' ? lower : lower.replace(punctuation, '');
}

/** TensorFlow leaves all letters but the 26 of ASCII as they are. */
const lowered = (text: string): string => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

export function split(text: string, where: Split | ((text: string) => readonly string[])): readonly string[] {
  if (typeof where === 'function') return where(text);
  if (where === 'character') return [...text];
  return text.split(/[ \t\n\v\f\r]+/).filter((word) => word !== '');
}

/** Runs of tokens of each width, joined by a space: all of the first width, then all of the next. */
export function ngramsOf(tokens: readonly string[], widths: readonly number[]): string[] {
  return widths.flatMap((width) =>
    Array.from({ length: Math.max(0, tokens.length - width + 1) }, (_, i) =>
      tokens.slice(i, i + width).join(' '),
    ),
  );
}

// Text as it goes out: well-formed Unicode, and no longer than a notebook can bear.
import { wholeEnd } from '../contract/text.js';

/** Longer text is cut: it would fill the notebook file. */
const longestText = 20_000;
const loneSurrogate = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;
const anySurrogate = /[\ud800-\udfff]/;

/** Half of a character, which UTF-8 cannot hold, becomes U+FFFD, as on Node's own streams. */
export function wellFormed(text: string): string {
  return anySurrogate.test(text) ? text.replace(loneSurrogate, '\ufffd') : text;
}

/** @param advice what to do to see all of it */
export function shorten(text: string, advice: string): string {
  if (text.length <= longestText) return text;
  const end = wholeEnd(text, longestText);
  const left = text.length - end;
  return `${text.slice(0, end)}\n… ${left.toLocaleString('en')} more characters; ${advice}`;
}

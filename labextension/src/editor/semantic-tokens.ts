// The protocol's packed tokens: five numbers each, places relative to the token before.
import type { SemanticTokens } from '../language/lsp.js';

export interface Token {
  from: number;
  to: number;
  type: string;
}

/** In the text's order; what lies beyond the text is left out. */
export function readTokens(text: string, { data, legend }: SemanticTokens): Token[] {
  const types = legend?.tokenTypes ?? [];
  const starts = lineStarts(text);
  const tokens: Token[] = [];
  let line = 0;
  let character = 0;
  for (let n = 0; n + 5 <= data.length; n += 5) {
    const [lines, characters, length, type] = data.slice(n, n + 4) as [number, number, number, number];
    line += lines;
    character = lines > 0 ? characters : character + characters;
    const start = starts[line];
    const name = types[type];
    if (start === undefined || name === undefined || length <= 0) continue;
    const from = start + character;
    if (from + length <= text.length) tokens.push({ from, to: from + length, type: name });
  }
  return tokens;
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

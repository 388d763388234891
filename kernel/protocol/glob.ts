// Glob patterns as SQLite's GLOB and IPython's history know them: `*`, `?`, `[abc]`, `[^a-z]`. SQLite's own matching
// takes time exponential in the number of stars, which a request could stop the kernel with; this is bounded.

type Token = '*' | '?' | { has(character: string): boolean };

/** Comparisons of one search over all lines; what would take longer does not match. */
const stepLimit = 50_000_000;

/** A test for texts, to be used for one search. */
export function globTest(pattern: string): (text: string) => boolean {
  const tokens = tokenize(pattern);
  const budget = { steps: stepLimit };
  return (text) => matches(tokens, text, budget);
}

/** Only the last star has to be tried again: what an earlier one takes makes no difference to the rest. */
function matches(tokens: readonly Token[], text: string, budget: { steps: number }): boolean {
  let [at, next, star, starAt] = [0, 0, -1, 0];
  while (at < text.length) {
    budget.steps -= 1;
    if (budget.steps < 0) return false;
    const token = tokens[next];
    if (token === '*') {
      [star, starAt] = [next, at];
      next += 1;
    } else if (token === '?' || token?.has(text[at]!)) {
      at += 1;
      next += 1;
    } else if (star >= 0) {
      starAt += 1;
      [at, next] = [starAt, star + 1];
    } else return false;
  }
  return tokens.slice(next).every((token) => token === '*');
}

function tokenize(pattern: string): Token[] {
  const tokens: Token[] = [];
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at]!;
    const end = character === '[' ? endOfClass(pattern, at) : -1;
    if (end > 0) tokens.push(classOf(pattern.slice(at + 1, end)));
    else if (character === '*' || character === '?') tokens.push(character);
    else tokens.push({ has: (other) => other === character });
    if (end > 0) at = end;
  }
  return tokens;
}

/** A bracket right after the opening one, or after `^`, is one of the characters. */
function endOfClass(pattern: string, start: number): number {
  return pattern.indexOf(']', start + (pattern[start + 1] === '^' ? 3 : 2));
}

function classOf(body: string): Token {
  const isNegated = body.startsWith('^');
  const ranges = [...body.slice(isNegated ? 1 : 0).matchAll(/(.)-(.)|(.)/gs)].map(
    ([, from, to, single]) => [from ?? single!, to ?? single!] as const,
  );
  return { has: (other) => ranges.some(([from, to]) => from <= other && other <= to) !== isNegated };
}

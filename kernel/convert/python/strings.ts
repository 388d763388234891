// String literals: their prefixes, quotes and escapes.

export interface Quoted {
  readonly prefix: string;
  readonly quote: string;
}

/** How a literal begins: `rb'''`. */
export function quotesOf(literal: string): Quoted {
  const [, prefix = '', quote = ''] = /^([a-zA-Z]*)('''|"""|'|")/.exec(literal) ?? [];
  return { prefix: prefix.toLowerCase(), quote };
}

/** The value of a literal without replacements. */
export function literalValue(literal: string): string {
  const { prefix, quote } = quotesOf(literal);
  const inner = literal.slice(prefix.length + quote.length, literal.length - quote.length);
  return prefix.includes('r') ? inner : unescaped(inner);
}

const single: Readonly<Record<string, string>> = {
  ...{ n: '\n', t: '\t', r: '\r', a: '\x07', b: '\b', f: '\f', v: '\v', '\n': '' },
  ...{ '\\': '\\', "'": "'", '"': '"' },
};

/** What escapes stand for; an unknown one stays as it is, as in Python. */
export function unescaped(text: string): string {
  return text.replace(
    /\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([0-7]{1,3})|([\s\S]))/g,
    (all, x, u, long, octal, one) => {
      if (x ?? u ?? long) return String.fromCodePoint(Number.parseInt(x ?? u ?? long, 16));
      if (octal) return String.fromCodePoint(Number.parseInt(octal, 8));
      return single[one] ?? all;
    },
  );
}

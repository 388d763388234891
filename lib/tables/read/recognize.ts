// Files of another kind than was asked for, known by their first bytes.
import type { Opened } from './source.js';

interface Kind {
  readonly what: string;
  readonly remedy: string;
  matches(start: string): boolean;
}

const kinds: readonly Kind[] = [
  {
    what: 'an Excel workbook, or another archive',
    remedy: 'Save it as CSV (UTF-8) there.',
    matches: (start) => start.startsWith('PK\u0003\u0004') || start.startsWith('\u00d0\u00cf\u0011\u00e0'),
  },
  {
    what: 'a Parquet file',
    remedy: 'Use readParquet.',
    matches: (start) => start.startsWith('PAR1'),
  },
  {
    what: 'a web page',
    remedy: "Take the address of the file itself (on GitHub: the one of 'Raw').",
    matches: (start) => /^\s*<(!doctype html|html)/i.test(start),
  },
];

/** @throws when the file is one of another kind */
export function checkText(where: string, { head, name }: Opened): void {
  const start = Buffer.from(head.subarray(0, 64)).toString('latin1');
  const kind = kinds.find((one) => one.matches(start));
  if (kind)
    throw new Error(
      `${where}: expected text with rows and columns in ${name}. Received: ${kind.what}. ${kind.remedy}`,
    );
}

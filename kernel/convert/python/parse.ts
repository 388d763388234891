// Python's text, read: the statements of cells, and the comments between them.
import { statements } from './statements.js';
import type { Comment, Program, Statement } from './syntax.js';
import { errorsIn, treeOf } from './tree.js';

/** Reads a notebook's cells. It never throws: what cannot be read is there as such. */
export function parsePython(cells: readonly string[]): Program {
  const read = cells.map((cell) => withoutMagics(cell.replaceAll('\r\n', '\n').replaceAll('\t', '    ')));
  const text = read.map(([plain]) => `${plain}\n`).join('');
  const comments: Comment[] = [];
  let offset = 0;
  const parsed = read.map(([plain, magics]) => {
    const { top, comments: found } = treeOf(plain, text, offset);
    comments.push(...found.map(({ from, to }) => commentOf(text, from, to)));
    const place = { from: offset, to: offset + plain.length };
    offset += plain.length + 1;
    const all = top.children.flatMap(statements);
    return { ...place, statements: all.map((one) => magicOf(one, text, magics)) };
  });
  return { text, cells: parsed, comments };
}

function commentOf(text: string, from: number, to: number): Comment {
  const before = text.slice(text.lastIndexOf('\n', from - 1) + 1, from);
  return { from, to, text: text.slice(from + 1, to).trim(), isAlone: before.trim() === '' };
}

/** Whether all of it is Python. */
export function isPython(text: string): boolean {
  return text.trim() !== '' && !treeOf(withoutMagics(text)[0]).top.hasError();
}

const stand = '__ipython__';

/** IPython's own lines stand in the text as a name with a number: the rest keeps its place in the syntax. */
function withoutMagics(text: string): [plain: string, magics: string[]] {
  const magics: string[] = [];
  const isCell = /^\s*%%(?!time)/.test(text);
  if (isCell) return [`${stand}0`, [text.trim()]];
  const plain = withWholeNumbers(text).replace(
    /^([ ]*)((?:!|%{1,2}(?=[a-z]))[^\n]*(?:\\\n[^\n]*)*)$/gm,
    (_, indent: string, line: string) => `${indent}${stand}${magics.push(line.trim()) - 1}`,
  );
  return [plain, magics];
}

/** The parser does not know `1.`, a number whose point nothing follows: it is written `1.0`. */
function withWholeNumbers(text: string): string {
  for (let known = text; ; ) {
    const at = errorsIn(known).find(
      (place) => /\d\.$/.test(known.slice(0, place + 1)) && !/\w/.test(known.charAt(place + 1)),
    );
    if (at === undefined) return known;
    known = `${known.slice(0, at + 1)}0${known.slice(at + 1)}`;
  }
}

function magicOf(statement: Statement, text: string, magics: readonly string[]): Statement {
  const { from, to } = statement;
  const found = new RegExp(`^${stand}(\\d+)$`).exec(text.slice(from, to).trim());
  return found ? { from, to, type: 'magic', line: magics[Number(found[1])]! } : statement;
}

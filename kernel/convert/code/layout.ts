// Code as a tree of brackets and blocks, and its printing within a width.

/** A piece of code: a text, pieces in a row, a list in brackets, or a block of statements. */
export type Doc = string | readonly Doc[] | Brackets | Block;

export interface Item {
  readonly doc: Doc;
  /** A comment after the item, which then stands on a line of its own. */
  readonly comment?: string;
}

/** On one line where it fits, else each item on its own. */
export interface Brackets {
  readonly open: string;
  readonly items: readonly Item[];
  readonly close: string;
}

/** Statements between braces, each on its own line. */
export interface Block {
  readonly statements: readonly Doc[];
}

const width = 100;

/** A list in brackets: `(a, b)`, `[1, 2]`, `{ units: 10 }`. */
export const brackets = (open: string, items: readonly (Doc | Item)[], close: string): Brackets => ({
  open,
  items: items.map((item) => (isItem(item) ? item : { doc: item })),
  close,
});

/** What stands on one line. */
export const oneLine = (doc: Doc): string => {
  if (typeof doc === 'string') return doc;
  if (isRow(doc)) return doc.map(oneLine).join('');
  if (isBlock(doc)) return `{ ${doc.statements.map(oneLine).join(' ')} }`;
  const space = doc.open === '{' && doc.items.length > 0 ? ' ' : '';
  return `${doc.open}${space}${doc.items.map((item) => oneLine(item.doc)).join(', ')}${space}${doc.close}`;
};

/** The lines of a statement. */
export function print(doc: Doc, indent = 0): string {
  return new Printer(indent).print(doc);
}

class Printer {
  #text: string;
  #column: number;

  constructor(indent: number) {
    this.#text = ' '.repeat(indent);
    this.#column = indent;
    this.indent = indent;
  }

  indent: number;

  print(doc: Doc): string {
    this.#add(doc, 0);
    return this.#text;
  }

  /** @param after the length of what has to follow on the last line */
  #add(doc: Doc, after: number): void {
    if (typeof doc === 'string') this.#write(doc);
    else if (isRow(doc))
      doc.forEach((part, i) => {
        this.#add(part, after + firstLineLength(doc.slice(i + 1)));
      });
    else if (isBlock(doc)) this.#block(doc);
    else this.#brackets(doc, after);
  }

  #block({ statements }: Block): void {
    if (statements.length === 0) {
      this.#write('{}');
      return;
    }
    this.#write('{');
    this.#indented(() => {
      for (const statement of statements) {
        this.#newLine();
        this.#add(statement, 0);
      }
    });
    this.#newLine();
    this.#write('}');
  }

  #brackets(doc: Brackets, after: number): void {
    const { open, items, close } = doc;
    const mustBreak = breaks(doc);
    if (!mustBreak && this.#column + oneLine(doc).length + after <= width) {
      this.#write(oneLine(doc));
      return;
    }
    if (this.#hugsFirst(doc)) {
      this.#huggingFirst(doc);
      return;
    }
    if (this.#hugs(doc)) {
      this.#hugging(doc, after);
      return;
    }
    this.#write(open);
    this.#indented(() => {
      for (const { doc: item, comment } of items) {
        this.#newLine();
        this.#add(item, 1);
        const isRest = typeof item === 'string' && item.startsWith('...') && open === '(';
        this.#write(`${isRest ? '' : ','}${comment === undefined ? '' : ` ${comment}`}`);
      }
    });
    this.#newLine();
    this.#write(close);
  }

  /** Whether all but the last item stay on the line: `fit(x, y, {`. */
  #hugs({ open, items }: Brackets): boolean {
    const last = items.at(-1);
    if (open !== '(' || last === undefined || items.some(({ comment }) => comment !== undefined))
      return false;
    const before = items.slice(0, -1);
    const opening = lastOpening(last.doc);
    if (opening === undefined || before.some(({ doc }) => breaks(doc))) return false;
    const length = before.reduce((sum, { doc }) => sum + oneLine(doc).length + 2, 1) + opening.length;
    return this.#column + length <= width;
  }

  /** Whether a function comes first, and what follows it is short: `variableGrads(() => { … }, [w])`. */
  #hugsFirst({ open, items }: Brackets): boolean {
    const [first, ...rest] = items;
    if (open !== '(' || rest.length === 0 || items.some(({ comment }) => comment !== undefined)) return false;
    return lastOpening(first!.doc)?.endsWith('=> {') === true && !rest.some(({ doc }) => breaks(doc));
  }

  #huggingFirst({ open, items, close }: Brackets): void {
    this.#write(open);
    items.forEach(({ doc }, i) => {
      if (i > 0) this.#write(', ');
      this.#add(doc, 0);
    });
    this.#write(close);
  }

  #hugging({ open, items, close }: Brackets, after: number): void {
    this.#write(open);
    items.forEach(({ doc }, i) => {
      if (i > 0) this.#write(', ');
      if (i < items.length - 1) this.#write(oneLine(doc));
      else this.#broken(doc, after + 1);
    });
    this.#write(close);
  }

  /** The last item, whose brackets open on this line and go over several. */
  #broken(doc: Doc, after: number): void {
    if (typeof doc === 'string' || isRow(doc) || isBlock(doc)) {
      this.#add(doc, after);
      return;
    }
    this.#brackets({ ...doc, items: doc.items }, after);
  }

  #indented(add: () => void): void {
    this.indent += 2;
    add();
    this.indent -= 2;
  }

  #newLine(): void {
    this.#text += `\n${' '.repeat(this.indent)}`;
    this.#column = this.indent;
  }

  #write(text: string): void {
    const lines = text.split('\n');
    this.#text += lines.join(`\n${' '.repeat(this.indent)}`);
    this.#column = lines.length > 1 ? this.indent + lines.at(-1)!.length : this.#column + text.length;
  }
}

/** How a doc begins up to its outermost last brackets, where it ends with them. */
function lastOpening(doc: Doc): string | undefined {
  if (typeof doc === 'string') return undefined;
  if (isBlock(doc)) return '{';
  if (!isRow(doc)) return doc.open === '(' || doc.items.length === 0 ? undefined : doc.open;
  const opening = doc.length > 0 ? lastOpening(doc.at(-1)!) : undefined;
  const before = doc.slice(0, -1);
  if (opening === undefined || before.some(breaks)) return undefined;
  return before.map(oneLine).join('') + opening;
}

/** Whether it cannot stand on one line. */
function breaks(doc: Doc): boolean {
  if (typeof doc === 'string') return doc.includes('\n');
  if (isRow(doc)) return doc.some(breaks);
  if (isBlock(doc)) return doc.statements.length > 0;
  return doc.items.some(({ doc, comment }) => comment !== undefined || breaks(doc));
}

/** The length of what must follow on the same line, up to the first bracket that may break. */
function firstLineLength(docs: readonly Doc[]): number {
  let length = 0;
  for (const doc of docs) {
    if (typeof doc !== 'string') return length + 1;
    length += doc.length;
  }
  return length;
}

const isRow = (doc: Doc): doc is readonly Doc[] => Array.isArray(doc);
const isBlock = (doc: Doc): doc is Block => typeof doc === 'object' && 'statements' in doc;
const isItem = (item: Doc | Item): item is Item => typeof item === 'object' && 'doc' in item;

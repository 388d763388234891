// The doc comments of the preloaded declarations. They are in tables beside the files (scripts/types/docs.mjs says
// why), each read when one of its comments is first needed.
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import type TypeScript from 'typescript';
import { target, ts } from './typescript.js';

/** A doc comment: its text, then its tags. */
export interface Doc {
  readonly text: string;
  readonly tags: readonly DocTag[];
}

export interface DocTag {
  readonly name: string;
  readonly text: string;
}

const mark = /^#(environment|rare|library):(\d+)$/;

export class Docs {
  readonly #tables = new Map<string, string>();
  readonly #read = new Map<string, readonly string[]>();

  /** @param files declaration files, with or without a table beside them or, of several versions, above them */
  constructor(files: readonly string[]) {
    for (const file of files) {
      const name = basename(file, '.d.ts');
      const folder = dirname(file);
      const table = [folder, dirname(folder)]
        .map((place) => join(place, `${name}.docs.json`))
        .find(existsSync);
      if (table !== undefined) this.#tables.set(name, table);
    }
  }

  /** The documentation at the cursor, with marks replaced by the comments that they stand for. */
  of(info: Pick<TypeScript.QuickInfo, 'documentation' | 'tags'>): Doc {
    const texts = plain(info.documentation).split('\n');
    const marked = texts.filter((line) => mark.test(line));
    const own = texts.filter((line) => !mark.test(line)).join('\n');
    const found = [...new Set(marked)].map((line) => parseDoc(this.#comment(line)));
    const tags = (info.tags ?? []).map(({ name, text }) => ({ name, text: plain(text) }));
    return {
      text: [own, ...found.map(({ text }) => text)].filter((text) => text.trim() !== '').join('\n\n'),
      tags: [...tags, ...found.flatMap((doc) => doc.tags)],
    };
  }

  #comment(line: string): string {
    const [, name = '', number = ''] = mark.exec(line) ?? [];
    return this.#table(name)[Number(number)] ?? '';
  }

  #table(name: string): readonly string[] {
    const known = this.#read.get(name);
    if (known) return known;
    const path = this.#tables.get(name);
    const table = path === undefined ? [] : (JSON.parse(readFileSync(path, 'utf8')) as string[]);
    this.#read.set(name, table);
    return table;
  }
}

export function plain(parts: readonly TypeScript.SymbolDisplayPart[] | undefined): string {
  return (parts ?? []).map(({ text }) => text).join('');
}

function parseDoc(comment: string): Doc {
  const file = ts.createSourceFile('doc.ts', `${comment}\ndeclare let documented;`, target, true);
  const [doc] = ts.getJSDocCommentsAndTags(file.statements[0]!);
  if (!doc || !ts.isJSDoc(doc)) return { text: '', tags: [] };
  return { text: ts.getTextOfJSDocComment(doc.comment) ?? '', tags: (doc.tags ?? []).map(toTag) };
}

function toTag(tag: TypeScript.JSDocTag): DocTag {
  const text = ts.getTextOfJSDocComment(tag.comment) ?? '';
  const named = ts.isJSDocParameterTag(tag) ? `${tag.name.getText()} ${text}` : text;
  return { name: tag.tagName.text, text: named };
}

// A notebook as an editor sees it: cells that need not have run, and a cursor written as `|`.
import type {
  CellDiagnostic,
  CodeAction,
  EditorAnswers,
  EditorMethod,
  Position,
  TextEdit,
} from '../../../kernel/contract/editor-messages.js';
import { offsetAt } from '../../../kernel/language/editor/places.js';
import { Notebook } from '../notebook.js';

/** A place in one of the cells. */
export interface Cursor {
  readonly textDocument: { readonly uri: string };
  readonly position: Position;
}

export class EditedNotebook {
  readonly notebook = new Notebook();
  #texts: string[] = [];

  /** Gives each cell's text in order; their ids are `1`, `2` …; the cursor is where one of them has `|`. */
  write(...texts: string[]): Cursor {
    this.#texts = texts.map((text) => text.replace('|', ''));
    const cells = this.#texts.map((text, at) => ({ id: `${at + 1}`, text }));
    this.ask('notebook/sync', { cells });
    const at = texts.findIndex((text) => text.includes('|'));
    const before = (texts[at] ?? '').split('|')[0]!.split('\n');
    const position = { line: before.length - 1, character: before.at(-1)!.length };
    return { textDocument: { uri: `${at + 1}` }, position };
  }

  ask<M extends EditorMethod>(method: M, params: unknown): EditorAnswers[M] {
    const reply = this.notebook.language.edit(method, params);
    if ('result' in reply) return reply.result as EditorAnswers[M];
    throw new Error('error' in reply ? `${reply.error.ename}: ${reply.error.evalue}` : 'yielded');
  }

  mistakes(cell: number): readonly CellDiagnostic[] {
    return this.ask('notebook/diagnostics', { cell: `${cell}` }).items;
  }

  messages(cell: number): string[] {
    return this.mistakes(cell).map(({ message }) => message);
  }

  /** The mendings offered for the first mistake in a cell. */
  actions(cell: number): readonly CodeAction[] {
    const [mistake] = this.mistakes(cell);
    if (!mistake) return [];
    return this.ask('textDocument/codeAction', { textDocument: { uri: `${cell}` }, range: mistake.range });
  }

  /** All texts after an edit. */
  after(changes: Readonly<Record<string, readonly TextEdit[]>>): string[] {
    return this.#texts.map((text, at) => applied(text, changes[`${at + 1}`] ?? []));
  }

  close(): void {
    this.notebook.close();
  }
}

export function applied(text: string, edits: readonly TextEdit[]): string {
  const places = edits.map(({ range, newText }) => ({
    start: offsetAt(text, range.start),
    end: offsetAt(text, range.end),
    newText,
  }));
  return places
    .sort((a, b) => b.start - a.start)
    .reduce(
      (changed, { start, end, newText }) => changed.slice(0, start) + newText + changed.slice(end),
      text,
    );
}

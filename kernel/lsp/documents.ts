// What is open in the editor: notebooks with their cells, and files, each of which is a notebook of one cell.
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { EditedCell } from '../contract/editor-messages.js';

export interface OpenNotebook {
  readonly uri: string;
  /** Where its imports are looked for. */
  readonly folder: string;
  /** The uris of its cells in order. */
  readonly cells: string[];
}

interface CellOfNotebook {
  readonly kind?: number;
  readonly document: string;
}

/** LSP's change of a notebook, as far as we read it. */
export interface NotebookChange {
  readonly structure?: {
    readonly array: {
      readonly start: number;
      readonly deleteCount: number;
      readonly cells?: readonly CellOfNotebook[];
    };
    readonly didOpen?: readonly TextDocument[];
    readonly didClose?: readonly { readonly uri: string }[];
  };
  readonly textContent?: readonly {
    readonly document: { readonly uri: string };
    readonly changes: readonly TextChange[];
  }[];
}

export interface TextDocument {
  readonly uri: string;
  readonly languageId: string;
  readonly text: string;
}

/** The whole text: nothing else is asked for. */
export interface TextChange {
  readonly text: string;
}

export class Documents {
  readonly #texts = new Map<string, string>();
  readonly #languages = new Map<string, string>();
  readonly #notebooks = new Map<string, OpenNotebook>();

  openFile({ uri, text, languageId }: TextDocument): void {
    this.#openText({ uri, text, languageId });
    this.#notebooks.set(uri, { uri, folder: folderOf(uri), cells: [uri] });
  }

  openNotebook(uri: string, cells: readonly CellOfNotebook[], texts: readonly TextDocument[]): void {
    for (const text of texts) this.#openText(text);
    this.#notebooks.set(uri, { uri, folder: folderOf(uri), cells: cells.map(({ document }) => document) });
  }

  changeText(uri: string, changes: readonly TextChange[]): void {
    const last = changes.at(-1);
    if (last && this.#texts.has(uri)) this.#texts.set(uri, last.text);
  }

  changeNotebook(uri: string, { structure, textContent = [] }: NotebookChange): void {
    const notebook = this.#notebooks.get(uri);
    if (structure && notebook) {
      const { start, deleteCount, cells = [] } = structure.array;
      notebook.cells.splice(start, deleteCount, ...cells.map(({ document }) => document));
      for (const text of structure.didOpen ?? []) this.#openText(text);
      for (const closed of structure.didClose ?? []) this.#texts.delete(closed.uri);
    }
    for (const { document, changes } of textContent) this.changeText(document.uri, changes);
  }

  /** @param uri of a notebook or of a file */
  close(uri: string): void {
    for (const cell of this.#notebooks.get(uri)?.cells ?? []) this.#texts.delete(cell);
    this.#notebooks.delete(uri);
  }

  get(uri: string): OpenNotebook | undefined {
    return this.#notebooks.get(uri);
  }

  /** The notebook that a cell or a file belongs to. */
  notebookOf(uri: string): OpenNotebook | undefined {
    return [...this.#notebooks.values()].find(({ cells }) => cells.includes(uri));
  }

  /** The cells with code. */
  cellsOf({ cells }: OpenNotebook): EditedCell[] {
    return cells.flatMap((id) => {
      const text = this.#texts.get(id);
      return text === undefined || !isTypeScript(this.#languages.get(id)) ? [] : [{ id, text }];
    });
  }

  #openText({ uri, text, languageId }: TextDocument): void {
    this.#texts.set(uri, text);
    this.#languages.set(uri, languageId);
  }
}

function isTypeScript(language = ''): boolean {
  return /^(typescript|javascript)(react)?$/.test(language);
}

function folderOf(uri: string): string {
  try {
    return dirname(fileURLToPath(uri));
  } catch {
    // A text that was never saved.
    return process.cwd();
  }
}

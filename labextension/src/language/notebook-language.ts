// One notebook's line to its kernel's checker: before each question the checker is told which texts changed.

import type { EditorView } from '@codemirror/view';
import type { Cell, CodeCell } from '@jupyterlab/cells';
import { CodeMirrorEditor } from '@jupyterlab/codemirror';
import type { NotebookPanel } from '@jupyterlab/notebook';
import { CellTexts } from './cell-texts.js';
import type { LanguageClient } from './client.js';
import type { AtPosition, Method, Params, Result } from './lsp.js';
import { positionAt } from './positions.js';

export class NotebookLanguage {
  readonly #texts = new CellTexts();

  constructor(
    readonly panel: NotebookPanel,
    readonly client: LanguageClient,
  ) {}

  /** In the notebook's order. */
  codeCells(): CodeCell[] {
    return this.panel.content.widgets.filter((cell): cell is CodeCell => cell.model.type === 'code');
  }

  cell(id: string): CodeCell | undefined {
    return this.codeCells().find((cell) => cell.model.id === id);
  }

  textOf(id: string): string | undefined {
    return this.cell(id)?.model.sharedModel.getSource();
  }

  /** @throws NoAnswer */
  async ask<M extends Method>(method: M, params: Params<M>): Promise<Result<M>> {
    await this.#sync();
    return this.client.ask(method, params);
  }

  /** Where an offset is in a cell, as the checker wants it. */
  place(id: string, offset: number): AtPosition {
    return { textDocument: { uri: id }, position: positionAt(this.textOf(id) ?? '', offset) };
  }

  /** A restarted kernel knows no text. */
  forgetTexts(): void {
    this.#texts.forget();
  }

  async #sync(): Promise<void> {
    // Twice at most: a checker that began anew says which texts it lacks.
    for (let attempt = 0; attempt < 2; attempt++) {
      const cells = this.#texts.news(
        this.codeCells().map(({ model }) => ({ id: model.id, text: model.sharedModel.getSource() })),
      );
      if (!cells) return;
      try {
        const { missing } = await this.client.ask('notebook/sync', { cells });
        if (missing.length === 0) return;
        this.#texts.forget(missing);
      } catch (error) {
        this.#texts.forget();
        throw error;
      }
    }
  }
}

/** The view of a cell's editor; a cell that was never in sight has none. */
export function viewOf(cell: Cell): EditorView | undefined {
  return cell.editor instanceof CodeMirrorEditor ? cell.editor.editor : undefined;
}

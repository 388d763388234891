// Writes the checker's edits into cells, as one step of each cell's undo.
import type { TextEdit, WorkspaceEdit } from './lsp.js';
import type { NotebookLanguage } from './notebook-language.js';
import { span } from './positions.js';

/**
 * Cells only: a file is never changed behind one's back.
 *
 * @returns the uris that are no cell of the notebook, which were left as they are
 */
export function applyWorkspaceEdit(language: NotebookLanguage, { changes = {} }: WorkspaceEdit): string[] {
  const entries = Object.entries(changes);
  const elsewhere = entries.filter(([uri]) => !language.cell(uri)).map(([uri]) => uri);
  for (const [uri, edits] of entries) applyToCell(language, uri, edits);
  return elsewhere;
}

export function applyToCell(language: NotebookLanguage, id: string, edits: readonly TextEdit[]): void {
  const shared = language.cell(id)?.model.sharedModel;
  if (!shared) return;
  const text = shared.getSource();
  const changes = edits.map(({ range, newText }, index) => ({ ...span(text, range), newText, index }));
  changes.sort((a, b) => b.from - a.from || b.index - a.index);
  shared.transact(() => {
    for (const { from, to, newText } of changes) shared.updateSource(from, to, newText);
  });
}

// Cells laid out anew, as the checker's formatter does.
import { applyToCell } from '../language/edits.js';
import type { NotebookLanguage } from '../language/notebook-language.js';

const options = { tabSize: 2, insertSpaces: true };

export async function formatCells(language: NotebookLanguage, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const before = language.textOf(id);
    const edits = await language.ask('textDocument/formatting', { textDocument: { uri: id }, options });
    // Written on meanwhile: the edits are for another text.
    if (edits && language.textOf(id) === before) applyToCell(language, id, edits);
  }
}

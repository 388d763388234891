// What a fix does: it edits cells, or puts a cell above that installs a package. Nothing runs by itself.
import { applyWorkspaceEdit } from '../language/edits.js';
import type { CodeAction, Diagnostic, Range } from '../language/lsp.js';
import type { NotebookLanguage } from '../language/notebook-language.js';

export async function fixesFor(
  language: NotebookLanguage,
  id: string,
  range: Range,
  diagnostics: Diagnostic[],
): Promise<CodeAction[]> {
  const params = { textDocument: { uri: id }, range, context: { diagnostics } };
  return (await language.ask('textDocument/codeAction', params).catch(() => null)) ?? [];
}

export function applyFix(language: NotebookLanguage, id: string, { edit, command }: CodeAction): void {
  if (edit) applyWorkspaceEdit(language, edit);
  const text = command?.command === 'tensorcell.run' ? command.arguments?.[0] : undefined;
  if (typeof text === 'string') insertAbove(language, id, text);
}

function insertAbove({ panel }: NotebookLanguage, id: string, source: string): void {
  const { content: notebook } = panel;
  const place = notebook.widgets.findIndex((cell) => cell.model.id === id);
  const model = notebook.model?.sharedModel;
  if (!model || place < 0) return;
  model.insertCell(place, { cell_type: 'code', source, metadata: {} });
  notebook.activeCellIndex = place;
}

// The name that a command is about: where the cursor is in the notebook's active cell.
import type { CodeCell } from '@jupyterlab/cells';
import type { INotebookTracker } from '@jupyterlab/notebook';
import type { Helped } from '../helped.js';
import type { AtPosition } from '../language/lsp.js';
import { type NotebookLanguage, viewOf } from '../language/notebook-language.js';

export interface AtCursor {
  language: NotebookLanguage;
  cell: CodeCell;
  place: AtPosition;
}

export function atCursor(helped: Helped, tracker: INotebookTracker): AtCursor | undefined {
  const language = helped.of(tracker.currentWidget)?.language;
  const id = tracker.activeCell?.model.id;
  const cell = id === undefined ? undefined : language?.cell(id);
  const view = cell && viewOf(cell);
  if (!language || !cell || !view) return undefined;
  return { language, cell, place: language.place(cell.model.id, view.state.selection.main.head) };
}

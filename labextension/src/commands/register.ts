// The commands by name; schema/plugin.json gives them keys and places in menus.
import { nextDiagnostic } from '@codemirror/lint';
import type { JupyterFrontEnd } from '@jupyterlab/application';
import { Dialog, showDialog } from '@jupyterlab/apputils';
import type { INotebookTracker } from '@jupyterlab/notebook';
import type { Help, Helped } from '../helped.js';
import { NoAnswer } from '../language/client.js';
import { viewOf } from '../language/notebook-language.js';
import { showAbout } from '../menu/about.js';
import { openDocs, openGallery } from '../menu/documents.js';
import { VariablesPanel } from '../variables/variables-panel.js';
import { type AtCursor, atCursor } from './at-cursor.js';
import { fixAtCursor } from './fix.js';
import { formatCells } from './format.js';
import type { Jumping } from './jump.js';
import { findUses, goToDefinition, rename } from './names.js';

/** @returns their names */
export function registerCommands(
  jumping: Jumping,
  helped: Helped,
  tracker: INotebookTracker,
): readonly string[] {
  const { app } = jumping;
  const ids: string[] = [];
  const add = (name: string, label: string, execute: (help: Help) => unknown) => {
    const id = `tensorcell:${name}`;
    ids.push(id);
    const help = () => helped.of(tracker.currentWidget);
    app.commands.addCommand(id, {
      label,
      isEnabled: () => help() !== undefined,
      execute: async () => {
        const own = help();
        if (own) await told(execute(own));
      },
    });
  };
  const addAtCursor = (name: string, label: string, execute: (at: AtCursor) => unknown) =>
    add(name, label, () => {
      const at = atCursor(helped, tracker);
      return at && execute(at);
    });

  addAtCursor('go-to-definition', 'Go to Declaration', (at) => goToDefinition(jumping, at));
  addAtCursor('find-uses', 'Find All Uses', (at) => findUses(jumping, at));
  addAtCursor('rename', 'Rename in All Cells…', rename);
  addAtCursor('next-problem', 'Next Problem in Cell', ({ cell }) => {
    const view = viewOf(cell);
    if (view) nextDiagnostic(view);
  });
  addAtCursor('fix', 'Fix at the Cursor…', fixAtCursor);
  addAtCursor('format-cell', 'Format Cell', ({ language, cell }) => formatCells(language, [cell.model.id]));
  add('format-notebook', 'Format All Cells', ({ language }) =>
    formatCells(
      language,
      language.codeCells().map(({ model }) => model.id),
    ),
  );
  add('run-stale', 'Run Stale Cells', ({ marks }) => marks?.runStale());
  const variables = variablesOpener(app, helped, tracker);
  add('variables', 'Variables', variables);
  add('about', 'Engine, Memory, Doctor', ({ language }) => showAbout(language));
  add('docs', 'Documentation', ({ language }) => openDocs(app, language));
  add('gallery', 'Gallery of Charts', ({ language }) => openGallery(app, language));
  helped.changed.connect(() => {
    for (const id of ids) app.commands.notifyCommandChanged(id);
  });
  return ids;
}

/** One panel, made when it is first asked for, and anew when it was closed. */
function variablesOpener({ shell }: JupyterFrontEnd, helped: Helped, tracker: INotebookTracker): () => void {
  let panel: VariablesPanel | undefined;
  return () => {
    if (!panel || panel.isDisposed) {
      panel = new VariablesPanel(helped, tracker);
      shell.add(panel, 'right');
    }
    shell.activateById(panel.id);
  };
}

/** What the kernel cannot answer is said, and not only logged. */
async function told(work: unknown): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    await showDialog({ title: 'No answer', body: error.message, buttons: [Dialog.okButton()] });
  }
}

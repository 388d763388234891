// Goes to where a name is declared or used: a cell, a file of Jupyter's folder, or the library's documentation.
import type { JupyterFrontEnd } from '@jupyterlab/application';
import { Dialog, MainAreaWidget, showDialog } from '@jupyterlab/apputils';
import { PageConfig } from '@jupyterlab/coreutils';
import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { Location } from '../language/lsp.js';
import { type NotebookLanguage, viewOf } from '../language/notebook-language.js';
import { span } from '../language/positions.js';
import { contentsPath } from './contents-path.js';
import { drawPage } from './page.js';

export interface Jumping {
  app: JupyterFrontEnd;
  rendermime: IRenderMimeRegistry;
}

export async function jump(jumping: Jumping, language: NotebookLanguage, location: Location): Promise<void> {
  if (jumpToCell(language, location)) return;
  if (location.contents !== undefined) openDocumentation(jumping, location.uri, location.contents);
  else await openFile(jumping.app, location);
}

function jumpToCell({ panel }: NotebookLanguage, { uri, range }: Location): boolean {
  const { content: notebook } = panel;
  const index = notebook.widgets.findIndex(({ model }) => model.id === uri);
  const cell = notebook.widgets[index];
  if (!cell) return false;
  notebook.activeCellIndex = index;
  notebook.mode = 'edit';
  void notebook.scrollToItem(index);
  void cell.ready.then(() => {
    cell.editor?.focus();
    const view = viewOf(cell);
    if (!view) return;
    const { from, to } = span(view.state.doc.toString(), range);
    view.dispatch({ selection: { anchor: from, head: to }, scrollIntoView: true });
  });
  return true;
}

async function openFile({ commands }: JupyterFrontEnd, { uri, range }: Location): Promise<void> {
  const file = decodeURIComponent(uri.replace(/^file:\/\//, ''));
  const path = contentsPath(file, PageConfig.getOption('serverRoot'));
  if (path === undefined) {
    const body = `It is in ${file}, outside of the folder that Jupyter shows.`;
    await showDialog({ title: 'Declared elsewhere', body, buttons: [Dialog.okButton()] });
    return;
  }
  await commands.execute('docmanager:open', { path });
  await commands
    .execute('fileeditor:go-to-line', { line: range.start.line + 1, column: range.start.character })
    .catch(() => undefined);
}

function openDocumentation({ app, rendermime }: Jumping, uri: string, contents: string): void {
  const name = uri.replace(/^tensorcell:docs\//, '');
  const widget = new MainAreaWidget({ content: drawPage(rendermime, contents) });
  widget.id = `tensorcell-docs-${Date.now()}`;
  widget.title.label = name;
  widget.title.closable = true;
  app.shell.add(widget, 'main', { mode: 'split-right' });
}

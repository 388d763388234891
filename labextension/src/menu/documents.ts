// What there is to read: the documentation, and the gallery where its notebook is.
import type { JupyterFrontEnd } from '@jupyterlab/application';
import { Dialog, showDialog } from '@jupyterlab/apputils';
import { PageConfig } from '@jupyterlab/coreutils';
import { contentsPath } from '../commands/contents-path.js';
import type { NotebookLanguage } from '../language/notebook-language.js';

const gallery = 'gallery.ipynb';
const startPage = '00-00_Start_Here.ipynb';

/** On the web, in Jupyter's folder, or else the lessons' first page; a browser opens no other file of the machine. */
export async function openDocs(app: JupyterFrontEnd, language: NotebookLanguage): Promise<void> {
  const { docs } = await language.client.ask('kernel/about', {});
  if (/^https?:/.test(docs)) return void window.open(docs, '_blank', 'noopener');
  const file = decodeURIComponent(docs.replace(/^file:\/\//, ''));
  const path = contentsPath(file, PageConfig.getOption('serverRoot'));
  if (path !== undefined) {
    await app.commands.execute('docmanager:open', { path, factory: 'Markdown Preview' });
  } else if (!(await openBeside(app, language, startPage))) {
    await tell(
      'Documentation',
      `It begins in ${file}; Shift-Tab in a cell shows the documentation of a name.`,
    );
  }
}

export async function openGallery(app: JupyterFrontEnd, language: NotebookLanguage): Promise<void> {
  if (await openBeside(app, language, gallery)) return;
  const body = `There is no ${gallery} beside this notebook. It comes with TensorCell’s lessons, in the folder notebooks.`;
  await tell('No gallery here', body);
}

/** @returns false where there is no such file beside the notebook, or at the top of Jupyter's folder */
async function openBeside(app: JupyterFrontEnd, { panel }: NotebookLanguage, name: string): Promise<boolean> {
  const folder = panel.context.path.replace(/[^/]*$/, '');
  for (const path of new Set([`${folder}${name}`, name])) {
    const found = await app.serviceManager.contents.get(path, { content: false }).catch(() => undefined);
    if (!found) continue;
    await app.commands.execute('docmanager:open', { path });
    return true;
  }
  return false;
}

async function tell(title: string, body: string): Promise<void> {
  await showDialog({ title, body, buttons: [Dialog.okButton()] });
}

// What there is to read: the documentation on the web, and the gallery where its notebook is.
import type { JupyterFrontEnd } from '@jupyterlab/application';
import { Dialog, showDialog } from '@jupyterlab/apputils';
import type { NotebookLanguage } from '../language/notebook-language.js';

const gallery = 'gallery.ipynb';

export async function openDocs({ client }: NotebookLanguage): Promise<void> {
  const { docs } = await client.ask('kernel/about', {});
  window.open(docs, '_blank', 'noopener');
}

export async function openGallery(app: JupyterFrontEnd, language: NotebookLanguage): Promise<void> {
  const folder = language.panel.context.path.replace(/[^/]*$/, '');
  for (const path of [...new Set([`${folder}${gallery}`, gallery])]) {
    const found = await app.serviceManager.contents.get(path, { content: false }).catch(() => undefined);
    if (found) return void (await app.commands.execute('docmanager:open', { path }));
  }
  const body = `There is no ${gallery} beside this notebook. It comes with TensorCell’s lessons, in the folder notebooks.`;
  await showDialog({ title: 'No gallery here', body, buttons: [Dialog.okButton()] });
}

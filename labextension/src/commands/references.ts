// All uses of a name, as a list to choose from.
import { Dialog } from '@jupyterlab/apputils';
import { Widget } from '@lumino/widgets';
import type { Location } from '../language/lsp.js';
import type { NotebookLanguage } from '../language/notebook-language.js';

/** @returns the one that was chosen */
export async function chooseUse(
  language: NotebookLanguage,
  locations: readonly Location[],
): Promise<Location | undefined> {
  let chosen: Location | undefined;
  const body = new Widget();
  body.addClass('tc-Uses');
  const dialog = new Dialog({
    title: locations.length === 1 ? '1 use' : `${locations.length} uses`,
    body,
    buttons: [Dialog.cancelButton({ label: 'Close' })],
    focusNodeSelector: '.tc-Uses button',
  });
  for (const location of locations) {
    const button = document.createElement('button');
    button.type = 'button';
    const [where, line] = describe(language, location);
    const code = document.createElement('code');
    code.textContent = line;
    button.append(where, code);
    button.addEventListener('click', () => {
      chosen = location;
      dialog.resolve(0);
    });
    body.node.append(button);
  }
  await dialog.launch();
  return chosen;
}

function describe(language: NotebookLanguage, { uri, range }: Location): [where: string, line: string] {
  const line = range.start.line;
  const text = language.textOf(uri);
  if (text === undefined) return [`${uri.replace(/^.*\//, '')}, line ${line + 1} `, ''];
  const place = language.codeCells().findIndex(({ model }) => model.id === uri);
  return [`Code cell ${place + 1}, line ${line + 1} `, text.split('\n')[line]?.trim() ?? ''];
}

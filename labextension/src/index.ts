// The extension of JupyterLab and Notebook: helps in notebooks whose kernel is TensorCell's, and leaves all others alone.
import type { JupyterFrontEnd, JupyterFrontEndPlugin } from '@jupyterlab/application';
import { ICommandPalette } from '@jupyterlab/apputils';
import { IMainMenu } from '@jupyterlab/mainmenu';
import { INotebookTracker } from '@jupyterlab/notebook';
import { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import { ISettingRegistry } from '@jupyterlab/settingregistry';
import type { Jumping } from './commands/jump.js';
import { goTo } from './commands/names.js';
import { registerCommands } from './commands/register.js';
import { jumpOnClick } from './editor/click.js';
import { Helped } from './helped.js';
import { addMenu } from './menu/menu.js';
import { readSettings } from './settings.js';

const id = 'tensorcell-lab:plugin';

const plugin: JupyterFrontEndPlugin<void> = {
  id,
  description: 'Shows what TensorCell’s checker knows, as one types.',
  autoStart: true,
  requires: [INotebookTracker, IRenderMimeRegistry],
  optional: [ISettingRegistry, IMainMenu, ICommandPalette],
  activate,
};

async function activate(
  app: JupyterFrontEnd,
  tracker: INotebookTracker,
  rendermime: IRenderMimeRegistry,
  registry: ISettingRegistry | null,
  mainMenu: IMainMenu | null,
  palette: ICommandPalette | null,
): Promise<void> {
  const settings = await readSettings(registry, id);
  const jumping: Jumping = { app, rendermime };
  const helped = new Helped(tracker, settings, [
    jumpOnClick((language, place) => void goTo(jumping, language, place)),
  ]);
  settings.changed = () => helped.reset();
  for (const command of registerCommands(jumping, helped, tracker)) {
    palette?.addItem({ command, category: 'TensorCell' });
  }
  if (mainMenu) addMenu(app, mainMenu, helped);
}

export default plugin;

// The TensorCell menu: there from the moment that a first notebook of its kernel is.
import type { JupyterFrontEnd } from '@jupyterlab/application';
import type { IMainMenu } from '@jupyterlab/mainmenu';
import { Menu } from '@lumino/widgets';
import type { Helped } from '../helped.js';

const groups = [
  ['tensorcell:run-stale', 'tensorcell:next-problem', 'tensorcell:fix'],
  ['tensorcell:go-to-definition', 'tensorcell:find-uses', 'tensorcell:rename'],
  ['tensorcell:format-cell', 'tensorcell:format-notebook'],
  ['tensorcell:variables', 'tensorcell:about', 'kernelmenu:restart'],
  ['tensorcell:docs', 'tensorcell:gallery'],
];
/** After JupyterLab's own, before Help. */
const rank = 900;

export function addMenu({ commands }: JupyterFrontEnd, mainMenu: IMainMenu, helped: Helped): void {
  helped.changed.connect(function add() {
    helped.changed.disconnect(add);
    const menu = new Menu({ commands });
    menu.id = 'tensorcell-menu';
    menu.title.label = 'TensorCell';
    groups.forEach((group, index) => {
      if (index > 0) menu.addItem({ type: 'separator' });
      for (const command of group) if (commands.hasCommand(command)) menu.addItem({ command });
    });
    mainMenu.addMenu(menu, false, { rank });
  });
}

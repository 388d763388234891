// The session's variables beside the notebook: name, type and value, after each cell that has run, without a debugger.
import { type INotebookTracker, NotebookActions } from '@jupyterlab/notebook';
import { Widget } from '@lumino/widgets';
import type { Help, Helped } from '../helped.js';
import { partsOf, sessionVariables } from './session-variables.js';
import { rowsOf } from './variable-rows.js';

export class VariablesPanel extends Widget {
  readonly #helped: Helped;
  readonly #tracker: INotebookTracker;
  readonly #table = document.createElement('table');
  readonly #note = document.createElement('p');
  #round = 0;

  constructor(helped: Helped, tracker: INotebookTracker) {
    super();
    this.#helped = helped;
    this.#tracker = tracker;
    this.id = 'tensorcell-variables';
    this.addClass('tc-Variables');
    this.title.label = 'Variables';
    this.title.caption = 'The variables of TensorCell’s session';
    this.#note.setAttribute('aria-live', 'polite');
    this.node.append(this.#note, this.#table);
    helped.changed.connect(this.#renew, this);
    tracker.currentChanged.connect(this.#renew, this);
    NotebookActions.executed.connect(this.#renew, this);
  }

  override dispose(): void {
    if (this.isDisposed) return;
    NotebookActions.executed.disconnect(this.#renew, this);
    this.#tracker.currentChanged.disconnect(this.#renew, this);
    this.#helped.changed.disconnect(this.#renew, this);
    super.dispose();
  }

  protected override onAfterShow(): void {
    this.#renew();
  }

  /** Nothing is asked of the kernel while nobody looks. */
  #renew(): void {
    if (this.isVisible) void this.#show(this.#helped.of(this.#tracker.currentWidget));
  }

  async #show(help: Help | undefined): Promise<void> {
    this.#round += 1;
    const round = this.#round;
    const kernel = help?.language.client.kernel;
    const variables = kernel ? await sessionVariables(kernel) : [];
    if (round !== this.#round || this.isDisposed) return;
    this.#note.textContent = noteOn(kernel !== undefined, variables.length);
    const rows = kernel ? rowsOf(variables, (reference) => partsOf(kernel, reference)) : [];
    this.#table.replaceChildren(...(rows.length > 0 ? [headOf(), ...rows] : []));
  }
}

function noteOn(hasKernel: boolean, count: number): string {
  if (!hasKernel) return 'The notebook in front has no kernel of TensorCell.';
  return count === 0 ? 'No cell has declared a variable yet.' : '';
}

function headOf(): HTMLElement {
  const row = document.createElement('tr');
  for (const title of ['Name', 'Type', 'Value']) {
    const cell = document.createElement('th');
    cell.scope = 'col';
    cell.textContent = title;
    row.append(cell);
  }
  return row;
}

// Marks stale cells beside their prompt, and runs them in order when asked. Nothing runs by itself.
import type { Cell, CodeCell } from '@jupyterlab/cells';
import { NotebookActions } from '@jupyterlab/notebook';
import type { IDisposable } from '@lumino/disposable';
import { Signal } from '@lumino/signaling';
import type { NotebookHelp } from '../notebook-help.js';
import { type Run, type Staleness, staleCells } from './stale-cells.js';

/** Milliseconds after the last key or run. */
const delay = 400;

const words: Record<Staleness, string> = {
  edited: 'Edited since it ran.',
  stale: 'Stale: a cell that this one depends on was edited or ran later.',
};

export class StaleMarks implements IDisposable {
  /** The marked cells are others. */
  readonly changed = new Signal<this, void>(this);
  readonly #help: NotebookHelp;
  readonly #runs = new Map<string, Run>();
  /** What was sent to run: a cell may be written on while it runs. */
  readonly #sent = new Map<string, string>();
  #stale = new Map<string, Staleness>();
  #turn = 0;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #isDisposed = false;

  constructor(help: NotebookHelp) {
    this.#help = help;
    help.edited.connect(this.#later, this);
    help.cellsChanged.connect(this.#later, this);
    NotebookActions.executionScheduled.connect(this.#onScheduled, this);
    NotebookActions.executed.connect(this.#onRun, this);
    help.language.client.kernel.statusChanged.connect(this.#onStatus, this);
  }

  get isDisposed(): boolean {
    return this.#isDisposed;
  }

  /** How many cells are marked. */
  get count(): number {
    return this.#stale.size;
  }

  dispose(): void {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    clearTimeout(this.#timer);
    NotebookActions.executionScheduled.disconnect(this.#onScheduled, this);
    NotebookActions.executed.disconnect(this.#onRun, this);
    this.#help.language.client.kernel.statusChanged.disconnect(this.#onStatus, this);
    if (!this.#help.language.panel.isDisposed) this.#mark(new Map());
    Signal.clearData(this);
  }

  /** Runs the marked cells in the notebook's order; stops at the first that fails. */
  async runStale(): Promise<void> {
    const { panel } = this.#help.language;
    const cells = this.#help.language.codeCells().filter(({ model }) => this.#stale.has(model.id));
    await NotebookActions.runCells(panel.content, cells, panel.sessionContext);
  }

  #later(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => void this.#find(), delay);
  }

  async #find(): Promise<void> {
    if (this.#runs.size === 0) return this.#mark(new Map());
    const { language } = this.#help;
    const found = await language.ask('notebook/dependencies', {}).catch(() => undefined);
    if (!found || this.#isDisposed) return;
    const texts = new Map(language.codeCells().map(({ model }) => [model.id, model.sharedModel.getSource()]));
    this.#mark(staleCells(found.cells, this.#runs, texts));
  }

  #mark(stale: Map<string, Staleness>): void {
    this.#stale = stale;
    for (const cell of this.#help.language.codeCells()) markCell(cell, stale.get(cell.model.id));
    this.changed.emit();
  }

  #onScheduled(_: unknown, { notebook, cell }: { notebook: unknown; cell: Cell }): void {
    if (notebook === this.#help.language.panel.content)
      this.#sent.set(cell.model.id, cell.model.sharedModel.getSource());
  }

  #onRun(_: unknown, { notebook, cell, success }: { notebook: unknown; cell: Cell; success: boolean }): void {
    if (notebook !== this.#help.language.panel.content || cell.model.type !== 'code') return;
    this.#turn += 1;
    const text = this.#sent.get(cell.model.id) ?? cell.model.sharedModel.getSource();
    // What failed has declared nothing; it is not stale, its error says what it is.
    if (success) this.#runs.set(cell.model.id, { text, turn: this.#turn });
    else this.#runs.delete(cell.model.id);
    this.#later();
  }

  /** The values are gone with the session: nothing has run. */
  #onStatus(_: unknown, status: string): void {
    if (status !== 'restarting' && status !== 'autorestarting') return;
    this.#runs.clear();
    this.#later();
  }
}

function markCell(cell: CodeCell, staleness: Staleness | undefined): void {
  cell.toggleClass('tc-mod-stale', staleness === 'stale');
  cell.toggleClass('tc-mod-edited', staleness === 'edited');
  const prompt = cell.node.querySelector<HTMLElement>('.jp-InputPrompt');
  if (!prompt) return;
  if (staleness) prompt.title = words[staleness];
  else prompt.removeAttribute('title');
}

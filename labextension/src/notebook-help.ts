// All that a notebook of TensorCell's kernel gets: made when such a kernel is there, and taken away with it.
import { Compartment, type Extension, StateEffect } from '@codemirror/state';
import type { CodeCell } from '@jupyterlab/cells';
import { NotebookActions } from '@jupyterlab/notebook';
import type { IDisposable } from '@lumino/disposable';
import { Signal } from '@lumino/signaling';
import { Diagnostics } from './editor/diagnostics.js';
import { CheckRounds } from './language/check-rounds.js';
import type { Diagnostic } from './language/lsp.js';
import { type NotebookLanguage, viewOf } from './language/notebook-language.js';

/** Of a notebook's panel, for keys and menus. */
const helpedClass = 'tc-Helped';

/** What an editor gets, for the cell that it shows. */
export type EditorFeature = (language: NotebookLanguage, id: string) => Extension;

interface Attached {
  cell: CodeCell;
  compartment: Compartment;
}

export class NotebookHelp implements IDisposable {
  readonly language: NotebookLanguage;
  /** A cell's text has changed, by its id. */
  readonly edited = new Signal<this, string>(this);
  /** Cells came, went or moved. */
  readonly cellsChanged = new Signal<this, void>(this);
  readonly #features: readonly EditorFeature[];
  readonly #diagnostics: Diagnostics;
  readonly #rounds: CheckRounds<Diagnostic[]>;
  readonly #attached = new Map<string, Attached>();
  #isDisposed = false;

  constructor(language: NotebookLanguage, features: readonly EditorFeature[]) {
    this.language = language;
    this.#features = features;
    this.#diagnostics = new Diagnostics(language);
    const { panel } = language;
    panel.addClass(helpedClass);
    this.#rounds = new CheckRounds<Diagnostic[]>({
      order: () => language.codeCells().map(({ model }) => model.id),
      active: () => panel.content.activeCell?.model.id,
      check: (id) => this.#diagnostics.check(id),
      show: (id, items) => this.#diagnostics.show(id, items),
      state: (state) => {
        panel.node.dataset.checks = state;
      },
    });
    panel.content.model?.cells.changed.connect(this.#onCells, this);
    NotebookActions.executed.connect(this.#onRun, this);
    language.client.kernel.statusChanged.connect(this.#onStatus, this);
    this.#onCells();
  }

  get isDisposed(): boolean {
    return this.#isDisposed;
  }

  dispose(): void {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    this.#rounds.stop();
    this.language.panel.content.model?.cells.changed.disconnect(this.#onCells, this);
    NotebookActions.executed.disconnect(this.#onRun, this);
    this.language.client.kernel.statusChanged.disconnect(this.#onStatus, this);
    if (!this.language.panel.isDisposed) this.#removeFromPanel();
    Signal.clearData(this);
  }

  #removeFromPanel(): void {
    this.language.panel.removeClass(helpedClass);
    delete this.language.panel.node.dataset.checks;
    this.#diagnostics.clear();
    for (const id of [...this.#attached.keys()]) this.#detach(id);
  }

  #onCells(): void {
    // The widgets of new cells are made by another listener of the same signal.
    queueMicrotask(() => {
      if (this.#isDisposed) return;
      const cells = this.language.codeCells();
      const ids = new Set(cells.map(({ model }) => model.id));
      for (const id of [...this.#attached.keys()]) if (!ids.has(id)) this.#detach(id);
      for (const cell of cells) if (this.#attached.get(cell.model.id)?.cell !== cell) this.#attach(cell);
      this.#rounds.changedAll();
      this.cellsChanged.emit();
    });
  }

  #attach(cell: CodeCell): void {
    const { id } = cell.model;
    this.#detach(id);
    const attached = { cell, compartment: new Compartment() };
    this.#attached.set(id, attached);
    cell.model.sharedModel.changed.connect(this.#onShared, this);
    // A cell that is not in sight has no editor yet.
    void cell.ready.then(() => this.#equip(id, attached));
  }

  #equip(id: string, attached: Attached): void {
    const view = viewOf(attached.cell);
    if (!view || this.#isDisposed || this.#attached.get(id) !== attached) return;
    const extensions = this.#features.map((feature) => feature(this.language, id));
    view.dispatch({ effects: StateEffect.appendConfig.of(attached.compartment.of(extensions)) });
    this.#diagnostics.redraw(id);
  }

  #detach(id: string): void {
    const attached = this.#attached.get(id);
    if (!attached) return;
    this.#attached.delete(id);
    const { cell, compartment } = attached;
    if (cell.isDisposed) return;
    cell.model.sharedModel.changed.disconnect(this.#onShared, this);
    viewOf(cell)?.dispatch({ effects: compartment.reconfigure([]) });
  }

  #onShared(shared: { id: string }, { sourceChange }: { sourceChange?: unknown }): void {
    if (!sourceChange) return;
    this.#rounds.changed(shared.id);
    this.edited.emit(shared.id);
  }

  /** What the session knows has changed. */
  #onRun(_: unknown, { notebook }: { notebook: unknown }): void {
    if (notebook === this.language.panel.content) this.#rounds.changedAll();
  }

  #onStatus(_: unknown, status: string): void {
    if (status !== 'restarting' && status !== 'autorestarting') return;
    this.language.forgetTexts();
    this.#rounds.changedAll();
  }
}

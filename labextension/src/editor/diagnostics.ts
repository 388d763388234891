// The checker's findings as underlines, with its words and fixes in a tooltip.
import { forEachDiagnostic, type Diagnostic as Mark, setDiagnostics } from '@codemirror/lint';
import { type EditorView, repositionTooltips } from '@codemirror/view';
import type { Diagnostic, Range } from '../language/lsp.js';
import { type NotebookLanguage, viewOf } from '../language/notebook-language.js';
import { positionAt, span } from '../language/positions.js';
import { applyFix, fixesFor } from './fixes.js';

const severities = { 1: 'error', 2: 'warning', 3: 'info', 4: 'hint' } as const;

export class Diagnostics {
  readonly #language: NotebookLanguage;
  readonly #found = new Map<string, { text: string; items: readonly Diagnostic[] }>();

  constructor(language: NotebookLanguage) {
    this.#language = language;
  }

  async check(id: string): Promise<Diagnostic[]> {
    const { items } = await this.#language.ask('notebook/diagnostics', { cell: id });
    return items;
  }

  show(id: string, items: readonly Diagnostic[]): void {
    this.#found.set(id, { text: this.#language.textOf(id) ?? '', items });
    this.redraw(id);
  }

  /** Draws what is known of a cell, whose editor may have come just now. */
  redraw(id: string): void {
    const found = this.#found.get(id);
    const cell = this.#language.cell(id);
    const view = cell && viewOf(cell);
    if (!found || !view || view.state.doc.toString() !== found.text) return;
    const marks = found.items.map((item) => this.#mark(id, found.text, item));
    view.dispatch(setDiagnostics(view.state, marks));
  }

  clear(): void {
    this.#found.clear();
    for (const cell of this.#language.codeCells()) {
      const view = viewOf(cell);
      if (view) view.dispatch(setDiagnostics(view.state, []));
    }
  }

  #mark(id: string, text: string, item: Diagnostic): Mark {
    const { range, message, severity = 1, code } = item;
    const mark: Mark = {
      ...span(text, range),
      severity: severities[severity],
      message,
      ...(code !== undefined && { source: typeof code === 'number' ? `TS${code}` : code }),
      renderMessage: (view) => this.#drawMessage(id, item, view, mark),
    };
    return mark;
  }

  /** The words at once; the fixes are asked for when someone looks. */
  #drawMessage(id: string, item: Diagnostic, view: EditorView, mark: Mark): HTMLElement {
    const node = document.createElement('span');
    node.append(item.message);
    void this.#addFixes(node, id, item, view, rangeOf(mark, view) ?? item.range);
    return node;
  }

  async #addFixes(
    node: HTMLElement,
    id: string,
    item: Diagnostic,
    view: EditorView,
    range: Range,
  ): Promise<void> {
    const text = this.#language.textOf(id);
    for (const fix of await fixesFor(this.#language, id, range, [{ ...item, range }])) {
      const button = document.createElement('button');
      button.type = 'button';
      button.className = 'cm-diagnosticAction';
      button.textContent = fix.title;
      button.addEventListener('click', () => {
        if (this.#language.textOf(id) === text) applyFix(this.#language, id, fix);
      });
      node.append(button);
    }
    repositionTooltips(view);
  }
}

/** Where an underline is by now. */
function rangeOf(mark: Mark, view: EditorView): Range | undefined {
  const text = view.state.doc.toString();
  let range: Range | undefined;
  forEachDiagnostic(view.state, (one, from, to) => {
    if (one === mark) range = { start: positionAt(text, from), end: positionAt(text, to) };
  });
  return range;
}

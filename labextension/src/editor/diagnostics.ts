// The checker's findings as underlines, with its words and fixes in a tooltip.
import { type Action, type Diagnostic as Mark, setDiagnostics } from '@codemirror/lint';
import type { EditorView } from '@codemirror/view';
import type { CodeAction, Diagnostic, Range } from '../language/lsp.js';
import { type NotebookLanguage, viewOf } from '../language/notebook-language.js';
import { positionAt, span } from '../language/positions.js';
import { applyFix } from './fixes.js';

const severities = { 1: 'error', 2: 'warning', 3: 'info', 4: 'hint' } as const;
/** More fixes are not asked for at once: they would keep the checker from the next cell. */
const mostFixed = 8;
/** Milliseconds. Underlines that come with their fixes are drawn once: drawn again, they close their tooltip. */
const longestWait = 60;

export class Diagnostics {
  readonly #language: NotebookLanguage;
  readonly #found = new Map<string, { text: string; items: Diagnostic[] }>();

  constructor(language: NotebookLanguage) {
    this.#language = language;
  }

  async check(id: string): Promise<Diagnostic[]> {
    const { items } = await this.#language.ask('notebook/diagnostics', { cell: id });
    return items;
  }

  /** The underlines wait for their fixes, but not long. */
  async show(id: string, items: Diagnostic[]): Promise<void> {
    const text = this.#language.textOf(id) ?? '';
    this.#found.set(id, { text, items });
    const isCurrent = () => this.#found.get(id)?.items === items && this.#language.textOf(id) === text;
    const asked = this.#allActions(id, items, isCurrent);
    const inTime = await Promise.race([asked, after(items.length > 0 ? longestWait : 0)]);
    this.#draw(id, inTime ?? []);
    if (inTime) return;
    const late = await asked;
    if (isCurrent() && late.some(({ length }) => length > 0)) this.#draw(id, late);
  }

  /** Draws again what is known of a cell whose editor has just come. */
  redraw(id: string): void {
    const found = this.#found.get(id);
    if (found && found.text === this.#language.textOf(id)) void this.show(id, found.items);
  }

  clear(): void {
    this.#found.clear();
    for (const cell of this.#language.codeCells()) {
      const view = viewOf(cell);
      if (view) view.dispatch(setDiagnostics(view.state, []));
    }
  }

  #draw(id: string, actions: readonly Action[][]): void {
    const cell = this.#language.cell(id);
    const view = cell && viewOf(cell);
    const found = this.#found.get(id);
    if (!view || !found) return;
    const text = view.state.doc.toString();
    if (text !== found.text) return;
    const marks = found.items.map((item, index) => asMark(text, item, actions[index] ?? []));
    view.dispatch(setDiagnostics(view.state, marks));
  }

  /** One after another: of several questions about one cell the checker answers the last. */
  async #allActions(id: string, items: readonly Diagnostic[], isCurrent: () => boolean): Promise<Action[][]> {
    const actions: Action[][] = [];
    for (const item of items.slice(0, mostFixed))
      if (isCurrent()) actions.push(await this.#actions(id, item));
    return actions;
  }

  async #actions(id: string, item: Diagnostic): Promise<Action[]> {
    const fixes = await this.#fixes(id, item.range, item);
    return fixes.map((fix) => ({
      name: fix.title,
      apply: (view, from, to) => void this.#apply(id, fix, item, rangeIn(view, from, to)),
    }));
  }

  async #fixes(id: string, range: Range, item: Diagnostic): Promise<CodeAction[]> {
    const params = { textDocument: { uri: id }, range, context: { diagnostics: [{ ...item, range }] } };
    const fixes = await this.#language.ask('textDocument/codeAction', params).catch(() => null);
    return fixes ?? [];
  }

  /** A fix for a text that has changed meanwhile is asked for again. */
  async #apply(id: string, fix: CodeAction, item: Diagnostic, range: Range): Promise<void> {
    const isCurrent = this.#found.get(id)?.text === this.#language.textOf(id);
    const current = isCurrent
      ? fix
      : (await this.#fixes(id, range, item)).find(({ title }) => title === fix.title);
    if (current) applyFix(this.#language, id, current);
  }
}

function after(milliseconds: number): Promise<undefined> {
  return new Promise((resolve) => setTimeout(() => resolve(undefined), milliseconds));
}

function asMark(text: string, { range, message, severity = 1, code }: Diagnostic, actions: Action[]): Mark {
  return {
    ...span(text, range),
    severity: severities[severity],
    message,
    ...(code !== undefined && { source: typeof code === 'number' ? `TS${code}` : code }),
    actions,
  };
}

function rangeIn(view: EditorView, from: number, to: number): Range {
  const text = view.state.doc.toString();
  return { start: positionAt(text, from), end: positionAt(text, to) };
}

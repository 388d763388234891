// Types and shapes between the words, where the checker knows them. Off until it is turned on.
import { Decoration, type DecorationSet, WidgetType } from '@codemirror/view';
import type { InlayHint } from '../language/lsp.js';
import { offsetAt, positionAt } from '../language/positions.js';
import type { EditorFeature } from '../notebook-help.js';
import { laterDecorations } from './later-decorations.js';

const delay = 600;

export const inlayHints: EditorFeature = (language, id) =>
  laterDecorations(delay, async (doc) => {
    const text = doc.toString();
    const range = { start: { line: 0, character: 0 }, end: positionAt(text, text.length) };
    const asked = language.ask('textDocument/inlayHint', { textDocument: { uri: id }, range });
    const hints = await asked.catch(() => null);
    return hints && hintsIn(text, hints);
  });

function hintsIn(text: string, hints: readonly InlayHint[]): DecorationSet {
  const ranges = hints.map((hint) =>
    Decoration.widget({ widget: new Hint(hint), side: 1 }).range(offsetAt(text, hint.position)),
  );
  return Decoration.set(ranges, true);
}

class Hint extends WidgetType {
  readonly #text: string;

  constructor({ label, paddingLeft, paddingRight }: InlayHint) {
    super();
    const words = typeof label === 'string' ? label : label.map(({ value }) => value).join('');
    this.#text = `${paddingLeft ? ' ' : ''}${words}${paddingRight ? ' ' : ''}`;
  }

  override eq(other: Hint): boolean {
    return other.#text === this.#text;
  }

  override toDOM(): HTMLElement {
    const node = document.createElement('span');
    node.className = 'tc-InlayHint';
    node.textContent = this.#text;
    return node;
  }
}

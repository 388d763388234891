// Decorations that the checker gives, some time after the last key; until then those of before move with the text.
import { type Extension, StateEffect, StateField, type Text } from '@codemirror/state';
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate } from '@codemirror/view';

/**
 * @param delay milliseconds
 * @param ask for the decorations of a text; null for no answer, which leaves what is there
 */
export function laterDecorations(
  delay: number,
  ask: (doc: Text) => Promise<DecorationSet | null>,
): Extension {
  const replace = StateEffect.define<DecorationSet>();
  const field = StateField.define<DecorationSet>({
    create: () => Decoration.none,
    update(decorations, { effects, changes }) {
      for (const effect of effects) if (effect.is(replace)) return effect.value;
      return decorations.map(changes);
    },
    provide: (own) => EditorView.decorations.from(own),
  });

  class Asking {
    #timer: ReturnType<typeof setTimeout> | undefined;
    #isDestroyed = false;
    readonly #view: EditorView;

    constructor(view: EditorView) {
      this.#view = view;
      this.#later();
    }

    update({ docChanged }: ViewUpdate): void {
      if (docChanged) this.#later();
    }

    destroy(): void {
      this.#isDestroyed = true;
      clearTimeout(this.#timer);
    }

    #later(): void {
      clearTimeout(this.#timer);
      this.#timer = setTimeout(() => void this.#ask(), delay);
    }

    async #ask(): Promise<void> {
      const { doc } = this.#view.state;
      const decorations = await ask(doc);
      if (!decorations || this.#isDestroyed || this.#view.state.doc !== doc) return;
      this.#view.dispatch({ effects: replace.of(decorations) });
    }
  }
  return [field, ViewPlugin.fromClass(Asking)];
}

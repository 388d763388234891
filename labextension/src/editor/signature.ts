// While one writes a call: its signature, the argument that one is at in bold. Escape closes it.
import { type EditorState, StateEffect, StateField } from '@codemirror/state';
import { EditorView, keymap, showTooltip, type Tooltip, ViewPlugin, type ViewUpdate } from '@codemirror/view';
import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { SignatureHelp } from '../language/lsp.js';
import type { NotebookLanguage } from '../language/notebook-language.js';
import type { EditorFeature } from '../notebook-help.js';
import { drawMarkup, isEmpty } from './markup.js';
import { activeSignature, labelParts } from './signature-parts.js';

/** Milliseconds after a key. */
const delay = 120;

export function signatureHelp(rendermime: IRenderMimeRegistry): EditorFeature {
  return (language, id) => {
    const setTooltip = StateEffect.define<Tooltip | null>();
    const field = StateField.define<Tooltip | null>({
      create: () => null,
      update(tooltip, transaction) {
        for (const effect of transaction.effects) if (effect.is(setTooltip)) return effect.value;
        return tooltip && { ...tooltip, pos: transaction.changes.mapPos(tooltip.pos) };
      },
      provide: (own) => showTooltip.from(own),
    });
    const close = (view: EditorView) => {
      if (!view.state.field(field)) return false;
      view.dispatch({ effects: setTooltip.of(null) });
      return true;
    };

    class Help {
      #timer: ReturnType<typeof setTimeout> | undefined;
      readonly #view: EditorView;

      constructor(view: EditorView) {
        this.#view = view;
      }

      update({ docChanged, selectionSet, state, transactions }: ViewUpdate): void {
        const isOpen = state.field(field) !== null;
        const begins =
          docChanged && transactions.some((one) => one.isUserEvent('input')) && isAfterOpening(state);
        if (!begins && !(isOpen && (docChanged || selectionSet))) return;
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => void this.#ask(), delay);
      }

      destroy(): void {
        clearTimeout(this.#timer);
      }

      async #ask(): Promise<void> {
        const view = this.#view;
        const { doc, selection } = view.state;
        const help = await askAt(language, id, selection.main.head);
        if (view.state.doc !== doc || !view.hasFocus) return;
        const tooltip = help && tooltipOf(rendermime, help, selection.main.head);
        if (tooltip || view.state.field(field)) view.dispatch({ effects: setTooltip.of(tooltip ?? null) });
      }
    }

    return [
      field,
      ViewPlugin.fromClass(Help),
      keymap.of([{ key: 'Escape', run: close }]),
      EditorView.domEventHandlers({ blur: (_, view) => void close(view) }),
    ];
  };
}

function askAt(language: NotebookLanguage, id: string, offset: number): Promise<SignatureHelp | null> {
  return language.ask('textDocument/signatureHelp', language.place(id, offset)).catch(() => null);
}

/** Right after a bracket that opens a call, or a comma. */
function isAfterOpening({ doc, selection }: EditorState): boolean {
  const { head } = selection.main;
  const before = doc.sliceString(Math.max(0, head - 2), head);
  return /[(,<]\s?$/.test(before);
}

function tooltipOf(rendermime: IRenderMimeRegistry, help: SignatureHelp, pos: number): Tooltip | undefined {
  const signature = activeSignature(help);
  if (!signature) return undefined;
  return {
    pos,
    above: true,
    create() {
      const dom = document.createElement('div');
      dom.className = 'tc-Signature';
      const line = document.createElement('code');
      const [before, active, after] = labelParts(help);
      const strong = document.createElement('strong');
      strong.textContent = active;
      line.append(before, strong, after);
      dom.append(line);
      const { documentation } = signature;
      if (documentation === undefined || isEmpty(documentation)) return { dom };
      const drawn = drawMarkup(rendermime, documentation);
      dom.append(drawn.node);
      return { dom, destroy: () => drawn.dispose() };
    },
  };
}

// The documentation of the name under the pointer.
import {
  closeHoverTooltips,
  type EditorView,
  hasHoverTooltips,
  hoverTooltip,
  type Tooltip,
  ViewPlugin,
} from '@codemirror/view';
import type { IRenderMimeRegistry } from '@jupyterlab/rendermime';
import type { NotebookLanguage } from '../language/notebook-language.js';
import { span } from '../language/positions.js';
import type { EditorFeature } from '../notebook-help.js';
import { drawMarkup, isEmpty } from './markup.js';

export function hover(rendermime: IRenderMimeRegistry): EditorFeature {
  return (language, id) => [
    hoverTooltip((view, offset) => tooltipAt(rendermime, language, id, view.state.doc.toString(), offset)),
    closedByKeys,
  ];
}

/** Keys that are held for others, and what is copied is in the tooltip. */
const isQuiet = ({ key, ctrlKey, metaKey }: KeyboardEvent): boolean =>
  ['Shift', 'Control', 'Alt', 'Meta'].includes(key) || ((ctrlKey || metaKey) && key.toLowerCase() === 'c');

/** Who runs cells by keys moves the page away under a pointer that rests: no movement of it closes what it has opened. */
const closedByKeys = ViewPlugin.define((view: EditorView) => {
  const close = (event: KeyboardEvent) => {
    if (!isQuiet(event) && hasHoverTooltips(view.state)) view.dispatch({ effects: closeHoverTooltips });
  };
  document.addEventListener('keydown', close, true);
  return { destroy: () => document.removeEventListener('keydown', close, true) };
});

async function tooltipAt(
  rendermime: IRenderMimeRegistry,
  language: NotebookLanguage,
  id: string,
  text: string,
  offset: number,
): Promise<Tooltip | null> {
  const found = await language.ask('textDocument/hover', language.place(id, offset)).catch(() => null);
  if (!found || isEmpty(found.contents) || language.textOf(id) !== text) return null;
  const { from, to } = found.range ? span(text, found.range) : { from: offset, to: offset };
  return {
    pos: from,
    end: to,
    above: true,
    create() {
      const drawn = drawMarkup(rendermime, found.contents);
      const dom = document.createElement('div');
      dom.className = 'tc-Hover';
      dom.append(drawn.node);
      return { dom, destroy: () => drawn.dispose() };
    },
  };
}

// Ctrl-click, or Cmd-click on a Mac, goes to where a name is declared.
import { EditorView } from '@codemirror/view';
import type { AtPosition } from '../language/lsp.js';
import type { NotebookLanguage } from '../language/notebook-language.js';
import type { EditorFeature } from '../notebook-help.js';

export function jumpOnClick(go: (language: NotebookLanguage, place: AtPosition) => void): EditorFeature {
  return (language, id) =>
    EditorView.domEventHandlers({
      mousedown(event, view) {
        if (event.button !== 0 || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey)
          return false;
        const offset = view.posAtCoords({ x: event.clientX, y: event.clientY });
        if (offset === null) return false;
        go(language, language.place(id, offset));
        return true;
      },
    });
}

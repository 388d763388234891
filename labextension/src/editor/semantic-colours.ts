// Colours by what names stand for, over those that the syntax gives.
import { RangeSetBuilder } from '@codemirror/state';
import { Decoration, type DecorationSet } from '@codemirror/view';
import type { SemanticTokens } from '../language/lsp.js';
import type { EditorFeature } from '../notebook-help.js';
import { laterDecorations } from './later-decorations.js';
import { readTokens } from './semantic-tokens.js';

/** After the underlines, which matter more. */
const delay = 500;

export const semanticColours: EditorFeature = (language, id) =>
  laterDecorations(delay, async (doc) => {
    const asked = language.ask('textDocument/semanticTokens/full', { textDocument: { uri: id } });
    const tokens = await asked.catch(() => null);
    return tokens && coloursOf(doc.toString(), tokens);
  });

function coloursOf(text: string, tokens: SemanticTokens): DecorationSet {
  const builder = new RangeSetBuilder<Decoration>();
  for (const { from, to, type } of readTokens(text, tokens)) {
    builder.add(from, to, Decoration.mark({ class: `tc-token-${type}` }));
  }
  return builder.finish();
}

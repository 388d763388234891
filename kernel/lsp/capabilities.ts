// What the server can do, in the words of the Language Server Protocol.
import { tokenLegend } from '../contract/editor-messages.js';

const wholeText = 1;

export const capabilities = {
  positionEncoding: 'utf-16',
  textDocumentSync: { openClose: true, change: wholeText },
  notebookDocumentSync: {
    notebookSelector: [
      { notebook: { notebookType: 'jupyter-notebook' }, cells: [{ language: 'typescript' }] },
      { cells: [{ language: 'typescript' }] },
    ],
  },
  completionProvider: { triggerCharacters: ['.', "'", '"', '/'] },
  hoverProvider: true,
  signatureHelpProvider: { triggerCharacters: ['(', ','] },
  definitionProvider: true,
  referencesProvider: true,
  renameProvider: { prepareProvider: true },
  documentFormattingProvider: true,
  inlayHintProvider: true,
  semanticTokensProvider: { legend: tokenLegend, full: true },
  codeActionProvider: { codeActionKinds: ['quickfix'] },
};

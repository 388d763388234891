// A cell in the style of TypeScript's own formatter: indentation and spaces; quotes and line ends stay as they are.
import type TypeScript from 'typescript';
import type { TextEdit } from '../../contract/editor-messages.js';
import { ts } from '../typescript.js';
import { rangeOf } from './places.js';
import type { NotebookService } from './service.js';

export const style: TypeScript.FormatCodeSettings = {
  ...ts.getDefaultFormatCodeSettings('\n'),
  indentSize: 2,
  tabSize: 2,
  convertTabsToSpaces: true,
  semicolons: ts.SemicolonPreference.Ignore,
  trimTrailingWhitespace: true,
};

/** The text is formatted as the user wrote it: what the compiler reads has no `export` any more. */
export function formattingEdits(source: string, { service, files }: NotebookService): TextEdit[] {
  files.write(files.formattedName, source);
  const changes = service.getFormattingEditsForDocument(files.formattedName, style);
  return changes.map(({ span, newText }) => ({
    range: rangeOf(source, span.start, span.start + span.length),
    newText,
  }));
}

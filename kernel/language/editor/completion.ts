// The names that may stand at the cursor, for editors that know cells which have not run.
import type TypeScript from 'typescript';
import type { CompletionItem, Position } from '../../contract/editor-messages.js';
import { isHidden } from '../displaced.js';
import { ts } from '../typescript.js';
import { fileOffset } from './places.js';
import type { OpenCell } from './service.js';

/** LSP's numbers. */
const kinds: Readonly<Record<string, number>> = {
  [ts.ScriptElementKind.functionElement]: 3,
  [ts.ScriptElementKind.localFunctionElement]: 3,
  [ts.ScriptElementKind.memberFunctionElement]: 2,
  [ts.ScriptElementKind.memberVariableElement]: 10,
  [ts.ScriptElementKind.memberGetAccessorElement]: 10,
  [ts.ScriptElementKind.classElement]: 7,
  [ts.ScriptElementKind.interfaceElement]: 8,
  [ts.ScriptElementKind.typeElement]: 8,
  [ts.ScriptElementKind.moduleElement]: 9,
  [ts.ScriptElementKind.externalModuleName]: 9,
  [ts.ScriptElementKind.enumElement]: 13,
  [ts.ScriptElementKind.enumMemberElement]: 20,
  [ts.ScriptElementKind.keyword]: 14,
  [ts.ScriptElementKind.string]: 12,
  [ts.ScriptElementKind.constElement]: 21,
};
const variable = 6;

export function completionsAt(
  { cell }: OpenCell,
  position: Position,
  service: TypeScript.LanguageService,
): { isIncomplete: boolean; items: CompletionItem[] } {
  const found = service.getCompletionsAtPosition(cell.fileName, fileOffset(cell, position), undefined);
  const entries = (found?.entries ?? []).filter(
    ({ name }) => !isHidden(name) && !/^(__tensorcell|preload\d+$)/.test(name),
  );
  const items = entries.map(({ name, kind, sortText }) => ({
    label: name,
    kind: kinds[kind] ?? variable,
    sortText,
  }));
  return { isIncomplete: false, items };
}

// Types and parameters' names that are not written, beside the code.
import type TypeScript from 'typescript';
import type { InlayHint, Range } from '../../contract/editor-messages.js';
import { withoutHidden } from '../displaced.js';
import { ts } from '../typescript.js';
import { withoutPaths } from '../wording/message.js';
import { inSource } from './cells.js';
import { fileOffset, positionAt } from './places.js';
import type { OpenCell } from './service.js';

const wanted: TypeScript.UserPreferences = {
  includeInlayParameterNameHints: 'literals',
  includeInlayVariableTypeHints: true,
  includeInlayFunctionLikeReturnTypeHints: true,
};

export function inlayHintsOf(
  { cell }: OpenCell,
  range: Range,
  service: TypeScript.LanguageService,
): InlayHint[] {
  const start = fileOffset(cell, range.start);
  const span = { start, length: Math.max(0, fileOffset(cell, range.end) - start) };
  const hints = service.provideInlayHints(cell.fileName, span, wanted);
  // The compiler gives those of statements that begin before the range, too.
  const within = hints.filter(({ position }) => position >= start && position <= start + span.length);
  return within.map((hint) => {
    const text = hint.displayParts?.map((part) => part.text).join('') ?? hint.text;
    return {
      position: positionAt(cell.source, inSource(hint.position, cell)),
      label: withoutPaths(withoutHidden(text)),
      kind: hint.kind === ts.InlayHintKind.Parameter ? 2 : 1,
      ...(hint.whitespaceBefore ? { paddingLeft: true } : {}),
      ...(hint.whitespaceAfter ? { paddingRight: true } : {}),
    };
  });
}

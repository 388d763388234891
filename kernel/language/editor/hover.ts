// What stands at the cursor, with its documentation.
import type TypeScript from 'typescript';
import type { Hover, Position } from '../../contract/editor-messages.js';
import type { Docs } from '../docs.js';
import { toInspection } from '../inspect.js';
import { quickInfo } from '../quick-info.js';
import { cellRange, fileOffset } from './places.js';
import type { OpenCell } from './service.js';

export function hoverAt(
  { cell, file }: OpenCell,
  position: Position,
  program: TypeScript.Program,
  docs: Docs,
): Hover | null {
  const info = quickInfo(file, program.getTypeChecker(), fileOffset(cell, position));
  const value = info && markdownOf(info, docs);
  return value === undefined
    ? null
    : { contents: { kind: 'markdown', value }, range: cellRange(cell, info!.textSpan) };
}

/** As Shift-Tab shows it. */
export function markdownOf(info: TypeScript.QuickInfo, docs: Docs): string | undefined {
  return toInspection(info, docs.of(info))?.data['text/markdown'];
}

// What stands at the cursor, with its documentation.
import type TypeScript from 'typescript';
import type { Hover, Position } from '../../contract/editor-messages.js';
import type { Docs } from '../docs.js';
import { toInspection } from '../inspect.js';
import { quickInfo } from '../quick-info.js';
import type { CellShapes } from './cell-shapes.js';
import { cellRange, fileOffset } from './places.js';
import type { OpenCell } from './service.js';

export function hoverAt(
  open: OpenCell,
  position: Position,
  program: TypeScript.Program,
  docs: Docs,
  shapes: CellShapes,
): Hover | null {
  const { cell, file } = open;
  const info = quickInfo(file, program.getTypeChecker(), fileOffset(cell, position));
  const told = info && markdownOf(info, docs);
  if (told === undefined) return null;
  const shape = shapes.at(open, position);
  const value = shape === undefined ? told : `${told}\n\n${shape}`;
  return { contents: { kind: 'markdown', value }, range: cellRange(cell, info!.textSpan) };
}

/** As Shift-Tab shows it. */
export function markdownOf(info: TypeScript.QuickInfo, docs: Docs): string | undefined {
  return toInspection(info, docs.of(info))?.data['text/markdown'];
}

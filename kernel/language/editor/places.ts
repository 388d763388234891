// Places as editors count them: lines and columns of a cell, from 0.
import { pathToFileURL } from 'node:url';
import type TypeScript from 'typescript';
import type { Position, Range } from '../../contract/editor-messages.js';
import { type CellFile, inFile, inSource } from './cells.js';

/** A place behind the text's end, or behind a line's, is that end. */
export function offsetAt(text: string, { line, character }: Position): number {
  let start = 0;
  for (let at = 0; at < line; at++) {
    const end = text.indexOf('\n', start);
    if (end < 0) return text.length;
    start = end + 1;
  }
  const end = text.indexOf('\n', start);
  return Math.min(start + Math.max(0, character), end < 0 ? text.length : end);
}

export function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const start = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length - 1, character: before.length - start };
}

export function rangeOf(text: string, start: number, end: number): Range {
  return { start: positionAt(text, start), end: positionAt(text, end) };
}

/** Where an editor's position is in the compiler's file. */
export function fileOffset(cell: CellFile, position: Position): number {
  return inFile(offsetAt(cell.source, position));
}

/** The compiler's span in the cell. */
export function cellRange(cell: CellFile, { start, length }: TypeScript.TextSpan): Range {
  return rangeOf(cell.source, inSource(start, cell), inSource(start + length, cell));
}

export function fileUri(path: string): string {
  return pathToFileURL(path).href;
}

// Reads what an editor sends: nothing in it is certain to be of the type that it should be.
import type { EditedCell, Position, Range } from '../../contract/editor-messages.js';
import { EditorFailure } from './failure.js';

type Fields = Record<string, unknown>;

export function readCells(params: unknown): EditedCell[] {
  const { cells } = fields(params, 'params');
  if (!Array.isArray(cells)) throw wrong('cells', 'a list', cells);
  return cells.map((cell) => {
    const { id, text } = fields(cell, 'each of cells');
    return { id: readText(id, 'id'), text: readText(text, 'text') };
  });
}

export function readCell(params: unknown): string {
  return readText(fields(params, 'params').cell, 'cell');
}

export function readDocument(params: unknown): string {
  return readText(fields(fields(params, 'params').textDocument, 'textDocument').uri, 'textDocument.uri');
}

export function readPosition(params: unknown): Position {
  return position(fields(params, 'params').position, 'position');
}

export function readRange(params: unknown): Range {
  const { start, end } = fields(fields(params, 'params').range, 'range');
  return { start: position(start, 'range.start'), end: position(end, 'range.end') };
}

export function readNewName(params: unknown): string {
  return readText(fields(params, 'params').newName, 'newName');
}

/** LSP's `context.includeDeclaration`; true where it is not said. */
export function readIncludesDeclaration(params: unknown): boolean {
  const { context, includeDeclaration } = fields(params, 'params');
  const inContext =
    typeof context === 'object' && context !== null ? (context as Fields).includeDeclaration : undefined;
  return (inContext ?? includeDeclaration) !== false;
}

function position(value: unknown, name: string): Position {
  const { line, character } = fields(value, name);
  return { line: count(line, `${name}.line`), character: count(character, `${name}.character`) };
}

function count(value: unknown, name: string): number {
  if (!Number.isSafeInteger(value) || (value as number) < 0)
    throw wrong(name, 'a whole number from 0', value);
  return value as number;
}

function readText(value: unknown, name: string): string {
  if (typeof value !== 'string') throw wrong(name, 'a text', value);
  return value;
}

function fields(value: unknown, name: string): Fields {
  if (typeof value !== 'object' || value === null) throw wrong(name, 'an object', value);
  return value as Fields;
}

function wrong(name: string, expected: string, value: unknown): EditorFailure {
  const received = JSON.stringify(value) ?? 'nothing';
  return new EditorFailure(
    'InvalidParams',
    `${name} must be ${expected}. Received: ${received.slice(0, 200)}.`,
  );
}

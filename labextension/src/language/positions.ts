// Between positions of the protocol (zero-based lines, UTF-16 units) and offsets in a text.
import type { Position, Range, TextEdit } from './lsp.js';

/** A position past the end is the end. */
export function offsetAt(text: string, { line, character }: Position): number {
  let start = 0;
  for (let n = 0; n < line; n++) {
    const end = text.indexOf('\n', start);
    if (end < 0) return text.length;
    start = end + 1;
  }
  const end = text.indexOf('\n', start);
  return Math.min(start + character, end < 0 ? text.length : end);
}

export function positionAt(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  const line = before.split('\n').length - 1;
  return { line, character: offset - (before.lastIndexOf('\n') + 1) };
}

export function span(text: string, { start, end }: Range): { from: number; to: number } {
  const from = offsetAt(text, start);
  return { from, to: Math.max(from, offsetAt(text, end)) };
}

/** The text after edits that do not overlap, all given for the text as it is. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const changes = edits.map(({ range, newText }) => ({ ...span(text, range), newText }));
  // From the end, so that the places before stay; of two at one place the first goes before.
  const ordered = changes.map((change, index) => ({ ...change, index }));
  ordered.sort((a, b) => b.from - a.from || b.index - a.index);
  return ordered.reduce(
    (done, { from, to, newText }) => done.slice(0, from) + newText + done.slice(to),
    text,
  );
}

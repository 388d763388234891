import { describe, expect, it } from 'vitest';
import { applyEdits, offsetAt, positionAt, span } from '../../labextension/src/language/positions.js';

const text = 'const a = 1;\n\n  let 한글 = "😀";\n';

describe('positions in a cell', () => {
  it('are offsets and back, at every place of a text', () => {
    for (let offset = 0; offset <= text.length; offset++)
      expect(offsetAt(text, positionAt(text, offset))).toBe(offset);
  });

  it('count UTF-16 units, as the protocol and the editor do', () => {
    const end = text.indexOf('";');
    expect(positionAt(text, end)).toEqual({ line: 2, character: 14 });
  });

  it('past a line or the text are its end', () => {
    expect(offsetAt(text, { line: 0, character: 99 })).toBe(12);
    expect(offsetAt(text, { line: 99, character: 0 })).toBe(text.length);
  });

  it('never end before they begin', () => {
    const range = { start: { line: 2, character: 3 }, end: { line: 0, character: 0 } };
    expect(span(text, range)).toEqual({ from: 17, to: 17 });
  });
});

describe('edits', () => {
  const at = (line: number, from: number, to: number, newText: string) => ({
    range: { start: { line, character: from }, end: { line, character: to } },
    newText,
  });

  it('are all given for the text as it was', () => {
    expect(applyEdits('a + a\na', [at(0, 0, 1, 'long'), at(0, 4, 5, 'long'), at(1, 0, 1, '')])).toBe(
      'long + long\n',
    );
  });

  it('at one place go in in their order', () => {
    expect(applyEdits('x', [at(0, 0, 0, '1'), at(0, 0, 0, '2')])).toBe('12x');
  });
});

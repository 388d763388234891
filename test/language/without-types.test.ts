// What a debugger is given, as JavaScript.
import { describe, expect, it } from 'vitest';
import { withoutTypes } from '../../kernel/language/without-types.js';

describe('without types', () => {
  it.each([
    ['x as number', 'x'],
    ['a!.b![0]', '(a.b[0])'],
    ['<number>x', 'x'],
    ['{ size: n as number }', '({ size: n })'],
    ['(n: number): string => n + 1', '((n) => n + 1)'],
    ['await f<string>()', '(await f())'],
    ['const y: number = 1; y!', 'const y = 1;\ny'],
    ['x as number // the x', 'x'],
  ])('%s', (source, code) => {
    expect(withoutTypes(source)).toBe(code);
  });

  it.each(['i ===', 'x as', 'a b', '(', '1 ]'])('is nothing where the syntax is wrong: %s', (source) => {
    expect(withoutTypes(source)).toBeUndefined();
  });
});

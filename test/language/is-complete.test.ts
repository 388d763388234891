import { describe, expect, it } from 'vitest';
import { isComplete } from '../../kernel/language/is-complete.js';

describe('isComplete', () => {
  it.each([
    '',
    '1 + 1',
    'const a = 1;',
    'if (a) {\n  b()\n}',
    'await f()',
    'for await (const x of y) {}',
    '`a $' + '{b} c`',
    '// a comment',
    'const f = (x: number): number => x',
    '<number>value',
  ])('takes %j for complete', (source) => {
    expect(isComplete(source)).toEqual({ status: 'complete' });
  });

  it.each([
    ['const a = `text', ''],
    ['`text $' + '{', '  '],
    ['/* a comment', ''],
    ['/**\n * doc', ' '],
    ['function f() {', '  '],
    ['function f()', ''],
    ['if (a) {\n  b(', '    '],
    ['if (a) {\n  b()', '  '],
    ['call(1,', ''],
    ['[1, 2', ''],
    ['const x =', ''],
    ['x.', ''],
    ['if (x)', ''],
    ['try {}', ''],
    ['class A extends', ''],
    ['a =>', '  '],
    ['for (const a of', ''],
    ['import { a } from', ''],
    ['interface A {', '  '],
    ['type A =', ''],
    ['call(1, // more follows', ''],
  ])('asks for more after %j', (source, indent) => {
    expect(isComplete(source)).toEqual({ status: 'incomplete', indent });
  });

  it.each([
    ')',
    'const = 3',
    'x)',
    'const s = "open',
    'else',
    'f(() => {\n})  }',
    'a b',
    '1 +* 2',
    'let x = "open\nlet y = {',
  ])('says that %j cannot be mended by more', (source) => {
    expect(isComplete(source)).toEqual({ status: 'invalid' });
  });
});

import { expect, it } from 'vitest';
import type { Diagnostic } from '../../kernel/contract/diagnostics.js';
import { typeErrors } from '../../kernel/protocol/type-errors.js';

function mistakes(count: number, code = 2339): Diagnostic[] {
  return Array.from({ length: count }, (_, i) => ({
    line: i + 1,
    column: 1,
    length: 1,
    message: `mistake ${i + 1}`,
    code,
    text: 'x',
  }));
}

it('shows ten mistakes of a cell and counts the others', () => {
  const { ename, evalue, traceback } = typeErrors(mistakes(25), 'Cell[1]');
  expect(ename).toBe('TypeError');
  expect(evalue.split('\n')).toHaveLength(10);
  expect(traceback.join('\n')).toContain('mistake 10');
  expect(traceback.join('\n')).not.toContain('mistake 11');
  expect(traceback.at(-1)).toBe('… and 15 more');
});

it('shows all where there are few, and says when the text itself was not understood', () => {
  const { ename, traceback } = typeErrors(mistakes(2, 1005), 'Cell[1]');
  expect(ename).toBe('SyntaxError');
  expect(traceback.at(-1)).toBe('mistake 2');
});

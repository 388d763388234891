// Holds cells that are checked one after another to the same cells, each checked by a checker of its own.
import { expect } from 'vitest';
import type { Language } from '../../kernel/contract/language.js';

const told = (value: unknown) => JSON.stringify(value, (_, one) => (one instanceof Map ? [...one] : one));

/** Both languages are closed afterwards. */
export function expectSameConversions(create: () => Language, cells: readonly string[]): void {
  const passing = create();
  const fresh = create();
  for (const [n, cell] of cells.entries()) {
    // Whoever asks for names has the next cell checked by a new checker.
    fresh.complete('', 0);
    const [one, other] = [passing, fresh].map((language) => language.convert(cell, `Cell[${n}]`));
    expect(told(one), cell).toBe(told(other));
    if (one!.ok) passing.commit(one!.declared);
    if (other!.ok) fresh.commit(other!.declared);
  }
  passing.close();
  fresh.close();
}

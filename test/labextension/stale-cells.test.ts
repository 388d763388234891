import { describe, expect, it } from 'vitest';
import type { CellNames } from '../../labextension/src/language/lsp.js';
import { type Run, staleCells } from '../../labextension/src/stale/stale-cells.js';

// a declares x; b makes y of it; c declares x anew; d uses the new x; e uses y; f uses nothing.
const cells: CellNames[] = [
  { id: 'a', declares: ['x'], changes: [], uses: [] },
  { id: 'b', declares: ['y'], changes: [], uses: ['x'] },
  { id: 'c', declares: ['x'], changes: [], uses: [] },
  { id: 'd', declares: [], changes: [], uses: ['x', 'console'] },
  { id: 'e', declares: ['z'], changes: [], uses: ['y'] },
  { id: 'f', declares: [], changes: [], uses: [] },
];

/** Ids in the order in which they ran, each with its text as it is now but for those that were edited. */
function stale(ran: string, edited = '', all = cells): Record<string, string> {
  const runs = new Map<string, Run>([...ran].map((id, turn) => [id, { text: id, turn }]));
  const texts = new Map(all.map(({ id }) => [id, edited.includes(id) ? `${id}!` : id]));
  return Object.fromEntries(staleCells(all, runs, texts));
}

describe('stale cells', () => {
  it('are none after a run from top to bottom', () => {
    expect(stale('abcdef')).toEqual({});
  });

  it('are the edited cell’s dependants, also of dependants', () => {
    expect(stale('abcdef', 'a')).toEqual({ a: 'edited', b: 'stale', e: 'stale' });
    expect(stale('abcdef', 'c')).toEqual({ c: 'edited', d: 'stale' });
    expect(stale('abcdef', 'f')).toEqual({ f: 'edited' });
  });

  it('are those that ran before what they depend on ran again', () => {
    expect(stale('abcdefa')).toEqual({ b: 'stale', e: 'stale' });
    expect(stale('abcdefab')).toEqual({ e: 'stale' });
    expect(stale('abcdefabe')).toEqual({});
  });

  it('are never cells that have not run', () => {
    expect(stale('a', 'a')).toEqual({ a: 'edited' });
    expect(stale('', 'abc')).toEqual({});
  });

  it('are no longer marked when the old text is back', () => {
    expect(stale('abcdef', '')).toEqual({});
  });

  it('end at a cell between that has not run', () => {
    expect(stale('ae', 'a')).toEqual({ a: 'edited' });
  });

  it('are those below all cells that changed what they use, until it is declared anew', () => {
    // a declares a list, b and c add to it, d shows it; e declares it anew, f shows that.
    const list = [
      { id: 'a', declares: ['list'], changes: [], uses: [] },
      { id: 'b', declares: [], changes: ['list'], uses: [] },
      { id: 'c', declares: [], changes: ['list'], uses: [] },
      { id: 'd', declares: [], changes: [], uses: ['list'] },
      { id: 'e', declares: ['list'], changes: [], uses: [] },
      { id: 'f', declares: [], changes: [], uses: ['list'] },
    ];
    for (const edited of 'abc')
      expect(stale('abcdef', edited, list)).toEqual({ [edited]: 'edited', d: 'stale' });
    expect(stale('abcdef', 'e', list)).toEqual({ e: 'edited', f: 'stale' });
  });
});

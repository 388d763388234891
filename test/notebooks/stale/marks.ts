// The marks that a notebook gets where each of its cells is edited in turn, after all have run in order.
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { createLanguage } from '../../../kernel/language/language.js';
import { preloadedTypes } from '../../../kernel/language/preload.js';
import type { CellNames } from '../../../labextension/src/language/lsp.js';
import { staleCells } from '../../../labextension/src/stale/stale-cells.js';

/** The stale cells by the edited one; both are counted from 1, and cells that make none stale are left out. */
export type Marks = Readonly<Record<number, readonly number[]>>;

/** The text of each code cell. */
export function codeCells(lesson: string): string[] {
  const { cells } = JSON.parse(readFileSync(`notebooks/${lesson}.ipynb`, 'utf8')) as {
    cells: { cell_type: string; source: string | string[] }[];
  };
  return cells.filter((cell) => cell.cell_type === 'code').map(({ source }) => [source].flat().join(''));
}

/** As the checker tells JupyterLab's part of who uses what. */
export function marksOf(texts: readonly string[]): Marks {
  const language = createLanguage({ cwd: tmpdir(), preload: preloadedTypes('dist/types') });
  try {
    language.edit('notebook/sync', { cells: texts.map((text, at) => ({ id: `${at + 1}`, text })) });
    const reply = language.edit('notebook/dependencies', {});
    if (!('result' in reply)) throw new Error(JSON.stringify(reply));
    return marksBy((reply.result as { cells: CellNames[] }).cells);
  } finally {
    language.close();
  }
}

function marksBy(cells: readonly CellNames[]): Marks {
  const runs = new Map(cells.map(({ id }, turn) => [id, { text: '', turn }]));
  return collected(cells.length, (edited) => {
    const texts = new Map(cells.map(({ id }) => [id, id === `${edited}` ? 'edited' : '']));
    return [...staleCells(cells, runs, texts)]
      .filter(([, staleness]) => staleness === 'stale')
      .map(([id]) => Number(id));
  });
}

/** @param staleAfter for each edited cell */
export function collected(count: number, staleAfter: (edited: number) => readonly number[]): Marks {
  const all = Array.from({ length: count }, (_, at) => [at + 1, staleAfter(at + 1)] as const);
  return Object.fromEntries(all.filter(([, stale]) => stale.length > 0));
}

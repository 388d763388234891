// Which cells are stale: they ran, and what they stand on has changed since. A cell stands on the nearest cell above
// that declares a name which it uses, and on those between that change its value. Nothing here runs anything.
import type { CellNames } from '../language/lsp.js';

/** How a cell ran last. */
export interface Run {
  /** Its text then. */
  text: string;
  /** Grows with each run. */
  turn: number;
}

export type Staleness =
  /** The cell's own text is another than the one that ran. */
  | 'edited'
  /** A cell that it depends on, or one that this depends on, was edited or ran later. */
  | 'stale';

/**
 * @param cells all code cells, in the notebook's order
 * @param runs of the cells that ran in this session
 * @param texts as they are now
 */
export function staleCells(
  cells: readonly CellNames[],
  runs: ReadonlyMap<string, Run>,
  texts: ReadonlyMap<string, string>,
): Map<string, Staleness> {
  const stale = new Map<string, Staleness>();
  const givers = new Map<string, readonly string[]>();
  // A cell depends on cells above only, so that these are settled when it is looked at.
  for (const { id, declares, changes, uses } of cells) {
    const run = runs.get(id);
    const providers = uses.flatMap((name) => givers.get(name) ?? []);
    if (run && texts.get(id) !== run.text) stale.set(id, 'edited');
    else if (run && providers.some((provider) => isNewer(provider, run))) stale.set(id, 'stale');
    for (const name of changes) givers.set(name, [...(givers.get(name) ?? []), id]);
    for (const name of declares) givers.set(name, [id]);
  }
  return stale;

  function isNewer(provider: string, run: Run): boolean {
    const own = runs.get(provider);
    return stale.has(provider) || (own !== undefined && own.turn > run.turn);
  }
}

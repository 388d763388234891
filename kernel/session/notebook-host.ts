// The library's host inside a notebook: outputs go to the cell that made them, Stop aborts the cell's signal.
import type { Host, MimeBundle } from '../../lib/kernel-door.js';
import { type Cell, currentCell } from './current-cell.js';
import { send } from './outgoing.js';
import { fromBundle } from './show.js';

/** For each display id, the cell that showed it first. */
const shownBy = new Map<string, Cell>();

export const notebookHost: Host = {
  kind: 'notebook',
  get signal() {
    return currentCell().signal;
  },
  display(bundle: MimeBundle, { displayId }: { displayId?: string } = {}) {
    const cell = currentCell();
    const earlier = displayId === undefined ? undefined : shownBy.get(displayId);
    const update = earlier !== undefined && !isRerun(cell, earlier);
    if (displayId !== undefined && !update) shownBy.set(displayId, cell);
    send({ type: 'display', cell: cell.id, shown: fromBundle(bundle), displayId, update });
  },
};

/** A cell that is run again has lost its outputs: there is nothing to replace. */
function isRerun(cell: Cell, earlier: Cell): boolean {
  return (
    cell.id !== earlier.id && cell.notebookCell !== undefined && cell.notebookCell === earlier.notebookCell
  );
}

// The library's host inside a notebook: pictures go to the cell that made them, Stop aborts the cell's signal.
import type { Host, MimeBundle } from '../../lib/host.js';
import { currentCell } from './current-cell.js';
import { send } from './outgoing.js';
import { fromBundle } from './show.js';

/** Displays that exist already, so that the same id replaces instead of adding. */
const shownIds = new Set<string>();

export const notebookHost: Host = {
  kind: 'notebook',
  get signal() {
    return currentCell().stop.signal;
  },
  display(bundle: MimeBundle, { displayId }: { displayId?: string } = {}) {
    const update = displayId !== undefined && shownIds.has(displayId);
    if (displayId !== undefined) shownIds.add(displayId);
    send({ type: 'display', cell: currentCell().id, shown: fromBundle(bundle), displayId, update });
  },
};

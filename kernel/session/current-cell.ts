// The cell that the running code belongs to. It follows promises and timers, so that output after a cell's end is
// still sent as that cell's.
import { AsyncLocalStorage } from 'node:async_hooks';
import type { CellId, CellOptions } from '../contract/session-messages.js';

/** A request whose code runs, or ran, in this session. */
export interface Cell extends Readonly<CellOptions> {
  readonly id: CellId;
  /** Aborted by Stop. */
  readonly stop: AbortController;
}

const storage = new AsyncLocalStorage<Cell>();
let latest: Cell = { id: 0, allowStdin: false, stop: new AbortController() };

export function runAs<T>(cell: Cell, work: () => T): T {
  latest = cell;
  return storage.run(cell, work);
}

/** Code whose origin is unknown, such as a native callback, counts as the latest cell's. */
export function currentCell(): Cell {
  return storage.getStore() ?? latest;
}

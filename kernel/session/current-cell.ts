// The cell that the running code belongs to. It follows promises and timers, so that output after a cell's end is
// still sent as that cell's, and Stop ends what the cell started.
import { AsyncLocalStorage } from 'node:async_hooks';
import type { CellId, CellOptions } from '../contract/session-messages.js';
import { Life } from './life.js';

/** A request whose code runs, or ran, in this session. */
export interface Cell extends Readonly<CellOptions> {
  readonly id: CellId;
  readonly life: Life;
  /** Aborted by Stop. */
  readonly signal: AbortSignal;
  /** The code has been interrupted, and cleans up. */
  readonly isCleaning: boolean;
  /** What it starts outlives Stop. */
  readonly isKept: boolean;
}

const storage = new AsyncLocalStorage<Cell>();
let latest = createCell(0, { allowStdin: false });

export function createCell(id: CellId, options: CellOptions): Cell {
  const life = new Life();
  return { ...options, id, life, signal: life.signal, isCleaning: false, isKept: false };
}

export function runAs<T>(cell: Cell, work: () => T): T {
  latest = cell;
  return storage.run(cell, work);
}

/** Runs what outlives Stop; its output is still the current cell's. */
export function runKept<T>(work: () => T): T {
  const { id, allowStdin, notebookCell } = currentCell();
  return storage.run({ ...createCell(id, { allowStdin, notebookCell }), isKept: true }, work);
}

/** Runs what belongs to no cell, and outlives all. */
export function outsideOfCells<T>(work: () => T): T {
  return storage.exit(work);
}

/** Code whose origin is unknown, such as a native callback, counts as the latest cell's. */
export function currentCell(): Cell {
  return storage.getStore() ?? latest;
}

/** Nothing where the origin is unknown. */
export function cellOfContext(): Cell | undefined {
  return storage.getStore();
}

/** From here on the running code, and what it awaits, cleans up after Stop. */
export function startCleaning(): void {
  const cell = storage.getStore();
  if (cell && !cell.isCleaning) storage.enterWith(cleaning(cell));
}

/** Runs a callback that cleans up after Stop. */
export function runCleaning<T>(work: () => T): T {
  const cell = storage.getStore();
  return cell ? storage.run(cleaning(cell), work) : work();
}

function cleaning(cell: Cell): Cell {
  return { ...cell, signal: cell.life.lastSignal, isCleaning: true };
}

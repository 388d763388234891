// Stop inside the running cell: an error that its loops throw, and a promise that rejects before its awaits resolve.
import type { Cell } from './current-cell.js';
import type { SharedState } from './shared-state.js';

export class Interrupted extends Error {
  override readonly name = 'Interrupted';

  constructor() {
    super('Stopped. Variables keep their values.');
  }
}

/** What the loops of a cell read. */
export interface StopCheck {
  /** `flag[0]` is not 0 while the cell should stop: cheap enough to read in every iteration. */
  readonly flag: Int32Array;
  /** Throws when the cell should stop. */
  check(): void;
}

export function createStopCheck(state: SharedState): StopCheck {
  return {
    flag: state.flag,
    check() {
      if (!state.stopRaised) return;
      // Cleared for now, so that `finally` blocks can loop; the listener raises it again while the cell runs.
      state.clearStop();
      throw new Interrupted();
    },
  };
}

/** Rejects when the cell is stopped. */
export function stopped(cell: Cell): Promise<never> {
  const { signal } = cell.stop;
  const promise = new Promise<never>((_, reject) => {
    if (signal.aborted) reject(new Interrupted());
    signal.addEventListener('abort', () => reject(new Interrupted()), { once: true });
  });
  promise.catch(() => {});
  return promise;
}

const interruptedByNode = 'ERR_SCRIPT_EXECUTION_INTERRUPTED';

/** A cell that should stop may end by an error of Node's own, or by that of a child process that ended with it. */
export function asInterrupted(thrown: unknown, isStopped: boolean): unknown {
  const code = thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  return code === interruptedByNode || isStopped ? new Interrupted() : thrown;
}

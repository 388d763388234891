// Stop inside running code: what the language part's transforms put into cells and local files calls these functions.

import { type AwaitPoints, awaitPoints } from './await-points.js';
import { type Callbacks, callbacks } from './callbacks.js';
import { type Cell, cellOfContext, startCleaning } from './current-cell.js';
import { Interrupted } from './interrupted.js';
import type { Stops } from './stops.js';

export { Interrupted } from './interrupted.js';

export interface StopCheck extends AwaitPoints, Callbacks {
  /** `flag[0]` is not 0 while something is being stopped: cheap enough to read in every iteration. */
  readonly flag: Int32Array;
  /** Throws in code that is stopped: once while it may still clean up, then always. */
  check(): void;
  /** Called at the head of `catch` and `finally` blocks, which clean up. */
  cleanUp(): void;
}

export function createStopCheck(flag: Int32Array, stops: Stops): StopCheck {
  const check = () => {
    stops.notice();
    const cell = cellOfContext();
    if (cell === undefined || cell.life.isLive || (cell.isCleaning && !cell.life.isOver)) return;
    startCleaning();
    throw new Interrupted();
  };
  const cleanUp = () => {
    const life = cellOfContext()?.life;
    if (life === undefined || life.isLive) return;
    if (life.isOver) throw new Interrupted();
    startCleaning();
  };
  const notice = () => {
    if (flag[0] !== 0) stops.notice();
  };
  return { flag, check, cleanUp, ...awaitPoints(notice), ...callbacks(notice) };
}

const interruptedByNode = 'ERR_SCRIPT_EXECUTION_INTERRUPTED';

/** A cell that should stop may end by an error of Node's own, or by that of a child process that ended with it. */
export function asInterrupted(thrown: unknown, isStopped: boolean): unknown {
  return isStopped || codeOf(thrown) === interruptedByNode ? new Interrupted() : thrown;
}

function codeOf(thrown: unknown): unknown {
  try {
    return thrown instanceof Error && 'code' in thrown ? thrown.code : undefined;
  } catch {
    return undefined;
  }
}

/** Rejects when the cell is stopped first; the work's own failure is nobody's then. */
export function untilStop<T>({ signal }: Cell, work: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(new Interrupted());
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

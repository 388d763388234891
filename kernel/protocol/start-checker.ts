// The checker of a kernel: a process from a snapshot where there is one, which is there three times as soon, else a
// thread; then the snapshot for the next kernel is taken.
import { existsSync } from 'node:fs';
import type { CheckerRequest } from '../contract/checker-messages.js';
import { CheckerProcess } from './checker-process.js';
import {
  type CheckerThread,
  type StartThread,
  startCheckerThread,
  type ThreadListener,
} from './checker-thread.js';
import { removeSnapshot, snapshotPath, takeSnapshot } from './snapshot-file.js';

/** So long the first cells have the machine for themselves. */
const quietStart = 5000;

export function startChecker(cwd: string): StartThread {
  const startThread = startCheckerThread({ cwd });
  const snapshot = snapshotPath();
  if (snapshot === undefined) return startThread;
  let isTaken = false;
  return (listener) => {
    if (existsSync(snapshot)) return new FromSnapshot(snapshot, cwd, startThread, listener);
    if (!isTaken) setTimeout(() => takeSnapshot(snapshot), quietStart).unref();
    isTaken = true;
    return startThread(listener);
  };
}

/** What does not come up from its snapshot is replaced by a thread. */
class FromSnapshot implements CheckerThread {
  #checker: CheckerThread;
  #isReady = false;

  constructor(snapshot: string, cwd: string, startThread: StartThread, listener: ThreadListener) {
    const useThread = () => {
      removeSnapshot(snapshot);
      this.#checker = startThread(listener);
    };
    this.#checker =
      started(
        () =>
          new CheckerProcess(snapshot, cwd, {
            message: (message) => {
              this.#isReady = true;
              listener.message(message);
            },
            ended: (end) => (this.#isReady ? listener.ended(end) : useThread()),
          }),
      ) ?? startThread(listener);
  }

  get progress() {
    return this.#checker.progress;
  }

  send(request: CheckerRequest): void {
    this.#checker.send(request);
  }

  end(): void {
    this.#checker.end();
  }
}

/** Undefined without room for the file that the two share, or without room for a process. */
function started(start: () => CheckerThread): CheckerThread | undefined {
  try {
    return start();
  } catch {
    return undefined;
  }
}

// Watches the files beside the notebook without watchers: before each cell their times are compared. The next cell is
// certain to see a change, and no handle or timer is left open.
import { statSync } from 'node:fs';
import type TypeScript from 'typescript';
import { ts } from './typescript.js';

interface Watched {
  readonly notify: TypeScript.FileWatcherCallback;
  stamp: string;
}

export class LocalFiles {
  readonly #fixed: ReadonlySet<string>;
  readonly #watched = new Map<string, Watched>();

  /** @param fixed files that are read once, whatever happens on the disk */
  constructor(fixed: readonly string[]) {
    this.#fixed = new Set(fixed);
  }

  /** Replaces `ts.sys.watchFile`. Packages are not expected to change while the kernel runs. */
  readonly watch = (path: string, notify: TypeScript.FileWatcherCallback): TypeScript.FileWatcher => {
    if (this.#fixed.has(path) || path.includes('/node_modules/')) return { close() {} };
    this.#watched.set(path, { notify, stamp: stampOf(path) });
    return { close: () => this.#watched.delete(path) };
  };

  /** Tells the compiler which files changed since the last call. */
  poll(): void {
    for (const [path, watched] of this.#watched) {
      const stamp = stampOf(path);
      if (stamp === watched.stamp) continue;
      watched.stamp = stamp;
      watched.notify(path, stamp === '' ? ts.FileWatcherEventKind.Deleted : ts.FileWatcherEventKind.Changed);
    }
  }
}

function stampOf(path: string): string {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat === undefined ? '' : `${stat.mtimeMs} ${stat.size}`;
}

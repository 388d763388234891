// The process that checks cells, started from a snapshot, as the main thread sees it.
import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync } from 'node:fs';
import { CheckProgress, fileMemory, openProgressFile } from '../contract/check-progress.js';
import type { CheckerRequest, FromChecker } from '../contract/checker-messages.js';
import { snapshotEnvironment, snapshotOptions } from '../contract/snapshot-options.js';
import type { CheckerThread, ThreadEnd, ThreadListener } from './checker-thread.js';

/** V8's last words when a heap has become too large. */
const outOfMemory = /heap out of memory|heap limit|invalid array length Allocation failed/i;
const wordsKept = 4096;

export class CheckerProcess implements CheckerThread {
  readonly #descriptor = openProgressFile();
  readonly progress = new CheckProgress(fileMemory(this.#descriptor));
  readonly #child: ChildProcess;
  readonly #watcher: ChildProcess | undefined;
  #lastWords = '';
  #isReleased = false;

  /** @param snapshot a file of take-snapshot.ts */
  constructor(snapshot: string, cwd: string, listener: ThreadListener) {
    this.#child = spawn(process.execPath, [...snapshotOptions, '--snapshot-blob', snapshot, cwd], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc', this.#descriptor],
      env: snapshotEnvironment(),
      serialization: 'advanced',
      // Out of the group that is sent Ctrl-C.
      detached: true,
    });
    this.#watcher = this.#watched();
    this.#child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.#lastWords = (this.#lastWords + text).slice(-wordsKept);
    });
    this.#child.on('message', (message: FromChecker) => listener.message(message));
    this.#child.once('error', (error) => this.#ended(listener, { reason: 'crash', message: error.message }));
    this.#child.once('close', (code, signal) => this.#ended(listener, this.#endOf(code, signal)));
  }

  send(request: CheckerRequest): void {
    // It may just have ended, which `close` tells.
    this.#child.send(request, () => {});
  }

  end(): void {
    this.#child.removeAllListeners('message').removeAllListeners('close');
    this.#child.kill('SIGKILL');
    this.#release();
  }

  /** Without the kernel it ends, in the middle of a check too, where it hears nothing: a shell waits for the pipe's end. */
  #watched(): ChildProcess | undefined {
    const { pid } = this.#child;
    if (pid === undefined) return undefined;
    const line = ['-c', 'read -r _; kill -9 "$0"', `${pid}`];
    const watcher = spawn('/bin/sh', line, { stdio: ['pipe', 'ignore', 'ignore'], detached: true });
    // Without a shell it ends when it hears of it.
    watcher.once('error', () => {});
    watcher.unref();
    return watcher;
  }

  #endOf(code: number | null, signal: NodeJS.Signals | null): ThreadEnd {
    if (outOfMemory.test(this.#lastWords)) return { reason: 'memory' };
    return { reason: 'crash', message: signal ?? `exit code ${code}` };
  }

  #ended(listener: ThreadListener, end: ThreadEnd): void {
    this.#child
      .removeAllListeners('close')
      .removeAllListeners('error')
      .on('error', () => {});
    listener.ended(end);
    this.#release();
  }

  #release(): void {
    if (this.#isReleased) return;
    this.#isReleased = true;
    this.#watcher?.kill('SIGKILL');
    closeSync(this.#descriptor);
  }
}

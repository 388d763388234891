// The thread that checks cells, as the main thread sees it: requests, replies, where a check is, and how it ended.
import { type ResourceLimits, Worker } from 'node:worker_threads';
import { CheckProgress, ownMemory, progressBytes } from '../contract/check-progress.js';
import type { CheckerRequest, CheckerSetup, FromChecker } from '../contract/checker-messages.js';

/** Why a thread ended by itself. */
export type ThreadEnd =
  | { readonly reason: 'memory' }
  | { readonly reason: 'crash'; readonly message: string };

export interface ThreadListener {
  message(message: FromChecker): void;
  /** Not called after {@link CheckerThread.end}. */
  ended(end: ThreadEnd): void;
}

/** A thread with a checker, a process with one, or a test's stand-in. */
export interface CheckerThread {
  send(request: CheckerRequest): void;
  /** What is being checked now, and whether an editor's question is to end at once, because something waits that comes first. */
  readonly progress: Pick<CheckProgress, 'place' | 'mustYield'>;
  end(): void;
}

export type StartThread = (listener: ThreadListener) => CheckerThread;

const builtThread = new URL('../language/thread.js', import.meta.url);
/**
 * A runaway type ends the thread before it takes the machine's memory, and V8 collects garbage earlier: from 2 GB on, it
 * lets a heap grow fourfold first. Long sums and chains need a deep stack.
 */
const usualLimits: ResourceLimits = { maxOldGenerationSizeMb: 1536, stackSizeMb: 8 };

export interface ThreadOptions extends Omit<CheckerSetup, 'progress'> {
  /** The thread's module. Default: the built one. */
  readonly entry?: URL;
  readonly resourceLimits?: ResourceLimits;
}

export function startCheckerThread(options: ThreadOptions): StartThread {
  return (listener) => new WorkerThread(options, listener);
}

class WorkerThread implements CheckerThread {
  readonly progress: CheckProgress;
  readonly #worker: Worker;
  #end: ThreadEnd | undefined;

  constructor(
    { entry = builtThread, resourceLimits = usualLimits, ...setup }: ThreadOptions,
    listener: ThreadListener,
  ) {
    const memory = new SharedArrayBuffer(progressBytes);
    this.progress = new CheckProgress(ownMemory(memory));
    const workerData: CheckerSetup = { ...setup, progress: memory };
    this.#worker = new Worker(entry, { workerData, resourceLimits });
    this.#worker.on('message', (message: FromChecker) => listener.message(message));
    this.#worker.on('error', (error) => {
      this.#end = toEnd(error);
    });
    this.#worker.on('exit', (code) =>
      listener.ended(this.#end ?? { reason: 'crash', message: `exit code ${code}` }),
    );
  }

  send(request: CheckerRequest): void {
    this.#worker.postMessage(request);
  }

  end(): void {
    this.#worker.removeAllListeners('message');
    this.#worker.removeAllListeners('exit');
    void this.#worker.terminate();
  }
}

function toEnd(error: unknown): ThreadEnd {
  const { code, message } = error as NodeJS.ErrnoException;
  return code === 'ERR_WORKER_OUT_OF_MEMORY' ? { reason: 'memory' } : { reason: 'crash', message };
}

// Compiles a file whose path a cell has computed. `require` cannot wait, so the compiler runs in a thread of its own,
// and this one sleeps meanwhile; the thread ends when it has not been needed for a while, and its memory with it.
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { LocalModule } from '../../contract/cell-code.js';
import { notebookFolder } from '../notebook-folder.js';
import type { StopCheck } from '../stop.js';

export interface CompilerData {
  /** The notebook's. */
  readonly folder: string;
  readonly requests: MessagePort;
  /** Set to 1 when an answer is there. */
  readonly answered: Int32Array;
}

export type CompilerAnswer =
  | { readonly module: LocalModule }
  | { readonly message: string; readonly isSyntax: boolean };

interface Running {
  readonly worker: Worker;
  readonly answers: MessagePort;
  readonly answered: Int32Array;
}

const idleTime = 30_000;
/** How often Stop is looked for, in milliseconds. */
const stopInterval = 100;

export class Compiler {
  readonly #stopCheck: StopCheck;
  #running: Running | undefined;
  #idle: NodeJS.Timeout | undefined;

  constructor(stopCheck: StopCheck) {
    this.#stopCheck = stopCheck;
  }

  /** @param path absolute, of TypeScript or JavaScript */
  readonly compile = (path: string): LocalModule => {
    clearTimeout(this.#idle);
    this.#running ??= start();
    const answer = this.#ask(this.#running, path);
    this.#idle = setTimeout(() => this.#end(), idleTime).unref();
    if ('module' in answer) return answer.module;
    throw answer.isSyntax ? new SyntaxError(answer.message) : new Error(answer.message);
  };

  #ask({ answers, answered }: Running, path: string): CompilerAnswer {
    Atomics.store(answered, 0, 0);
    answers.postMessage(path);
    while (Atomics.wait(answered, 0, 0, stopInterval) === 'timed-out') this.#endIfStopped();
    return receiveMessageOnPort(answers)?.message as CompilerAnswer;
  }

  /** An answer to a stopped cell must not be taken for that to the next one. */
  #endIfStopped(): void {
    try {
      if (this.#stopCheck.flag[0] !== 0) this.#stopCheck.check();
    } catch (stopped) {
      this.#end();
      throw stopped;
    }
  }

  #end(): void {
    void this.#running?.worker.terminate();
    this.#running = undefined;
  }
}

function start(): Running {
  const { port1, port2 } = new MessageChannel();
  const answered = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const workerData: CompilerData = { folder: notebookFolder, requests: port2, answered };
  const worker = new Worker(new URL('./compiler-thread.js', import.meta.url), {
    workerData,
    transferList: [port2],
  });
  worker.unref();
  port1.unref();
  return { worker, answers: port1, answered };
}

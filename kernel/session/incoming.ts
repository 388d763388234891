// The main thread's end of the listener thread: the messages that it passes on, and the lines that the user types.
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { ToSession } from '../contract/session-messages.js';
import type { ListenerData, ToListener } from './listener-thread.js';
import type { SharedState } from './shared-state.js';

type Pending = { resolve(value: string): void };

export class Incoming {
  /** The child processes that outlive Stop and the session. */
  readonly kept = new Set<number>();
  readonly #state: SharedState;
  readonly #replies: MessagePort;
  readonly #listener: Worker;
  readonly #waiting: Pending[] = [];

  constructor(state: SharedState, receive: (message: ToSession) => void) {
    this.#state = state;
    const { port1, port2 } = new MessageChannel();
    this.#replies = port1;
    this.#replies.on('message', (value: string) => this.#waiting.shift()?.resolve(value));
    this.#replies.unref();
    const workerData: ListenerData = { memory: state.memory, replies: port2 };
    this.#listener = new Worker(new URL('./listener-thread.js', import.meta.url), {
      workerData,
      transferList: [port2],
    });
    this.#listener.on('message', receive);
    this.#listener.on('error', (error) => {
      throw error;
    });
  }

  /** A child process that outlives Stop and the session. */
  keep(pid: number): void {
    this.kept.add(pid);
    const message: ToListener = { kept: pid };
    this.#listener.postMessage(message);
  }

  /** Nothing that listens keeps the process from its exit. */
  exit(): void {
    const message: ToListener = 'exit';
    this.#listener.postMessage(message);
  }

  /** The next typed line, for code that awaits it. */
  nextReply(signal: AbortSignal): Promise<string> {
    return new Promise((resolve, reject) => {
      const stop = () => {
        this.#waiting.splice(this.#waiting.indexOf(pending), 1);
        reject(signal.reason);
      };
      const pending = {
        resolve(line: string) {
          signal.removeEventListener('abort', stop);
          resolve(line);
        },
      };
      if (signal.aborted) return reject(signal.reason);
      this.#waiting.push(pending);
      signal.addEventListener('abort', stop, { once: true });
    });
  }

  /** The next typed line, for code that cannot await. `undefined` when Stop came first. */
  waitForReply(): string | undefined {
    for (;;) {
      const { ticket } = this.#state;
      const reply = receiveMessageOnPort(this.#replies);
      if (reply) return reply.message as string;
      if (this.#state.stopRaised) return undefined;
      this.#state.sleep(ticket);
    }
  }
}

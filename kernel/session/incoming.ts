// The main thread's end of the listener thread: the messages that it passes on, and the lines that the user types.
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { ToSession } from '../contract/session-messages.js';
import type { ListenerData } from './listener-thread.js';
import type { SharedState } from './shared-state.js';

type Pending = { resolve(value: string): void };

export class Incoming {
  readonly #state: SharedState;
  readonly #replies: MessagePort;
  readonly #waiting: Pending[] = [];

  constructor(state: SharedState, receive: (message: ToSession) => void) {
    this.#state = state;
    const { port1, port2 } = new MessageChannel();
    this.#replies = port1;
    this.#replies.on('message', (value: string) => this.#waiting.shift()?.resolve(value));
    this.#replies.unref();
    const workerData: ListenerData = { memory: state.memory, replies: port2 };
    const listener = new Worker(new URL('./listener-thread.js', import.meta.url), {
      workerData,
      transferList: [port2],
    });
    listener.on('message', receive);
    listener.on('error', (error) => {
      throw error;
    });
  }

  /** The next typed line, for code that awaits it. */
  nextReply(signal: AbortSignal): Promise<string> {
    return new Promise((resolve, reject) => {
      const pending = { resolve };
      this.#waiting.push(pending);
      signal.addEventListener('abort', () => {
        this.#waiting.splice(this.#waiting.indexOf(pending), 1);
        reject(signal.reason);
      });
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

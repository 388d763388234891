// The session's ear on the main thread: what the listener thread passes on, and the lines that a person types.
import { MessageChannel, type MessagePort, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { ListenerData } from './listener-thread.js';
import type { ToSession } from './messages.js';
import type { SharedState } from './shared-state.js';

type Pending = { resolve(value: string): void };

export class Incoming {
  private readonly replies: MessagePort;
  private readonly waiting: Pending[] = [];

  constructor(
    private readonly state: SharedState,
    receive: (message: ToSession) => void,
  ) {
    const { port1, port2 } = new MessageChannel();
    this.replies = port1;
    this.replies.on('message', (value: string) => this.waiting.shift()?.resolve(value));
    this.replies.unref();
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
      this.waiting.push(pending);
      signal.addEventListener('abort', () => {
        this.waiting.splice(this.waiting.indexOf(pending), 1);
        reject(signal.reason);
      });
    });
  }

  /** The next typed line, for code that cannot await. `undefined` when Stop came first. */
  waitForReply(): string | undefined {
    for (;;) {
      const { ticket } = this.state;
      const reply = receiveMessageOnPort(this.replies);
      if (reply) return reply.message as string;
      if (this.state.stopRaised) return undefined;
      this.state.sleep(ticket);
    }
  }
}

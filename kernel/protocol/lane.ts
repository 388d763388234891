// A lane runs cells one after another. Each subshell has a lane of its own.
import { finished, logged } from './last-resort.js';

export interface Job {
  run(): Promise<void>;
  /** Answers the request without running it. */
  abort(): Promise<void>;
}

export class Lane {
  readonly #waiting: Job[] = [];
  #running = false;

  add(job: Job): void {
    this.#waiting.push(job);
    if (!this.#running) logged(this.#drain());
  }

  /** Removes every job that waits now; the caller aborts them. What is added later runs. */
  takeWaiting(): Job[] {
    return this.#waiting.splice(0);
  }

  async #drain(): Promise<void> {
    this.#running = true;
    for (let job = this.#waiting.shift(); job; job = this.#waiting.shift()) await finished(job.run());
    this.#running = false;
  }
}

/**
 * Waits for requests that have reached the machine but not yet the queue, so that a failing cell aborts all that
 * were sent with it. Each turn of the event loop reads what the sockets hold.
 */
export async function settleIncoming(turns = 3): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
}

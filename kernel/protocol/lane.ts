// A lane runs cells one after another. When one fails, those that were already waiting are aborted; what a
// person sends after he has seen the error runs again. Each subshell has a lane of its own.

/** What a job tells the lane when it ends: go on, or abort those that wait. */
export type LaneVerdict = 'continue' | 'abort waiting';

export interface Job {
  run(): Promise<LaneVerdict>;
  abort(): Promise<void>;
}

export class Lane {
  private readonly waiting: Job[] = [];
  private running = false;

  get busy(): boolean {
    return this.running;
  }

  add(job: Job): void {
    this.waiting.push(job);
    if (!this.running) void this.drain();
  }

  /** Aborts every job that waits now. */
  async abortWaiting(): Promise<void> {
    for (const job of this.waiting.splice(0)) await job.abort();
  }

  private async drain(): Promise<void> {
    this.running = true;
    for (let job = this.waiting.shift(); job; job = this.waiting.shift()) {
      const verdict = await job.run();
      if (verdict === 'abort waiting') await this.abortWaiting();
    }
    this.running = false;
  }
}

/**
 * Lets requests in that have reached the machine but not yet the queue, so that a failing cell aborts all that
 * were sent with it. Each turn of the event loop reads what the sockets hold.
 */
export async function settleIncoming(turns = 3): Promise<void> {
  for (let turn = 0; turn < turns; turn++) await new Promise((resolve) => setImmediate(resolve));
}

// The processes that train for this one. They are all there, or none is.
import { unlessAborted } from '../../unless-aborted.js';
import { freePorts } from '../free-ports.js';
import { memberEnvironment } from '../member-environment.js';
import { MemberProcess } from './member-process.js';
import type { Request } from './messages.js';

/** Milliseconds until those who do not answer are ended, once one has failed. */
const grace = 3000;

export class Team {
  #isEnded = false;

  private constructor(readonly members: readonly MemberProcess[]) {}

  /** Resolves when all are ready. */
  static async start(count: number, seconds: number, signal: AbortSignal): Promise<Team> {
    const worker = (await freePorts(count)).map((port) => `127.0.0.1:${port}`);
    const team = new Team(
      worker.map(
        (address, index) =>
          new MemberProcess(index, address, memberEnvironment(worker, index, worker.length)),
      ),
    );
    const answered = new Set<number>();
    const ready = team.members.map((member) =>
      member.ask({ call: 'ready' }).then(() => answered.add(member.index)),
    );
    const limit = AbortSignal.any([signal, AbortSignal.timeout(seconds * 1000)]);
    try {
      await unlessAborted(Promise.all(ready), limit);
      return team;
    } catch (error) {
      await team.end();
      await Promise.allSettled(ready);
      signal.throwIfAborted();
      throw new Error(startFailure(error as Error, limit.aborted, { count, seconds, answered }));
    }
  }

  get isWhole(): boolean {
    return !this.#isEnded && this.members.every(({ isRunning }) => isRunning);
  }

  /** Asks all; gives what the first answers once all have, or what went wrong. */
  async ask(request: Request): Promise<Float64Array | undefined> {
    const answers = this.members.map((member) => member.ask(request));
    try {
      const [first] = await Promise.all(answers);
      return first;
    } catch (error) {
      await this.#settleAfterFailure(answers);
      throw error;
    }
  }

  /** Ends all; resolves when they are gone. */
  async end(): Promise<void> {
    this.#isEnded = true;
    for (const member of this.members) member.kill();
    await Promise.all(this.members.map(({ ended }) => ended));
  }

  /** Where all failed alike they can be asked again; one that waits for another that failed would wait for long. */
  async #settleAfterFailure(answers: readonly Promise<unknown>[]): Promise<void> {
    const timer = setTimeout(() => void this.end(), this.isWhole ? grace : 0);
    await Promise.allSettled(answers);
    clearTimeout(timer);
    if (!this.isWhole) await this.end();
  }
}

function startFailure(
  { message }: Error,
  isLate: boolean,
  { count, seconds, answered }: { count: number; seconds: number; answered: ReadonlySet<number> },
): string {
  if (!isLate) return `distribute: expected ${count} processes, but ${message}`;
  const missing = Array.from({ length: count }, (_, i) => i).filter((i) => !answered.has(i));
  return (
    `distribute: expected ${count} processes. After ${seconds} s ${missing.length} did not answer: ` +
    `${missing.map((i) => `process ${i}`).join(', ')}. All were ended. Start fewer, or wait longer: ` +
    `distribute({ processes: ${count}, seconds: ${seconds * 2} }).`
  );
}

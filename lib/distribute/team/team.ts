// The processes that train for this one. They are all there, or none is.
import { unlessAborted } from '../../unless-aborted.js';
import { freePorts } from '../free-ports.js';
import { memberEnvironment } from '../member-environment.js';
import { MemberProcess } from './member-process.js';
import type { Request } from './messages.js';
import { callMembers } from './network/network-member.js';
import type { TeamMember } from './team-member.js';

/** Who is to train: so many processes of this machine, or those that wait at addresses for who knows the token. */
export type Who =
  | { readonly processes: number }
  | { readonly addresses: readonly string[]; readonly token: string };

/** Milliseconds until those who do not answer are ended, once one has failed. */
const grace = 3000;

export class Team {
  #isEnded = false;

  private constructor(readonly members: readonly TeamMember[]) {}

  /** Resolves when all are ready. */
  static async start(who: Who, seconds: number, signal: AbortSignal): Promise<Team> {
    const isHere = 'processes' in who;
    const team = new Team(
      isHere
        ? await startMembers(who.processes)
        : await callMembers(who.addresses, who.token, seconds, signal),
    );
    const count = team.members.length;
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
      throw new Error(startFailure(error as Error, limit.aborted, { count, seconds, answered, isHere }));
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

/** Processes of this machine. */
async function startMembers(count: number): Promise<TeamMember[]> {
  const worker = (await freePorts(count)).map((port) => `127.0.0.1:${port}`);
  return worker.map(
    (address, index) => new MemberProcess(index, address, memberEnvironment(worker, index, count)),
  );
}

interface Start {
  readonly count: number;
  readonly seconds: number;
  readonly answered: ReadonlySet<number>;
  /** On this machine. */
  readonly isHere: boolean;
}

function startFailure(
  { message }: Error,
  isLate: boolean,
  { count, seconds, answered, isHere }: Start,
): string {
  if (!isLate) return `distribute: expected ${count} processes, but ${message}`;
  const missing = Array.from({ length: count }, (_, i) => i).filter((i) => !answered.has(i));
  return (
    `distribute: expected ${count} processes. After ${seconds} s ${missing.length} did not answer: ` +
    `${missing.map((i) => `process ${i}`).join(', ')}. All were ended. ` +
    (isHere
      ? `Start fewer, or wait longer: distribute({ processes: ${count}, seconds: ${seconds * 2} }).`
      : 'Do the machines reach each other at the ports that their processes take (20000 to 31999)?')
  );
}

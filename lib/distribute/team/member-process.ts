// One of the processes that train for this one: started, asked, and its end noticed.
import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Answer, Question, Request } from './messages.js';
import type { TeamMember } from './team-member.js';

const program = fileURLToPath(new URL('./member.js', import.meta.url));
const keptText = 2000;

interface Waiting {
  resolve(sums: Float64Array | undefined): void;
  reject(error: Error): void;
}

export class MemberProcess implements TeamMember {
  readonly #child: ChildProcess;
  readonly #waiting = new Map<number, Waiting>();
  #asked = 0;
  #isKilled = false;
  #lastWords = '';
  #end: string | undefined;
  readonly ended: Promise<void>;

  constructor(
    readonly index: number,
    readonly address: string,
    env: NodeJS.ProcessEnv,
  ) {
    this.#child = fork(program, [], {
      ...{ env, execArgv: [], serialization: 'advanced', stdio: ['ignore', 'pipe', 'pipe', 'ipc'] },
    });
    this.#child.on('message', (answer: Answer) => this.#settle(answer));
    this.#child.stdout?.resume();
    this.#child.stderr?.on('data', (chunk: Buffer) => {
      this.#lastWords = (this.#lastWords + chunk).slice(-keptText);
    });
    this.ended = new Promise((resolve) => {
      this.#child.once('error', (error) => this.#finish(`could not be started: ${error.message}`, resolve));
      this.#child.once('close', (code, signal) =>
        this.#finish(signal ? `was ended by ${signal}` : `ended with exit code ${code}`, resolve),
      );
    });
    this.#hold('unref');
  }

  get end(): string | undefined {
    return this.#end;
  }

  get pid(): number | undefined {
    return this.#child.pid;
  }

  get isRunning(): boolean {
    return this.#end === undefined && this.#child.exitCode === null && this.#child.signalCode === null;
  }

  ask(request: Request): Promise<Float64Array | undefined> {
    if (this.#end !== undefined) return Promise.reject(new Error(this.#end));
    const question: Question = { id: this.#asked++, request };
    this.#hold('ref');
    return new Promise((resolve, reject) => {
      this.#waiting.set(question.id, { resolve, reject });
      // A process that is gone is told by its end.
      this.#child.send(question, () => {});
    });
  }

  /** Ends it; until it has, this process stays. */
  kill(): void {
    this.#isKilled = true;
    this.#hold('ref');
    this.#child.kill('SIGKILL');
  }

  #settle({ id, sums, error }: Answer): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (this.#waiting.size === 0 && !this.#isKilled) this.#hold('unref');
    if (error === undefined) waiting?.resolve(sums);
    else waiting?.reject(new Error(error));
  }

  #finish(how: string, resolve: () => void): void {
    const said = this.#lastWords.trim() ? `\nIt said:\n${this.#lastWords.trim()}` : '';
    this.#end ??= `process ${this.index} (${this.address}) ${how}.${said}`;
    for (const { reject } of this.#waiting.values()) reject(new Error(this.#end));
    this.#waiting.clear();
    resolve();
  }

  /** It keeps this process only while an answer is waited for, or its end, which is told when its output has ended too. */
  #hold(how: 'ref' | 'unref'): void {
    const { channel, stdout, stderr } = this.#child;
    const streams = [stdout, stderr] as ({ ref?(): void; unref?(): void } | null)[];
    for (const one of [this.#child, channel, ...streams]) one?.[how]?.();
  }
}

// The language part as the kernel calls it: checks on a thread of its own, which can be given up. Nothing here waits
// for a check but the cell that is checked.
import type { CheckerReplies, CheckerRequest } from '../contract/checker-messages.js';
import type { ErrorContent } from '../contract/content.js';
import {
  type Completeness,
  type Completion,
  type Converted,
  type Declared,
  type Inspection,
  noCompletion,
  nothingFound,
} from '../contract/language.js';
import { isCompleteByBrackets } from './brackets.js';
import { type CheckEnd, describeCheckEnd, slowNotice } from './check-end.js';
import { CheckerQueue, isEditors, type Job, type Settled } from './checker-queue.js';
import type { StartThread } from './checker-thread.js';
import { CommittedCells } from './committed-cells.js';
import { type Edited, Editing } from './editing.js';
import { typeErrors } from './type-errors.js';

/** A cell that may run, or why it may not. */
export type Checked = Converted | { readonly ok: false; readonly error: ErrorContent };

/** In milliseconds; `check` is the user's to set. */
export interface CheckerLimits {
  /** Of one cell's check. */
  readonly check: number;
  /** After which a check that goes on is told of. */
  readonly notice: number;
  /** How long a completion or an inspection waits behind a check. */
  readonly patience: number;
  /** The same, while a thread starts. */
  readonly patienceAtStart: number;
  /** Of a completion or an inspection itself. */
  readonly answer: number;
  /** Of an editor's question. */
  readonly edit: number;
  /** How long a check may go on after Stop before its thread is given up. */
  readonly grace: number;
}

/** Node's timers wait no longer. */
const longestTimer = 2 ** 31 - 1;

const usual: CheckerLimits = {
  check: 60_000,
  notice: 10_000,
  patience: 100,
  patienceAtStart: 10_000,
  answer: 10_000,
  edit: 10_000,
  grace: 200,
};

/** @param seconds the limit of a check, 0 for none; what is no number is not heard */
export function checkLimit(seconds = process.env.TENSORCELL_CHECK_SECONDS): number {
  const given = Number(seconds || Number.NaN);
  if (given === 0) return Number.POSITIVE_INFINITY;
  return given > 0 ? Math.min(given * 1000, longestTimer) : usual.check;
}

export class Checker {
  readonly #limits: CheckerLimits;
  readonly #committed = new CommittedCells();
  readonly #queue: CheckerQueue;
  readonly #editing: Editing;

  constructor(start: StartThread, limits: Partial<CheckerLimits> = {}) {
    this.#limits = { ...usual, ...limits };
    this.#queue = new CheckerQueue(start, () => this.#requestsOfNewThread());
    this.#editing = new Editing(this.#queue, this.#limits.edit);
  }

  /** Resolves when the first thread has started. */
  get ready(): Promise<void> {
    return this.#queue.ready;
  }

  /** @param tell is given a sentence when the check takes long */
  async check(source: string, cellName: string, tell: (notice: string) => void): Promise<Checked> {
    const { check: limit, notice: after } = this.#limits;
    const slow = { after, tell: () => tell(slowNotice(this.#queue.place, source, after / 1000)) };
    const settled = await this.#ask({ type: 'convert', source, cellName }, { limit, slow });
    if ('end' in settled) return { ok: false, error: describeCheckEnd(settled.end, source, limit / 1000) };
    const { reply } = settled;
    return reply.ok ? reply : { ok: false, error: typeErrors(reply.diagnostics, cellName) };
  }

  /** Makes a cell's names known to later cells; see `Language.commit`. */
  commit(declared: Declared, assigned?: readonly string[]): void {
    if (declaresNothing(declared)) return;
    this.#queue.add(this.#memoryJob(this.#committed.add(declared, assigned)));
    if (this.#committed.areMany) void this.#takeOver();
  }

  async complete(source: string, cursor: number): Promise<Completion> {
    const reply = await this.#askBriefly({ type: 'complete', source, cursor });
    return reply ?? noCompletion(cursor);
  }

  async inspect(source: string, cursor: number, detailLevel: 0 | 1): Promise<Inspection> {
    const reply = await this.#askBriefly({ type: 'inspect', source, cursor, detailLevel });
    return reply ?? nothingFound;
  }

  async isComplete(source: string): Promise<Completeness> {
    const reply = await this.#askBriefly({ type: 'isComplete', source });
    return reply ?? isCompleteByBrackets(source);
  }

  /** Types are taken out of what a debugger was given; undefined where the checker has no time, too. */
  withoutTypes(source: string): Promise<string | undefined> {
    return this.#askBriefly({ type: 'withoutTypes', source });
  }

  /** Undefined where the checker has no time. */
  typesInScope(source: string, place: { line: number; column: number }, names: readonly string[]) {
    return this.#askBriefly({ type: 'typesInScope', source, place, names });
  }

  /** What an editor asks while one types; a method and its parameters as LSP has them. */
  edit(method: string, params: Readonly<Record<string, unknown>>): Promise<Edited> {
    return this.#editing.ask(method, params);
  }

  /** Ends the checks that run and wait. A check that is about to end keeps its thread. */
  stop(): void {
    const { current, waiting, place } = this.#queue;
    for (const job of waiting.filter(isCheck)) {
      this.#queue.withdraw(job);
      job.settle({ end: { reason: 'stop' } });
    }
    if (!current || !isCheck(current)) return;
    current.settle({ end: { reason: 'stop', place } });
    setTimeout(() => this.#queue.current === current && this.#queue.giveUp('stop'), this.#limits.grace);
  }

  /** Forgets all cells: their values ended with the session. */
  reset(): void {
    this.#committed.clear();
    this.#queue.add(this.#memoryJob({ type: 'reset' }));
  }

  close(): void {
    this.#queue.close();
  }

  #requestsOfNewThread(): Job[] {
    const memory = this.#committed.requests().map((request) => this.#memoryJob(request));
    return [...memory, ...this.#editing.requests()];
  }

  #ask<R extends CheckerRequest>(request: R, options: Pick<Job, 'limit' | 'slow'>) {
    return new Promise<Settled<R['type']>>((resolve) => {
      this.#queue.add({ request, ...options, settle: (settled) => resolve(settled as Settled<R['type']>) });
    });
  }

  /** Without an answer when the checker has no time, or has lost itself in the question. */
  #askBriefly<R extends CheckerRequest>(request: R): Promise<CheckerReplies[R['type']] | undefined> {
    const { answer, patience, patienceAtStart } = this.#limits;
    return new Promise((resolve) => {
      const settle = (settled: Parameters<Job['settle']>[0]) => {
        clearTimeout(timer);
        resolve('reply' in settled ? (settled.reply as CheckerReplies[R['type']]) : undefined);
      };
      const job: Job = { request, limit: answer, settle };
      const giveIn = () => {
        const { current } = this.#queue;
        if (current === job) return;
        // An editor's question ends soon.
        if (current && isEditors(current)) {
          timer = setTimeout(giveIn, patience);
          return;
        }
        this.#queue.withdraw(job);
        resolve(undefined);
      };
      let timer = setTimeout(giveIn, this.#queue.isReady ? patience : patienceAtStart);
      this.#queue.add(job);
    });
  }

  /** What changes the checker's memory; a commit on which it fails leaves its names without types. */
  #memoryJob(request: CheckerRequest): Job {
    const failed = (end: CheckEnd) => {
      if (end.reason === 'no start') return;
      if (request.type !== 'commit') return this.#committed.clear();
      const spoilt = this.#committed.spoil(request);
      if (end.reason === 'failed' && request.declared.declarations !== '')
        this.#queue.add(this.#memoryJob(spoilt));
    };
    const settle: Job['settle'] = (settled) => 'end' in settled && failed(settled.end);
    return { request, limit: this.#limits.check, settle };
  }

  async #takeOver(): Promise<void> {
    const { last } = this.#committed;
    const settled = await this.#ask({ type: 'earlierCells' }, { limit: this.#limits.check });
    if (last && 'reply' in settled) this.#committed.takeOver(settled.reply, last);
  }
}

function isCheck({ request }: Job): boolean {
  return request.type === 'convert';
}

function declaresNothing({ declarations, meanings, captured }: Declared): boolean {
  return declarations === '' && meanings.size === 0 && captured.length === 0;
}

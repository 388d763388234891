// What an editor asks of the checker while one types: behind all that is to run, with a limit of its own, and a later
// question of the same kind about the same cell takes the place of one that waits. The texts of the cells are kept here
// too, for a thread that takes over from another.
import type { EditedCell, EditorReply } from '../contract/editor-messages.js';
import type { CheckerQueue, Job, Settled } from './checker-queue.js';

type Fields = Readonly<Record<string, unknown>>;

/** The result, or what to tell the one who asked. */
export type Edited =
  | { readonly result: unknown }
  | { readonly error: { readonly ename: string; readonly evalue: string } };

interface Waiting {
  readonly job: Job;
  cancel(): void;
}

const cancelled: Edited = {
  error: { ename: 'Cancelled', evalue: 'A later question about the same cell came before it.' },
};
const sync = 'notebook/sync';

export class Editing {
  readonly #queue: CheckerQueue;
  readonly #limit: number;
  #cells: readonly EditedCell[] | undefined;
  readonly #waiting = new Map<string, Waiting>();
  /** Questions on which the checker's thread was given up: they would cost the next one too. */
  readonly #hopeless = new Set<string>();

  /** @param limit milliseconds that the thread may take for a question */
  constructor(queue: CheckerQueue, limit: number) {
    this.#queue = queue;
    this.#limit = limit;
  }

  ask(method: string, params: Fields): Promise<Edited> {
    if (method === sync) return Promise.resolve(this.#sync(params.cells));
    const question = this.#question(method, params);
    return this.#hopeless.has(question)
      ? Promise.resolve(tooLong(this.#limit))
      : this.#ask(method, params, question);
  }

  /** What a new thread is asked first. */
  requests(): Job[] {
    return this.#cells === undefined ? [] : [this.#syncJob(this.#cells)];
  }

  /** The thread is told of all cells, as if it knew none: what is asked later is about these. */
  #sync(cells: unknown): Edited {
    const known = new Map(this.#cells?.map(({ id, text }) => [id, text]));
    const listed = read(cells).map(({ id, text }) => ({ id, text: text ?? known.get(id) }));
    const told = listed.filter((cell): cell is EditedCell => cell.text !== undefined);
    this.#cells = told;
    this.#queue.add(this.#syncJob(told));
    const missing = listed.filter(({ text }) => text === undefined).map(({ id }) => id);
    return { result: { missing } };
  }

  #syncJob(cells: readonly EditedCell[]): Job {
    const request = { type: 'edit', method: sync, params: { cells } } as const;
    const settle: Job['settle'] = (settled) => {
      const isHopeless =
        'end' in settled && (settled.end.reason === 'limit' || settled.end.reason === 'memory');
      // The next thread would be lost in them too.
      if (isHopeless && this.#cells === cells) this.#cells = undefined;
    };
    return { request, limit: this.#limit, settle };
  }

  #ask(method: string, params: Fields, question: string): Promise<Edited> {
    const key = `${method} ${cellOf(params)}`;
    this.#waiting.get(key)?.cancel();
    return new Promise((resolve) => {
      const done = (edited: Edited) => {
        if (this.#waiting.get(key)?.job === job) this.#waiting.delete(key);
        resolve(edited);
      };
      const job: Job = {
        request: { type: 'edit', method, params },
        limit: this.#limit,
        settle: (settled) => done(this.#toEdited(settled as Settled<'edit'>, question)),
      };
      const cancel = () => {
        // What the thread works on already is answered.
        if (!this.#queue.waiting.includes(job)) return;
        this.#queue.withdraw(job);
        done(cancelled);
      };
      this.#waiting.set(key, { job, cancel });
      this.#queue.add(job);
    });
  }

  #toEdited(settled: Settled<'edit'>, question: string): Edited {
    if ('reply' in settled) return withoutYield(settled.reply);
    const { end } = settled;
    if (end.reason === 'limit' || end.reason === 'memory') {
      this.#hopeless.add(question);
      return tooLong(this.#limit);
    }
    const evalue = 'message' in end ? end.message : 'The checker was stopped.';
    return { error: { ename: 'CheckEnded', evalue } };
  }

  /** The same for the same question about the same text. */
  #question(method: string, params: Fields): string {
    const id = cellOf(params);
    const text = this.#cells?.find((cell) => cell.id === id)?.text;
    return JSON.stringify([method, params, text]);
  }
}

/** The queue asks again what has yielded. */
function withoutYield(reply: EditorReply): Edited {
  return 'yielded' in reply ? cancelled : reply;
}

function tooLong(limit: number): Edited {
  const evalue = `The checker had no answer within ${limit / 1000} s for this text. It is asked again when the cell changes.`;
  return { error: { ename: 'CheckEnded', evalue } };
}

function cellOf({ cell, textDocument }: Fields): unknown {
  return cell ?? (textDocument as Fields | undefined)?.uri ?? '';
}

/** What is no cell is left out. */
function read(cells: unknown): { id: string; text: string | undefined }[] {
  const list = Array.isArray(cells) ? (cells as unknown[]) : [];
  return list.flatMap((one) => {
    const { id, text } = (one ?? {}) as Fields;
    return typeof id === 'string' ? [{ id, text: typeof text === 'string' ? text : undefined }] : [];
  });
}

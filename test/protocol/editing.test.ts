// An editor's questions beside all else that the checker's thread is asked: they come last, end when they are asked to,
// and know the cells on whichever thread answers.
import { afterEach, describe, expect, it } from 'vitest';
import type { CheckerReply, CheckerRequest } from '../../kernel/contract/checker-messages.js';
import { Checker } from '../../kernel/protocol/checker.js';
import type { CheckerThread, ThreadListener } from '../../kernel/protocol/checker-thread.js';

/** A thread that answers when the test says so. */
class SlowThread implements CheckerThread {
  readonly received: CheckerRequest[] = [];
  readonly progress = this;
  readonly place = undefined;
  mustYield = false;
  isEnded = false;
  readonly #listener: ThreadListener;

  constructor(listener: ThreadListener) {
    this.#listener = listener;
    queueMicrotask(() => listener.message({ type: 'ready' }));
  }

  send(request: CheckerRequest): void {
    this.received.push(request);
  }

  end(): void {
    this.isEnded = true;
  }

  answer(reply: CheckerReply): void {
    this.#listener.message({ type: 'reply', reply });
  }

  /** What it works on, in short. */
  get current(): string {
    const last = this.received.at(-1);
    return last?.type === 'edit' ? last.method : (last?.type ?? '');
  }

  get last(): CheckerRequest | undefined {
    return this.received.at(-1);
  }
}

const threads: SlowThread[] = [];
const thread = () => threads.at(-1)!;
const checkers: Checker[] = [];
afterEach(() => {
  for (const checker of checkers.splice(0)) checker.close();
  threads.splice(0);
});

function start(edit = 1e6): Checker {
  const limits = {
    check: 1e6,
    notice: 1e6,
    patience: 20,
    patienceAtStart: 1e6,
    answer: 1e6,
    grace: 1e6,
    edit,
  };
  const checker = new Checker((listener) => {
    threads.push(new SlowThread(listener));
    return thread();
  }, limits);
  checkers.push(checker);
  return checker;
}

const turn = (milliseconds = 0) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const cells = (...texts: string[]) => ({ cells: texts.map((text, at) => ({ id: `c${at}`, text })) });
const hover = { textDocument: { uri: 'c0' }, position: { line: 0, character: 0 } };
const wrong = { ok: false, diagnostics: [] } as const;

describe('a question', () => {
  it('waits until nothing else does', async () => {
    const checker = start();
    await turn();
    void checker.check('1', 'Cell[1]', () => {});
    const answer = checker.edit('textDocument/hover', hover);
    void checker.check('2', 'Cell[2]', () => {});
    expect(thread().current).toBe('convert');
    thread().answer(wrong);
    expect(thread().current).toBe('convert');
    thread().answer(wrong);
    expect(thread().current).toBe('textDocument/hover');
    thread().answer({ result: null });
    expect(await answer).toEqual({ result: null });
  });

  it('that the thread works on makes room for a cell, and is asked again', async () => {
    const checker = start();
    await turn();
    const answer = checker.edit('textDocument/hover', hover);
    expect(thread()).toMatchObject({ current: 'textDocument/hover', mustYield: false });
    void checker.check('1', 'Cell[1]', () => {});
    expect(thread().mustYield).toBe(true);
    thread().answer({ yielded: true });
    expect(thread()).toMatchObject({ current: 'convert', mustYield: false });
    thread().answer(wrong);
    expect(thread().current).toBe('textDocument/hover');
    thread().answer({ result: [] });
    expect(await answer).toEqual({ result: [] });
  });

  it('keeps no completion from its answer', async () => {
    const checker = start();
    await turn();
    void checker.edit('textDocument/hover', hover);
    const completion = checker.complete('a', 1);
    await turn(60);
    thread().answer({ yielded: true });
    expect(thread().current).toBe('complete');
    const found = {
      matches: ['a'],
      cursor_start: 0,
      cursor_end: 1,
      metadata: { _jupyter_types_experimental: [] },
    };
    thread().answer(found);
    expect(await completion).toEqual(found);
  });

  it('gives way to a later one of its kind about the same cell', async () => {
    const checker = start();
    await turn();
    void checker.edit('notebook/dependencies', {});
    const answers = ['c0', 'c0', 'c1'].map((cell) => checker.edit('notebook/diagnostics', { cell }));
    expect(await answers[0]).toMatchObject({ error: { ename: 'Cancelled' } });
    thread().answer({ result: { cells: [] } });
    thread().answer({ result: { items: [] } });
    thread().answer({ result: { items: [] } });
    expect(await Promise.all(answers.slice(1))).toEqual([
      { result: { items: [] } },
      { result: { items: [] } },
    ]);
  });

  it('that has no end costs its thread once, until the text is another', async () => {
    const checker = start(30);
    await turn();
    void checker.edit('notebook/sync', cells('endless'));
    thread().answer({ result: { missing: [] } });
    const [asked] = [checker.edit('notebook/diagnostics', { cell: 'c0' })];
    expect(await asked).toMatchObject({ error: { ename: 'CheckEnded' } });
    expect(threads.map(({ isEnded }) => isEnded)).toEqual([true, false]);
    expect(await checker.edit('notebook/diagnostics', { cell: 'c0' })).toMatchObject({
      error: { ename: 'CheckEnded' },
    });
    expect(threads).toHaveLength(2);
    await turn();
    thread().answer({ result: { missing: [] } });
    void checker.edit('notebook/sync', cells('other'));
    thread().answer({ result: { missing: [] } });
    void checker.edit('notebook/diagnostics', { cell: 'c0' });
    expect(thread().current).toBe('notebook/diagnostics');
  });

  it('that does not make room costs its thread, and the cell is checked by the next', async () => {
    const checker = start();
    await turn();
    const answer = checker.edit('notebook/diagnostics', { cell: 'c0' });
    void checker.check('1', 'Cell[1]', () => {});
    expect(await answer).toMatchObject({ error: { ename: 'CheckEnded' } });
    await turn();
    expect(threads).toHaveLength(2);
    expect(thread().current).toBe('convert');
  });
});

describe('the cells', () => {
  it('are kept, so that a text is sent once', async () => {
    const checker = start();
    await turn();
    expect(await checker.edit('notebook/sync', cells('1', '2'))).toEqual({ result: { missing: [] } });
    const next = { cells: [{ id: 'c1' }, { id: 'c0', text: 'new' }, { id: 'c9' }, 'nothing'] };
    thread().answer({ result: { missing: [] } });
    expect(await checker.edit('notebook/sync', next)).toEqual({ result: { missing: ['c9'] } });
    expect(thread().last).toMatchObject({
      params: {
        cells: [
          { id: 'c1', text: '2' },
          { id: 'c0', text: 'new' },
        ],
      },
    });
  });

  it('in which every thread is lost are told to one more only', async () => {
    const checker = start(20);
    await turn();
    void checker.edit('notebook/sync', cells('endless'));
    await turn(150);
    expect(threads.length).toBeLessThanOrEqual(2);
  });

  it('are told to a thread that takes over', async () => {
    const checker = start(30);
    await turn();
    void checker.edit('notebook/sync', cells('1'));
    thread().answer({ result: { missing: [] } });
    await checker.edit('textDocument/hover', hover);
    await turn();
    expect(threads).toHaveLength(2);
    expect(thread().last).toMatchObject({ method: 'notebook/sync', params: cells('1') });
  });
});

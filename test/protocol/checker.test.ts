// The checker as the kernel calls it, on threads that the test plays: who waits, who is given up, what the next knows.
import { describe, expect, it } from 'vitest';
import type { CheckedPlace } from '../../kernel/contract/check-progress.js';
import type { CheckerReply, CheckerRequest } from '../../kernel/contract/checker-messages.js';
import type { Conversion, Declared, EarlierCells } from '../../kernel/contract/language.js';
import { isCompleteByBrackets } from '../../kernel/protocol/brackets.js';
import { Checker, type CheckerLimits, checkLimit } from '../../kernel/protocol/checker.js';
import type { CheckerThread, ThreadEnd, ThreadListener } from '../../kernel/protocol/checker-thread.js';

const none: EarlierCells = { pieces: [], texts: new Map(), captured: [] };
const declared = (name: string): Declared => ({
  declarations: `declare let ${name}: number;\n`,
  meanings: new Map([[name, { value: true, type: false }]]),
  texts: new Map(),
  captured: [],
});
const converted = (source: string): Conversion => {
  const map = { version: 3, sources: [''], names: [], mappings: '' } as const;
  const code = { code: source, map, isAsync: false, imports: [], modules: [], functions: [] };
  return { ok: true, ...code, names: [], declared: declared(source) };
};

/** Answers what it can at once; a check of "stuck" never. */
class PlayedThread implements CheckerThread {
  readonly received: CheckerRequest[] = [];
  readonly progress = this;
  place: CheckedPlace | undefined;
  mustYield = false;
  isEnded = false;

  constructor(
    readonly listener: ThreadListener,
    isReady: boolean,
  ) {
    if (isReady) queueMicrotask(() => listener.message({ type: 'ready' }));
  }

  send(request: CheckerRequest): void {
    this.received.push(request);
    const reply = replyTo(request);
    if (reply !== 'none') queueMicrotask(() => this.answer(reply));
  }

  answer(reply: CheckerReply): void {
    this.listener.message({ type: 'reply', reply });
  }

  end(): void {
    this.isEnded = true;
  }

  get types(): string[] {
    return this.received.map(({ type }) => type);
  }
}

function replyTo(request: CheckerRequest): CheckerReply | 'none' {
  switch (request.type) {
    case 'convert':
      return request.source.startsWith('stuck') ? 'none' : converted(request.source);
    case 'complete':
      return request.source === 'stuck' ? 'none' : { ...emptyCompletion, matches: ['found'] };
    case 'isComplete':
      return { status: 'complete' };
    case 'earlierCells':
      return { ...none, texts: new Map([['all', 'of them']]) };
    case 'commit':
      return request.declared.declarations.includes('fatal') ? 'none' : undefined;
    default:
      return undefined;
  }
}

const emptyCompletion = {
  matches: [],
  cursor_start: 1,
  cursor_end: 1,
  metadata: { _jupyter_types_experimental: [] },
};
const never = 1e6;

function play(limits: Partial<CheckerLimits> = {}, isReady = true) {
  const threads: PlayedThread[] = [];
  const start = (listener: ThreadListener) => {
    const thread = new PlayedThread(listener, isReady);
    threads.push(thread);
    return thread;
  };
  const long = { check: never, notice: never, patience: 10, patienceAtStart: 10, answer: never, grace: 10 };
  const checker = new Checker(start, { ...long, ...limits });
  const check = (source: string) => checker.check(source, 'Cell[1]', () => {});
  return { checker, threads, check };
}

const passed = (milliseconds = 0) => new Promise((resolve) => setTimeout(resolve, milliseconds));
const crash: ThreadEnd = { reason: 'crash', message: 'broken' };

describe('behind a check that goes on', () => {
  it('a completion is answered empty, and never reaches the thread', async () => {
    const { checker, threads, check } = play();
    void check('stuck');
    expect(await checker.complete('a.', 2)).toMatchObject({ matches: [], cursor_start: 2 });
    expect(await checker.inspect('a', 1, 0)).toMatchObject({ found: false });
    threads[0]?.answer(converted('stuck'));
    await passed();
    expect(threads[0]?.types).toEqual(['convert']);
  });

  it.each([
    ['if (a) {', { status: 'incomplete', indent: '  ' }],
    ['a + b', { status: 'unknown' }],
    ['`text', { status: 'incomplete', indent: '' }],
  ])('%j is judged by its brackets', async (source, expected) => {
    const { checker, check } = play();
    void check('stuck');
    expect(await checker.isComplete(source)).toEqual(expected);
  });

  it('a completion that has begun is waited for', async () => {
    const { checker, threads } = play();
    const completion = checker.complete('stuck', 1);
    await passed(30);
    threads[0]?.answer({ ...emptyCompletion, matches: ['late'] });
    expect((await completion).matches).toEqual(['late']);
  });

  it('a completion that does not end itself is given up, and cells go on', async () => {
    const { checker, threads, check } = play({ answer: 20 });
    const completion = checker.complete('stuck', 1);
    const cell = check('1');
    expect((await completion).matches).toEqual([]);
    expect((await cell).ok).toBe(true);
    expect(threads.map(({ isEnded }) => isEnded)).toEqual([true, false]);
  });
});

describe('Stop', () => {
  it('ends the check at once, says where it was, and ends its thread a little later', async () => {
    const { checker, threads, check } = play();
    const cell = check('stuck;\n  // More.\n  next(1)');
    await passed();
    if (threads[0]) threads[0].place = { position: 6 };
    checker.stop();
    expect(await cell).toMatchObject({
      error: { evalue: 'Stopped while its types were checked, at line 3: `next(1)`. The cell did not run.' },
    });
    expect(threads[0]?.isEnded).toBe(false);
    await passed(30);
    expect(threads[0]?.isEnded).toBe(true);
  });

  it('keeps the thread of a check that ends by itself', async () => {
    const { checker, threads, check } = play();
    const cell = check('stuck');
    await passed();
    checker.stop();
    threads[0]?.answer(converted('stuck'));
    expect((await cell).ok).toBe(false);
    await passed(30);
    expect(threads).toHaveLength(1);
  });

  it('ends the checks that wait, not the completions', async () => {
    const { checker, threads, check } = play({ patience: never, patienceAtStart: never });
    const cells = [check('stuck'), check('2'), check('3')];
    const completion = checker.complete('a', 1);
    await passed();
    checker.stop();
    expect((await Promise.all(cells)).map(({ ok }) => ok)).toEqual([false, false, false]);
    expect((await completion).matches).toEqual(['found']);
    expect(threads.map(({ types }) => types)).toEqual([['convert'], ['complete']]);
  });
});

describe('a new thread', () => {
  it('is told all commits before what waits', async () => {
    const { checker, threads, check } = play();
    checker.commit(declared('a'));
    await passed();
    const stuck = check('stuck');
    await passed();
    checker.commit(declared('b'), ['b']);
    const next = check('next');
    threads[0]?.listener.ended(crash);
    expect(await stuck).toMatchObject({ error: { ename: 'CheckEnded' } });
    expect((await next).ok).toBe(true);
    expect(threads[1]?.received).toMatchObject([
      { type: 'commit', declared: declared('a') },
      { type: 'commit', declared: declared('b'), assigned: ['b'] },
      { type: 'convert', source: 'next' },
    ]);
  });

  it('is told of many cells at once', async () => {
    const { checker, threads, check } = play();
    for (let n = 0; n < 60; n++) {
      checker.commit(declared(`a${n}`));
      await passed();
    }
    void check('stuck');
    await passed();
    threads[0]?.listener.ended(crash);
    await passed();
    expect(threads[1]?.received[0]).toMatchObject({
      type: 'restore',
      earlier: { texts: new Map([['all', 'of them']]) },
    });
    expect(threads[1]?.received.length).toBe(11);
  });

  it('is told nothing after the session was lost', async () => {
    const { checker, threads, check } = play();
    checker.commit(declared('a'));
    checker.reset();
    void check('stuck');
    await passed();
    threads[0]?.listener.ended({ reason: 'memory' });
    expect((await check('1')).ok).toBe(true);
    expect(threads[1]?.types).toEqual(['convert']);
  });

  it('gets the names without types of a commit that ended the last one', async () => {
    const { checker, threads, check } = play();
    checker.commit(declared('fatal'));
    await passed();
    threads[0]?.listener.ended(crash);
    expect((await check('1')).ok).toBe(true);
    expect(threads[1]?.received[0]).toMatchObject({
      type: 'commit',
      declared: { declarations: '', meanings: declared('fatal').meanings },
    });
  });

  it('hears no more of the last one', async () => {
    const { checker, threads, check } = play({ grace: 0 });
    void check('stuck');
    await passed();
    checker.stop();
    await passed(20);
    const cell = check('stuck again');
    await passed();
    threads[0]?.answer(converted('of the old one'));
    threads[0]?.listener.ended(crash);
    await passed();
    expect(threads).toHaveLength(2);
    threads[1]?.answer(converted('of the new one'));
    expect(await cell).toMatchObject({ ok: true, code: 'of the new one' });
  });

  it('is not started again and again when it cannot start', async () => {
    const { checker, threads, check } = play({}, false);
    const cell = check('1');
    checker.commit(declared('a'));
    threads[0]?.listener.ended(crash);
    expect(await cell).toMatchObject({
      error: { evalue: expect.stringContaining('could not be started (broken)') },
    });
    expect(threads).toHaveLength(1);
    const next = check('2');
    threads[1]?.listener.message({ type: 'ready' });
    expect((await next).ok).toBe(true);
    expect(threads[1]?.types).toEqual(['commit', 'convert']);
  });
});

it('a commit that fails leaves its names without types', async () => {
  const { checker, threads, check } = play();
  checker.commit(declared('fatal'));
  await passed();
  threads[0]?.listener.message({ type: 'failed', message: 'no' });
  await check('1');
  expect(threads[0]?.received[1]).toMatchObject({ type: 'commit', declared: { declarations: '' } });
});

it('tells of a check that takes long, once, and ends it at its limit', async () => {
  const { checker, threads } = play({ notice: 10, check: 60 });
  const told: string[] = [];
  const checked = await checker.check('stuck', 'Cell[1]', (notice) => told.push(notice));
  expect(checked).toMatchObject({ ok: false, error: { ename: 'CheckEnded' } });
  expect(told).toEqual(["Checking this cell's types has taken 0.01 s so far. Stop ends it.\n"]);
  expect(threads[0]?.isEnded).toBe(true);
});

it.each([
  ['', 60_000],
  ['7', 7000],
  ['0.5', 500],
  ['0', Number.POSITIVE_INFINITY],
  ['-3', 60_000],
  ['soon', 60_000],
  ['1e99', 2 ** 31 - 1],
])('TENSORCELL_CHECK_SECONDS=%j is a limit of %d ms', (given, expected) => {
  expect(checkLimit(given)).toBe(expected);
});

describe('by brackets alone', () => {
  it.each([
    'f(',
    '[1, [2]',
    'const s = `a $' + '{b}',
    '/* a comment',
    '/*/',
    'if (a) { // }',
    "g('}', {",
    'x = `\\`',
  ])('%j is incomplete', (source) => {
    expect(isCompleteByBrackets(source).status).toBe('incomplete');
  });

  it.each([
    '',
    '1',
    ')',
    "'{'",
    '"(" + 1',
    '// {',
    '/* { */',
    '`{`',
    'f({ a: [1] })',
    "'open",
    '`a` + `b`',
    '/**/',
  ])('%j is left open', (source) => {
    expect(isCompleteByBrackets(source)).toEqual({ status: 'unknown' });
  });
});

// Stop within the session, without its processes: what waits, what comes later, and for how long it may clean up.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Cell, createCell, runAs, runKept } from '../../kernel/session/current-cell.js';
import { Interrupted } from '../../kernel/session/interrupted.js';
import { SharedState } from '../../kernel/session/shared-state.js';
import { createStopCheck, type StopCheck } from '../../kernel/session/stop.js';
import { Stops } from '../../kernel/session/stops.js';

let state: SharedState;
let stops: Stops;
let code: StopCheck;
let cell: Cell;
let cells = 0;

function begin(): Cell {
  cells += 1;
  const begun = createCell(cells, { allowStdin: false });
  stops.began(begun);
  return begun;
}

function pressStop(): void {
  state.pressStop();
  stops.notice();
}

/** As the code of a cell awaits. */
async function pass<T>(value: T): Promise<Awaited<T>> {
  return code.back(code.wait(value), (await code.waited) as Awaited<T>);
}

const nap = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const turns = () => nap(30);

beforeEach(() => {
  state = new SharedState();
  stops = new Stops(state);
  code = createStopCheck(state.flag, stops);
  cell = begin();
});
afterEach(() => void stops.ended(cell));

describe('an await of a stopped cell', () => {
  it.each<[string, () => unknown]>([
    ['a promise that nothing settles', () => new Promise(() => {})],
    ['a thenable', () => Object.fromEntries([['then', () => {}]])],
    ['a timer', () => nap(1e6)],
  ])('of %s throws Interrupted', async (_, value) => {
    const ended = runAs(cell, () => pass(value()));
    pressStop();
    await expect(ended).rejects.toThrow(Interrupted);
  });

  it('does not resume when its value comes after the grace', async () => {
    let seen = 0;
    const late = nap(40);
    const ended = runAs(cell, async () => {
      try {
        await pass(nap(1e6));
      } catch {}
      code.cleanUp();
      await pass(late);
      stops.ended(cell);
      await pass(nap(600));
      seen += 1;
    });
    void ended;
    pressStop();
    await cell.life.over;
    await nap(200);
    expect(seen).toBe(0);
  });

  it('lets values through as they are while nothing is stopped', async () => {
    expect(await runAs(cell, () => pass(5))).toBe(5);
    expect(await runAs(cell, () => pass(Promise.resolve('a')))).toBe('a');
    await expect(runAs(cell, () => pass(Promise.reject(new Error('own'))))).rejects.toThrow('own');
    expect(cell.life.isBusy).toBe(false);
  });
});

describe('the grace', () => {
  it('is over as soon as nothing cleans up', async () => {
    runAs(cell, () => pass(nap(1e6))).catch(() => {});
    stops.ended(cell);
    pressStop();
    const started = performance.now();
    await cell.life.over;
    expect(performance.now() - started).toBeLessThan(400);
    expect(state.stopRaised).toBe(false);
  });

  it('throws once in code that may clean up, and always after it', async () => {
    const thrown = runAs(cell, () => {
      pressStop();
      const first = attempt(code.check);
      const second = attempt(code.check);
      return [first, second];
    });
    expect(thrown).toEqual([true, false]);
    await cell.life.over;
    expect(runAs(cell, () => [attempt(code.check), attempt(code.check)])).toEqual([true, true]);
  });
});

describe('what comes later', () => {
  it('is not called for a stopped cell: events, reactions, cleaning', async () => {
    const called: string[] = [];
    const [event, reaction, cleaning] = runAs(cell, () => [
      code.later(() => called.push('event')),
      code.reaction(() => called.push('reaction')),
      code.cleaning(() => called.push('cleaning')),
    ]);
    stops.ended(cell);
    pressStop();
    expect(() => runAs(cell, reaction)).toThrow(Interrupted);
    runAs(cell, cleaning);
    runAs(cell, event);
    await cell.life.over;
    for (const callback of [event, reaction, cleaning]) void runAs(cell, callback);
    expect(called).toEqual(['cleaning']);
  });

  it('is called for another cell, also by functions of the stopped one', async () => {
    const again = runAs(cell, () => code.reaction((n: number) => n + 1));
    stops.ended(cell);
    pressStop();
    await cell.life.over;
    const other = begin();
    expect(runAs(other, () => again(1))).toBe(2);
    expect(await runAs(other, () => pass(nap(1)))).toBe(undefined);
    stops.ended(other);
  });

  it('is found by the function that the user handed over', () => {
    const listener = () => {};
    expect(runAs(cell, () => code.later(listener))).toHaveProperty('listener', listener);
    expect(code.later(undefined)).toBe(undefined);
  });
});

describe('for await', () => {
  async function* count() {
    for (let n = 0; n < 3; n++) yield n;
  }
  it.each<[string, () => unknown]>([
    ['a generator', () => count()],
    ['promises', () => [Promise.resolve(0), 1, Promise.resolve(2)]],
    ['a set', () => new Set([0, 1, 2])],
  ])('runs over %s', async (_, source) => {
    const seen = await runAs(cell, async () => {
      const all: unknown[] = [];
      for await (const n of code.each(source()) as AsyncIterable<unknown>) all.push(n);
      return all;
    });
    expect(seen).toEqual([0, 1, 2]);
    expect(cell.life.isBusy).toBe(false);
  });

  it('closes what it leaves, and is stopped between two steps', async () => {
    const closed: string[] = [];
    async function* endless() {
      try {
        for (;;) {
          await nap(5);
          yield 1;
        }
      } finally {
        closed.push('closed');
      }
    }
    await runAs(cell, async () => {
      for await (const _ of code.each(endless()) as AsyncIterable<number>) break;
    });
    expect(closed).toEqual(['closed']);
    const ended = runAs(cell, async () => {
      for await (const _ of code.each({
        [Symbol.asyncIterator]: () => ({ next: () => nap(1e6) }),
      }) as AsyncIterable<0>);
    });
    pressStop();
    await expect(ended).rejects.toThrow(Interrupted);
  });
});

describe('who is stopped', () => {
  it('is every running cell, and no ended one', async () => {
    const ended = begin();
    stops.ended(ended);
    pressStop();
    await turns();
    expect([cell.life.isLive, ended.life.isLive]).toEqual([false, true]);
  });

  it('are ended ones where none runs, but for what is kept', async () => {
    const kept = runAs(cell, () => runKept(() => pass(nap(60).then(() => 'kept'))));
    const left = runAs(cell, () => pass(nap(60)));
    stops.ended(cell);
    pressStop();
    await expect(left).rejects.toThrow(Interrupted);
    expect(await kept).toBe('kept');
  });
});

function attempt(work: () => void): boolean {
  try {
    work();
    return false;
  } catch {
    return true;
  }
}

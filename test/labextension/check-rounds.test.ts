import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { CheckRounds } from '../../labextension/src/language/check-rounds.js';

const order = ['a', 'b', 'c', 'd'];
let active: string | undefined;
let asked: string[];
let shown: string[];
let takes: number;
let rounds: CheckRounds<string>;

beforeEach(() => {
  vi.useFakeTimers();
  active = undefined;
  asked = [];
  shown = [];
  takes = 0;
  rounds = new CheckRounds<string>({
    order: () => order,
    active: () => active,
    async check(id) {
      asked.push(id);
      await new Promise((resolve) => setTimeout(resolve, takes));
      return `found in ${id}`;
    },
    show: (id, found) => void shown.push(`${id}: ${found}`),
  });
});
afterEach(() => vi.useRealTimers());

const wait = (milliseconds: number) => vi.advanceTimersByTimeAsync(milliseconds);

describe('rounds of checks', () => {
  it('wait for 300 ms without a key', async () => {
    for (let key = 0; key < 5; key++) {
      rounds.changed('c');
      await wait(200);
    }
    expect(asked).toEqual([]);
    await wait(150);
    expect(asked).toEqual(['c', 'd']);
    expect(shown).toEqual(['c: found in c', 'd: found in d']);
  });

  it('begin with the cell one is in, go on below it, and end above', async () => {
    active = 'c';
    rounds.changedAll();
    await wait(400);
    expect(asked).toEqual(['c', 'd', 'a', 'b']);
  });

  it('drop an answer that a key has overtaken, and ask again', async () => {
    takes = 100;
    active = 'b';
    rounds.changed('b');
    await wait(350);
    expect(asked).toEqual(['b']);
    rounds.changed('b');
    await wait(100);
    expect(shown).toEqual([]);
    await wait(1000);
    expect(asked).toEqual(['b', 'b', 'c', 'd']);
    expect(shown).toHaveLength(3);
  });

  it('keep the last cells of a round that was overtaken', async () => {
    takes = 100;
    rounds.changedAll();
    await wait(450);
    expect(asked).toEqual(['a', 'b']);
    active = 'd';
    rounds.changed('d');
    await wait(1000);
    expect(asked.slice(2)).toEqual(['d', 'b', 'c']);
  });

  it('go on past a cell that gets no answer, and say so', async () => {
    const states: string[] = [];
    const failing = new CheckRounds<string>({
      order: () => order,
      active: () => undefined,
      check: (id) => (id === 'b' ? Promise.reject(new Error('gone')) : Promise.resolve(id)),
      show: (id) => void shown.push(id),
      state: (state) => void states.push(state),
    });
    failing.changedAll();
    await wait(400);
    expect(shown).toEqual(['a', 'c', 'd']);
    expect(states).toEqual(['waiting', 'unanswered']);
    failing.changed('d');
    await wait(400);
    expect(states).toEqual(['waiting', 'unanswered', 'waiting', 'checked']);
  });

  it('end when stopped', async () => {
    takes = 100;
    rounds.changedAll();
    await wait(350);
    rounds.stop();
    await wait(1000);
    expect(asked).toEqual(['a']);
    expect(shown).toEqual([]);
  });
});
